"""The dated table of determinants: which ones hold on a day, and which ones an employer is offered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

from egide.regulation import biological, chemical, physical, post, situation
from egide.regulation.rows import Determinant, Hire, Who
from egide.regulation.terms import Group, Parameters

__all__ = ["TABLE", "Determinant", "Holding", "determinants_on", "find", "offered_to_employer", "rows_of"]

TABLE: tuple[Determinant, ...] = (
    *chemical.ROWS,
    *biological.ROWS,
    *physical.ROWS,
    *post.ROWS,
    *situation.ROWS,
)


@dataclass(frozen=True)
class Holding:
    """What a declared code means on a day: the row in force, or an ended one and what took its place.

    `prior_since`: the first day on which the code, or the one it replaces, asked for a visit before the
    assignment; nothing where the row in force does not.
    """

    row: Determinant | None
    ended: Determinant | None = None
    successors: tuple[Determinant, ...] = ()
    prior_since: date | None = None


@cache
def _by_code() -> dict[str, tuple[Determinant, ...]]:
    found: dict[str, list[Determinant]] = defaultdict(list)
    for row in sorted(TABLE, key=lambda row: row.since):
        found[row.code].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def rows_of(code: str) -> tuple[Determinant, ...]:
    """Every row of `code`, in the order of their dates."""
    return _by_code().get(code, ())


def find(code: str, day: date) -> Determinant | None:
    """The row of `code` in force on `day`."""
    return next((row for row in rows_of(code) if row.holds_on(day)), None)


def holding(code: str, day: date, parameters: Parameters) -> Holding | None:
    """The row in force for `code`, or what took its place; unknown or not yet in force: nothing."""
    if row := find(code, day):
        current = row.under(parameters)
        return Holding(current, prior_since=_prior_since(current, rows_of(code), parameters))
    ended = [row for row in rows_of(code) if row.until and row.until < day]
    if not ended:
        return None
    successors = tuple(row for name in ended[-1].replaced_by if (row := find(name, day)))
    current_or_none = successors[0].under(parameters) if successors else None
    return Holding(current_or_none, ended[-1], successors, _prior_since(current_or_none, ended, parameters))


def determinants_on(day: date) -> tuple[Determinant, ...]:
    return tuple(row for row in TABLE if row.holds_on(day))


def offered_to_employer(day: date, parameters: Parameters) -> dict[Group, tuple[Determinant, ...]]:
    """What an employer may tick on `day`, by group; health data only where the service opens them."""
    who = {Who.EMPLOYER, Who.HEALTH} if parameters.sante_proposee else {Who.EMPLOYER}
    rows = [row.under(parameters) for row in determinants_on(day) if row.who in who]
    return {group: found for group in Group if (found := tuple(r for r in rows if r.group == group))}


def _prior_since(
    current: Determinant | None, rows: tuple[Determinant, ...] | list[Determinant], parameters: Parameters
) -> date | None:
    if current is None or current.hire != Hire.BEFORE:
        return None
    prior = [row.since for row in rows if row.under(parameters).hire == Hire.BEFORE]
    return min([*prior, current.since])
