"""From the facts of an employee to the next visit: its kind, its latest date, and why.

Dates are maxima, inclusive, never moved for a Sunday; the médecin may always fix an earlier one
(R.4624-16, R.4624-17, R.4624-28).
"""

from dataclasses import dataclass
from datetime import date

from egide.regulation.assessment import DEFAULTS, Assessment, category_of
from egide.regulation.periods import add_months, add_years
from egide.regulation.rows import Determinant, Hire
from egide.regulation.terms import Category, Parameters, VisitKind

USUAL_MONTHS = 3  # R.4624-10
APPRENTICE_MONTHS = 2  # R.6222-36
SI_YEARS = 5  # R.4624-16
APPRENTICE = "apprenti"
EMA_KINDS = (VisitKind.EMA_HIRE, VisitKind.EMA)
VIP_KINDS = (VisitKind.VIP_HIRE, VisitKind.VIP)


@dataclass(frozen=True)
class PastVisit:
    """A visit held; `category` is the one of that day."""

    kind: VisitKind
    date: date
    category: Category = Category.SI


@dataclass(frozen=True)
class Facts:
    """What the employer knows of an employee; `codes` hold on the evaluation date."""

    birth_date: date
    post_since: date
    status: str = "CDI"
    codes: tuple[str, ...] = ()
    visits: tuple[PastVisit, ...] = ()


@dataclass(frozen=True)
class FollowUp:
    """The next visit. `before_assignment`: it comes before the person takes the post."""

    category: Category
    assessment: Assessment
    next_kind: VisitKind
    due_on: date
    article: str
    before_assignment: bool = False


def follow_up(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> FollowUp:
    """What comes next for these facts, seen on `on`."""
    assessment = category_of(
        facts.codes,
        birth_date=facts.birth_date,
        post_since=facts.post_since,
        on=on,
        parameters=parameters,
    )
    if assessment.category == Category.SIR:
        return _reinforced(facts, assessment)
    return _information(facts, assessment, parameters)


def _reinforced(facts: Facts, assessment: Assessment) -> FollowUp:
    """R.4624-24 and -28: examination before the post, then every `years`, with an intermediate visit.

    The intermediate counts from the last visit with the médecin, not from the last intermediate.
    """
    exam = _last(facts, EMA_KINDS)
    if exam is None:
        return FollowUp(
            Category.SIR,
            assessment,
            VisitKind.EMA_HIRE,
            facts.post_since,
            "R.4624-24",
            before_assignment=True,
        )
    rows = [row for row in assessment.rows if row.category == Category.SIR]
    years = min(row.years for row in rows)
    yearly = any(row.intermediate is None for row in rows)
    between = _last(facts, (VisitKind.INTERMEDIATE,))
    if not yearly and (between is None or between.date < exam.date):
        due = add_years(exam.date, min(row.intermediate or years for row in rows))
        return FollowUp(Category.SIR, assessment, VisitKind.INTERMEDIATE, due, "R.4624-28")
    article = "R.4451-82" if yearly else "R.4624-28"
    return FollowUp(Category.SIR, assessment, VisitKind.EMA, add_years(exam.date, years), article)


def _information(facts: Facts, assessment: Assessment, parameters: Parameters) -> FollowUp:
    """R.4624-10, -16, -17, -18: an information visit, earlier and more often for the adapted follow-up."""
    last = _last(facts, VIP_KINDS + EMA_KINDS)
    if last is not None:
        years = min((years_of(row, parameters) for row in assessment.rows), default=SI_YEARS)
        article = "R.4624-17" if years < SI_YEARS else "R.4624-16"
        return FollowUp(assessment.category, assessment, VisitKind.VIP, add_years(last.date, years), article)
    early = [row for row in assessment.rows if comes_before(row, parameters)]
    if early:
        article = early[0].article.split(",")[0]
        return FollowUp(
            assessment.category,
            assessment,
            VisitKind.VIP_HIRE,
            facts.post_since,
            article,
            before_assignment=True,
        )
    apprentice = facts.status == APPRENTICE
    months = APPRENTICE_MONTHS if apprentice else USUAL_MONTHS
    article = "R.6222-36" if apprentice else "R.4624-10"
    due = add_months(facts.post_since, months)
    return FollowUp(assessment.category, assessment, VisitKind.VIP_HIRE, due, article)


def years_of(row: Determinant, parameters: Parameters) -> int:
    """The longest period between two visits for this row, as the service sets it where the law lets it."""
    return int(getattr(parameters, row.years_parameter)) if row.years_parameter else row.years


def comes_before(row: Determinant, parameters: Parameters) -> bool:
    """Whether this row wants the first visit before the person takes the post."""
    asked_by_the_service = parameters.vip_prealable_rqth_invalidite and row.code in {"rqth", "invalidite"}
    return row.hire == Hire.BEFORE or asked_by_the_service


def _last(facts: Facts, kinds: tuple[VisitKind, ...]) -> PastVisit | None:
    """The latest visit of these kinds since the person took the post, or before it (the hire visit)."""
    held = [visit for visit in facts.visits if visit.kind in kinds]
    return max(held, key=lambda visit: visit.date, default=None)
