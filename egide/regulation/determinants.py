"""The dated table of determinants: which ones hold on a day, and which ones an employer is offered."""

from collections import defaultdict
from datetime import date, timedelta

from egide.regulation import biological, chemical, physical, post, situation
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.rows import Determinant, Who
from egide.regulation.terms import Category, Group

__all__ = [
    "TABLE",
    "Determinant",
    "determinants_on",
    "find",
    "in_force",
    "left_reinforced",
    "offered_to_employer",
    "rows_of",
]

TABLE: tuple[Determinant, ...] = (
    *chemical.ROWS,
    *biological.ROWS,
    *physical.ROWS,
    *post.ROWS,
    *situation.ROWS,
)


def _by_code() -> dict[str, tuple[Determinant, ...]]:
    found: dict[str, list[Determinant]] = defaultdict(list)
    for row in TABLE:
        found[row.code].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


_ROWS = _by_code()


def rows_of(code: str) -> tuple[Determinant, ...]:
    """All the rows of a code, past and present; none for an unknown code."""
    return _ROWS.get(code, ())


def find(code: str, day: date, parameters: Parameters = DEFAULTS) -> Determinant | None:
    """The row of `code` in force on `day`."""
    return next((row for row in rows_of(code) if row.holds_for(day, parameters)), None)


def in_force(code: str, day: date, parameters: Parameters) -> tuple[Determinant | None, Determinant | None]:
    """The row that a declared code leads to on `day`, and the ended row that it took over, if any.

    A code whose rule has ended leads to its first successor: nobody falls back to the general follow-up
    because a decree has renamed a risk.
    """
    if row := find(code, day, parameters):
        return row, None
    ended = [row for row in rows_of(code) if row.until and row.until < day]
    if not ended or not ended[-1].replaced_by:
        return None, None
    return find(ended[-1].replaced_by[0], day, parameters), ended[-1]


def determinants_on(day: date, parameters: Parameters = DEFAULTS) -> tuple[Determinant, ...]:
    return tuple(row for row in TABLE if row.holds_for(day, parameters))


def left_reinforced(row: Determinant) -> bool:
    """Whether what `row` speaks of led to SIR until the day before it began (décret 2025-355)."""
    if row.category == Category.SIR:
        return False
    before = row.since - timedelta(days=1)
    return any(
        old.category == Category.SIR and old.until == before and row.code in {old.code, *old.replaced_by}
        for old in TABLE
    )


def offered_to_employer(day: date, parameters: Parameters) -> dict[Group, tuple[Determinant, ...]]:
    """What an employer may tick on `day`, by group; health data only where the service opens them."""
    who = {Who.EMPLOYER, Who.HEALTH} if parameters.sante_proposee else {Who.EMPLOYER}
    rows = [row for row in determinants_on(day, parameters) if row.who in who]
    return {group: found for group in Group if (found := tuple(r for r in rows if r.group == group))}
