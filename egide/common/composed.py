"""What every page asks is composed once a process: the ORM writes the SQL, then only its keys change.

To compose a query costs the ORM more than its answer costs the database: half a millisecond to two, eight times a
page. Nothing that was read is kept: each request reads its rows afresh (docs/decisions/0014.md).
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, TypeAlias, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

P = ParamSpec("P")
RowT = TypeVar("RowT")
Shape: TypeAlias = tuple[tuple[str, Hashable], ...]
STANDS_FOR_A_KEY = 2_000_000_000  # and what follows: no row has these keys, no query of ours these numbers
SHAPES = 64  # of one reading, kept at once: a shape that holds a day is forgotten some days later


@dataclass(frozen=True)
class Composition:
    """`places`: the parameters of `sql`, where a whole number from STANDS_FOR_A_KEY on is the rank of a key."""

    compiler: Any
    sql: str
    places: tuple[Any, ...]
    build: Callable[[Sequence[Any]], Any]

    def rows(self, keys: tuple[int, ...]) -> list[Any]:
        given = {STANDS_FOR_A_KEY + rank: key for rank, key in enumerate(keys)}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [given.get(p, p) if isinstance(p, int) else p for p in self.places])
            found = cursor.fetchall()
        return [self.build(row) for row in self.compiler.results_iter([found])]


def composed(compose: "Callable[P, QuerySet[Any, RowT]]") -> "Callable[P, list[RowT]]":
    """Declare a reading: `compose(*keys, **shape)` says the query, and is called once for each shape.

    The keys, by their place, are whole numbers (of a row, of a member); the shape, by its names, is whatever else
    makes the query (a day, rights). The answer is what the queryset would give: rows, or tuples of `values_list`.
    """

    asked: Any = compose

    @lru_cache(maxsize=SHAPES)
    def composition(count: int, shape: Shape) -> Composition:
        stand_ins = [STANDS_FOR_A_KEY + rank for rank in range(count)]
        rows: QuerySet[Any, RowT] = asked(*stand_ins, **dict(shape))
        compiler: Any = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, places = compiler.as_sql()
        if not set(stand_ins) <= set(places):
            raise TypeError(f"{compose.__qualname__} changes a key before it asks.")
        return Composition(compiler, sql, tuple(places), _builder(compiler))

    def ask(*keys: Any, **shape: Any) -> list[RowT]:
        return composition(len(keys), tuple(shape.items())).rows(keys)

    return ask


def _builder(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """From a line of the answer to what the queryset gives for it, as `ModelIterable` of Django does."""
    info = compiler.klass_info
    if not compiler.query.default_cols:
        return tuple
    own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[own]]
    related_of: Any = get_related_populators  # the stubs describe a later Django
    joined = related_of(info, compiler.select, DEFAULT_DB_ALIAS)

    def build(line: Sequence[Any]) -> Any:
        row = info["model"].from_db(DEFAULT_DB_ALIAS, names, line[own])
        for related in joined:
            related.populate(line, row)
        for name, place in compiler.annotation_col_map.items():
            setattr(row, name, line[place])
        return row

    return build
