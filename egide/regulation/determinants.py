"""The dated table of determinants: which ones hold on a day, and which ones an employer is offered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from egide.regulation import biological, chemical, physical, post, situation
from egide.regulation.rows import Determinant, Who
from egide.regulation.terms import Group, Parameters

__all__ = ["TABLE", "Determinant", "Holding", "determinants_on", "find", "offered_to_employer"]

TABLE: tuple[Determinant, ...] = (
    *chemical.ROWS,
    *biological.ROWS,
    *physical.ROWS,
    *post.ROWS,
    *situation.ROWS,
)


@dataclass(frozen=True)
class Holding:
    """The row that a declared code leads to on a day, and whether it must be declared anew (`requalify`)."""

    row: Determinant
    requalify: bool


@cache
def _by_code() -> dict[str, tuple[Determinant, ...]]:
    found: dict[str, list[Determinant]] = defaultdict(list)
    for row in TABLE:
        found[row.code].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def find(code: str, day: date) -> Determinant | None:
    """The row of `code` in force on `day`."""
    return next((row for row in _by_code().get(code, ()) if row.holds_on(day)), None)


def holding(code: str, day: date) -> Holding | None:
    """The row in force for `code`, or the one that took its place; unknown or not yet in force: nothing."""
    if row := find(code, day):
        return Holding(row, requalify=False)
    ended = [row for row in _by_code().get(code, ()) if row.until and row.until < day]
    successor = find(ended[-1].replaced_by, day) if ended and ended[-1].replaced_by else None
    return Holding(successor, requalify=True) if successor else None


def determinants_on(day: date) -> tuple[Determinant, ...]:
    return tuple(row for row in TABLE if row.holds_on(day))


def offered_to_employer(day: date, parameters: Parameters) -> dict[Group, tuple[Determinant, ...]]:
    """What an employer may tick on `day`, by group; health data only where the service opens them."""
    who = {Who.EMPLOYER, Who.HEALTH} if parameters.sante_proposee else {Who.EMPLOYER}
    rows = [row for row in determinants_on(day) if row.who in who]
    return {group: found for group in Group if (found := tuple(r for r in rows if r.group == group))}
