"""What one row of the table says, and what the choices of a service change in it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from egide.regulation.terms import Category, Group, Parameters

VIP_SYSTEM = date(2017, 1, 1)  # décret 2016-1908: VIP, SIA and SIR begin


class Who(StrEnum):
    """Who may enter a determinant."""

    EMPLOYER = "employer"
    HEALTH = "health"  # declared by the worker at the visit: health data
    SERVICE = "service"
    COMPUTED = "computed"


class Hire(StrEnum):
    """When the first visit is due, for a row of this kind."""

    BEFORE = "before"  # before the assignment
    USUAL = "usual"  # the delay of the contract: three months, two for an apprentice


@dataclass(frozen=True)
class Choice:
    """What the row becomes where the service set `parameter` to `value`."""

    parameter: str
    value: object
    changes: tuple[tuple[str, Any], ...]


def choice(parameter: str, value: object, **changes: Any) -> Choice:
    return Choice(parameter, value, tuple(changes.items()))


def changes_under(choices: tuple[Choice, ...], parameters: Parameters) -> dict[str, Any]:
    """The fields that these parameters change."""
    return {
        field: new
        for chosen in choices
        if getattr(parameters, chosen.parameter) == chosen.value
        for field, new in chosen.changes
    }


@dataclass(frozen=True)
class Restriction:
    """What the law says of minors on such work."""

    article: str
    sentence: str


def banned_before_18(article: str, rest: str = "") -> Restriction:
    return Restriction(article, f"interdit avant 18 ans{rest}")


def derogation_before_18(article: str) -> Restriction:
    """Work of D.4153-15 to -37 open to the young in training, with a declaration valid 3 years (R.4153-41, -44)."""
    return Restriction(article, "avant 18 ans, seulement en formation et avec une déclaration de dérogation")


@dataclass(frozen=True)
class Determinant:
    """One risk or situation, in force from `since` to `until` (both included).

    `years` is the longest period between two visits; `intermediate` the years to the intermediate visit of
    an SIR (nothing: there is none); `hire_article` says why the first visit comes before the assignment.
    An ended row names its successors in `replaced_by`; `minors_only` ends on the 18th birthday.
    """

    code: str
    label: str
    group: Group
    category: Category
    article: str
    definition: str
    examples: str = ""
    since: date = VIP_SYSTEM
    until: date | None = None
    replaced_by: tuple[str, ...] = ()
    hire: Hire = Hire.USUAL
    hire_article: str = ""
    years: int = 5
    intermediate: int | None = None
    attestation: str = ""
    who: Who = Who.EMPLOYER
    minors_only: bool = False
    before_18: Restriction | None = None
    choices: tuple[Choice, ...] = ()

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def under(self, parameters: Parameters) -> "Determinant":
        """The row as this service applies it."""
        return _under(self, parameters) if self.choices else self

    @property
    def search_text(self) -> str:
        return f"{self.label} {self.definition} {self.examples}"


@lru_cache(maxsize=512)
def _under(row: Determinant, parameters: Parameters) -> Determinant:
    return replace(row, **changes_under(row.choices, parameters))


def reinforced(
    code: str,
    label: str,
    group: Group,
    article: str,
    definition: str,
    examples: str = "",
    *,
    since: date = VIP_SYSTEM,
    until: date | None = None,
    replaced_by: tuple[str, ...] = (),
    years: int = 4,
    intermediate: int | None = 2,
    who: Who = Who.EMPLOYER,
    minors_only: bool = False,
    before_18: Restriction | None = None,
) -> Determinant:
    """An SIR row: aptitude examination before the assignment (R.4624-24), then every 4 years at most with an
    intermediate visit at 2 (R.4624-28)."""
    return Determinant(
        code,
        label,
        group,
        Category.SIR,
        article,
        definition,
        examples,
        since=since,
        until=until,
        replaced_by=replaced_by,
        hire=Hire.BEFORE,
        hire_article="R.4624-24",
        years=years,
        intermediate=intermediate,
        who=who,
        minors_only=minors_only,
        before_18=before_18,
    )
