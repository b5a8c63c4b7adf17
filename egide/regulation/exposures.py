"""From declared determinants to the rows that hold on a day, each with the day it reached the person."""

from dataclasses import dataclass
from datetime import date

from egide.regulation.determinants import find, in_force
from egide.regulation.facts import Declared, Facts
from egide.regulation.parameters import Parameters
from egide.regulation.periods import add_years, age_on
from egide.regulation.rows import Determinant
from egide.regulation.terms import Category

MAJORITY = 18
COMPUTED_MINOR = "moins_18"


@dataclass(frozen=True, slots=True)
class Exposure:
    """A row that holds for a person. `start`: the day they were assigned to it; `by_law`: the row entered the
    law on `start` while they were in post; `ended`: the former row that was declared (to be declared anew)."""

    row: Determinant
    declared: Declared
    start: date
    category: Category
    by_law: bool = False
    ended: Determinant | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """The exposures of a person on a day, and the category that the strongest of them gives."""

    day: date
    category: Category
    exposures: tuple[Exposure, ...]

    @property
    def winners(self) -> tuple[Exposure, ...]:
        return tuple(found for found in self.exposures if found.category == self.category)


def situation_on(facts: Facts, day: date, parameters: Parameters) -> Situation:
    """What holds on `day`; before the assignment, what will hold on its day (R.4624-18 looks at the age then)."""
    day = max(day, facts.post_since)
    minor = age_on(facts.birth_date, day) < MAJORITY
    exposures = [
        found
        for declared in facts.determinants
        if declared.code != COMPUTED_MINOR and (found := _exposure(declared, facts, day, parameters))
        if minor or not found.row.minors_only
    ]
    if minor and (row := find(COMPUTED_MINOR, day, parameters)):
        exposures.append(Exposure(row, Declared(COMPUTED_MINOR), facts.post_since, row.category_for(parameters)))
    category = max((found.category for found in exposures), key=lambda found: found.rank, default=Category.SI)
    return Situation(day, category, tuple(exposures))


def last_day(declared: Declared, row: Determinant) -> date | None:
    """The last day of a determinant; one that follows an event lasts its legal years (R.4451-109)."""
    event = declared.since or declared.until
    if not row.lasts_years or event is None:
        return declared.until
    return max(add_years(event, row.lasts_years), declared.until or event)


def was_reinforced(facts: Facts, day: date, parameters: Parameters) -> bool:
    return day >= facts.post_since and situation_on(facts, day, parameters).category == Category.SIR


def _exposure(declared: Declared, facts: Facts, day: date, parameters: Parameters) -> Exposure | None:
    if declared.since is not None and declared.since > day:
        return None
    row, ended = in_force(declared.code, day, parameters)
    if row is None or ((end := last_day(declared, row)) is not None and end < day):
        return None
    start = max(facts.post_since, declared.since or facts.post_since)
    by_law = bool(row.brought_by) and row.since > start
    return Exposure(row, declared, row.since if by_law else start, row.category_for(parameters), by_law, ended)
