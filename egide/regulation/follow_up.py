"""From the facts of an employee to the next visit: its kind, its latest date, and why.

Dates are maxima, inclusive, never moved for a Sunday; the médecin may always fix an earlier one
(R.4624-16, R.4624-17, R.4624-28).
"""

from dataclasses import dataclass
from datetime import date

from egide.regulation.assessment import DEFAULTS, Assessment, Reason, category_of, next_change
from egide.regulation.contracts import Contract, contract
from egide.regulation.determinants import find
from egide.regulation.periods import add_months, add_years, majority_of
from egide.regulation.rows import Determinant, Hire
from egide.regulation.terms import Category, Parameters
from egide.regulation.visits import VisitKind

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
    """What the employer knows of an employee; `codes` hold on the evaluation date, `since` when each began."""

    birth_date: date
    post_since: date
    status: str = "CDI"
    codes: tuple[str, ...] = ()
    visits: tuple[PastVisit, ...] = ()
    since: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class FollowUp:
    """The next visit. `before_assignment`: it comes before the person takes the post.

    Between two examinations of an SIR the next visit is the intermediate one: `renewal_due_on` is then the
    latest date of the examination itself. `recompute_on`: the day on which the answer changes by itself.
    """

    category: Category
    assessment: Assessment
    next_kind: VisitKind
    due_on: date
    article: str
    before_assignment: bool = False
    intermediate_due_on: date | None = None
    renewal_due_on: date | None = None
    recompute_on: date | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.assessment.reasons


@dataclass(frozen=True)
class _Case:
    """One evaluation: the facts, and the rows of the category that won."""

    facts: Facts
    on: date
    parameters: Parameters
    assessment: Assessment
    winners: tuple[Determinant, ...]
    contract: Contract

    @property
    def reinforced(self) -> bool:
        return self.assessment.category == Category.SIR

    @property
    def early(self) -> Determinant | None:
        """The rule that asks for the visit before the assignment."""
        return next((row for row in self.winners if row.hire == Hire.BEFORE), None)

    @property
    def assigned_on(self) -> date:
        """When the person came under that rule: on taking the post, or since, with a new risk or a new text."""
        own = dict(self.facts.since)
        starts = [max(begins, own.get(code, begins)) for code, begins in self.assessment.prior_since]
        return max(self.facts.post_since, min(starts, default=self.facts.post_since))

    def last(self, *kinds: VisitKind) -> PastVisit | None:
        held = [visit for visit in self.facts.visits if visit.kind in kinds and visit.date <= self.on]
        return max(held, key=lambda visit: visit.date, default=None)


def follow_up(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> FollowUp:
    """What comes next for these facts, seen on `on`."""
    case = _case(facts, on, parameters)
    last = _visit_that_counts(case)
    if last is None:
        return _first_visit(case)
    return _examination(case, last) if case.reinforced else _information(case, last)


def _case(facts: Facts, on: date, parameters: Parameters) -> _Case:
    assessment = category_of(
        facts.codes,
        birth_date=facts.birth_date,
        post_since=facts.post_since,
        on=on,
        parameters=parameters,
    )
    general = find("cas_general", on)
    winners = tuple(reason.determinant for reason in assessment.reasons) or ((general,) if general else ())
    return _Case(facts, on, parameters, assessment, winners, contract(facts.status, on, parameters))


def _visit_that_counts(case: _Case) -> PastVisit | None:
    """R.4624-24: the EMA replaces the VIP, not the reverse. A new assignment under a rule « before » needs a visit
    of its own (R.4624-18, R.4624-24), recent at least."""
    last = case.last(*EMA_KINDS) if case.reinforced else case.last(*EMA_KINDS, *VIP_KINDS)
    if last is None or case.early is None:
        return last
    oldest = add_months(case.assigned_on, -case.parameters.visite_avant_affectation_mois)
    return last if last.date >= oldest else None


def _first_visit(case: _Case) -> FollowUp:
    """R.4624-10, -18, -24, R.6222-36: before the assignment, or within the delay of the contract."""
    kind = VisitKind.EMA_HIRE if case.reinforced else VisitKind.VIP_HIRE
    if case.early and not _apprentice_may_wait(case):
        before = case.assigned_on == case.facts.post_since
        return _answer(case, kind, case.assigned_on, case.early.hire_article, before_assignment=before)
    due = add_months(case.facts.post_since, case.contract.hire_months)
    return _answer(case, kind, due, case.contract.article, before_assignment=case.contract.hire_months == 0)


def _apprentice_may_wait(case: _Case) -> bool:
    """R.6222-36 says two months for the EMA too, R.4624-24 before: an adult may wait where the service says so."""
    adult = case.facts.post_since >= majority_of(case.facts.birth_date)
    waits = case.facts.status == APPRENTICE and not case.parameters.apprenti_majeur_ema_avant
    return adult and waits and case.reinforced


def _examination(case: _Case, exam: PastVisit) -> FollowUp:
    """R.4624-28: the EMA again within `years`, and between two an intermediate visit, counted from the EMA."""
    renewal = add_years(exam.date, _years(case))
    gaps = [row.intermediate for row in case.winners if row.intermediate]
    yearly = len(gaps) < len(case.winners)
    article = "R.4451-82, R.4153-40 5°" if yearly else "R.4624-28"
    between = case.last(VisitKind.INTERMEDIATE)
    done = between is not None and between.date >= exam.date
    if yearly or done or case.on >= renewal:
        return _answer(case, VisitKind.EMA, renewal, article, renewal_due_on=renewal)
    middle = add_years(exam.date, min(gaps))
    return _answer(
        case, VisitKind.INTERMEDIATE, middle, article, intermediate_due_on=middle, renewal_due_on=renewal
    )


def _information(case: _Case, last: PastVisit) -> FollowUp:
    """R.4624-16: every 5 years at most; R.4624-17: every 3 for the adapted follow-up."""
    years = _years(case)
    article = "R.4624-17" if case.assessment.category == Category.SIA and years <= 3 else "R.4624-16"
    due = add_years(last.date, years)
    return _answer(case, VisitKind.VIP, due, article, renewal_due_on=due)


def _years(case: _Case) -> int:
    """The smallest maximum of the rules that won."""
    periods = [row.years for row in case.winners]
    return min([*periods, case.contract.years] if case.contract.years else periods)
