"""What one row of the table of determinants says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from egide.regulation.parameters import Parameters
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
    USUAL = "usual"  # the delay of the contract: three months, or two for an apprentice
    BEFORE_IF_ASKED = "before_if_asked"  # where the service asks for it (Parameters.vip_prealable_rqth_invalidite)
    AT_ONCE = "at_once"  # « sans délai », from the day that the médecin says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Determinant:
    """One risk or situation, in force from `since` to `until` (both included).

    `years` is the longest period between two visits; `intermediate` the years to the intermediate visit of
    an SIR (nothing: there is none); `years_parameter` names the field of Parameters that may shorten it.
    `brought_by` is the text that put the row in the law while people were already in post; `announced` what
    is said of that day in advance. `only_if` keeps the row for services whose parameter has this value.
    `lasts_years`: the row holds at least so long after its event.
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
    brought_by: str = ""
    announced: str = ""
    replaced_by: tuple[str, ...] = ()
    only_if: tuple[str, object] | None = None
    category_parameter: str = ""
    hire: Hire = Hire.USUAL
    hire_article: str = ""
    years: int = 5
    intermediate: int | None = None
    renewal_article: str = "R.4624-16"
    years_parameter: str = ""
    parameter_article: str = ""
    attestation: str = ""
    attestation_article: str = ""
    referral_article: str = ""
    minors_only: bool = False
    lasts_years: int = 0
    to_check: str = ""
    who: Who = Who.EMPLOYER

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def holds_for(self, day: date, parameters: Parameters) -> bool:
        if not self.holds_on(day):
            return False
        return self.only_if is None or getattr(parameters, self.only_if[0]) == self.only_if[1]

    def category_for(self, parameters: Parameters) -> Category:
        """The row's own category, or what the service chose for driving and electricity."""
        return Category(getattr(parameters, self.category_parameter)) if self.category_parameter else self.category

    def years_for(self, parameters: Parameters) -> int:
        """The longest period between two visits, as the service sets it where the law lets it."""
        return int(getattr(parameters, self.years_parameter)) if self.years_parameter else self.years

    def renewal_article_for(self, years: int) -> str:
        return self.parameter_article if years < self.years else self.renewal_article

    def comes_before(self, parameters: Parameters) -> bool:
        """Whether this row wants the first visit before the person takes the post."""
        asked = self.hire == Hire.BEFORE_IF_ASKED and parameters.vip_prealable_rqth_invalidite
        return asked or self.hire == Hire.BEFORE

    @property
    def search_text(self) -> str:
        return f"{self.label} {self.definition} {self.examples}"


def reinforced(code: str, label: str, group: Group, article: str, definition: str, **more: Any) -> Determinant:
    """An SIR row: aptitude examination before the assignment (R.4624-24), then every 4 years at most with an
    intermediate visit at 2 (R.4624-28)."""
    usual: dict[str, Any] = {
        "years": 4,
        "intermediate": 2,
        "hire": Hire.BEFORE,
        "hire_article": "R.4624-24",
        "renewal_article": "R.4624-28",
    }
    return _row(Category.SIR, code, label, group, article, definition, usual | more)


def adapted(code: str, label: str, group: Group, article: str, definition: str, **more: Any) -> Determinant:
    """An SIA row: an information visit, earlier or more often (R.4624-17, R.4624-18)."""
    return _row(Category.SIA, code, label, group, article, definition, more)


def general(code: str, label: str, group: Group, article: str, definition: str, **more: Any) -> Determinant:
    """An SI row: the médecin knows of it, the category and the dates stay the general ones (R.4624-16)."""
    return _row(Category.SI, code, label, group, article, definition, more)


def _row(
    category: Category, code: str, label: str, group: Group, article: str, definition: str, more: dict[str, Any]
) -> Determinant:
    return Determinant(
        code=code, label=label, group=group, category=category, article=article, definition=definition, **more
    )
