"""What one row of the table says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from egide.regulation.terms import Category, Group

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
    USUAL = "usual"  # three months, or two for an apprentice


@dataclass(frozen=True)
class Determinant:
    """One risk or situation, in force from `since` to `until` (both included).

    `years` is the longest period between two visits; `intermediate` the years to the intermediate visit of
    an SIR (nothing: there is none); `years_parameter` names the field of Parameters that may shorten it.
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
    replaced_by: str = ""
    hire: Hire = Hire.USUAL
    years: int = 5
    intermediate: int | None = None
    years_parameter: str = ""
    attestation: str = ""
    who: Who = Who.EMPLOYER

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def search_text(self) -> str:
        return f"{self.label} {self.definition} {self.examples}"


def reinforced(code: str, label: str, group: Group, article: str, definition: str, **more: Any) -> Determinant:
    """An SIR row: aptitude examination before the assignment (R.4624-24), then every 4 years at most with an
    intermediate visit at 2 (R.4624-28)."""
    usual: dict[str, Any] = {"years": 4, "intermediate": 2, "hire": Hire.BEFORE}
    return Determinant(code, label, group, Category.SIR, article, definition, **(usual | more))
