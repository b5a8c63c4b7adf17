"""Indexes that only one of our databases has, declared so that the other one still does."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import F, Index, Model
from django.db.models.functions import Upper

TRIGRAMS = "gin_trgm_ops"


class _TrigramIndex(GinIndex):
    """Finds a piece of text anywhere in its columns: trigrams on PostgreSQL, a plain index elsewhere.

    It brings its own extension (pg_trgm, which the owner of the database may create since PostgreSQL 13), so that
    no migration can forget it.
    """

    def plain(self) -> Index:
        """What the other database has in its place."""
        raise NotImplementedError

    def create_sql(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Statement:
        if schema_editor.connection.vendor != "postgresql":
            return self.plain().create_sql(model, schema_editor, **kwargs)
        statement = super().create_sql(model, schema_editor, using=using, **kwargs)
        statement.template = f"CREATE EXTENSION IF NOT EXISTS pg_trgm; {statement.template}"
        return statement


class WordsIndex(_TrigramIndex):
    """For the words of a `search_key`, which is folded already (`egide.common.search`)."""

    def __init__(self, field: str, *, name: str, **options: Any) -> None:
        options = {"fields": (field,), "opclasses": (TRIGRAMS,), "name": name, **options}
        super().__init__(**options)
        self.field = field

    def plain(self) -> Index:
        return Index(fields=(self.field,), name=self.name)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, _, options = super().deconstruct()
        return path, [self.field], {"name": options["name"]}


class PiecesIndex(_TrigramIndex):
    """For `icontains` on one or several columns as people wrote them: Django asks PostgreSQL for their capitals."""

    def __init__(self, *fields: str, name: str) -> None:
        super().__init__(*(OpClass(Upper(field), name=TRIGRAMS) for field in fields), name=name)
        self.columns = fields

    def plain(self) -> Index:
        return Index(*map(Upper, self.columns), name=self.name)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, _, _ = super().deconstruct()
        return path, list(self.columns), {"name": self.name}


class LatestFirstIndex(Index):
    """For a list by date, the latest first, what has none last, then by key (`egide.ui.listing.in_order`).

    `within`: columns that the list narrows before; `then`: what it needs after the date, the key when nothing is said.
    SQLite puts what has no date last by itself, and refuses the words that say so.
    """

    def __init__(
        self,
        field: str,
        *,
        name: str,
        within: tuple[str, ...] = (),
        then: tuple[str, ...] = ("id",),
        condition: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(**({"fields": (*within, f"-{field}", *then)} | options), name=name, condition=condition)
        self.field, self.within, self.then = field, within, then

    def create_sql(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor, using: str = "", **kwargs: Any
    ) -> Statement:
        if schema_editor.connection.vendor != "postgresql":
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        latest_first = F(self.field).desc(nulls_last=True)
        spelt = Index(*self.within, latest_first, *self.then, name=self.name, condition=self.condition)
        return spelt.create_sql(model, schema_editor, using=using, **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, _, options = super().deconstruct()
        options = {name: value for name, value in options.items() if name != "fields"}
        return path, [self.field], options | {"within": self.within, "then": self.then}
