"""The information visit of SI and SIA: the first one, the one before a new assignment, the renewal."""

from collections.abc import Iterable
from datetime import date

from egide.regulation.answers import Deadline
from egide.regulation.contracts import ContractRule, rule_of
from egide.regulation.exposures import Exposure, Situation, situation_on
from egide.regulation.facts import Facts
from egide.regulation.history import History, prepared
from egide.regulation.parameters import Parameters
from egide.regulation.periods import add_months, add_years
from egide.regulation.rows import Hire
from egide.regulation.terms import Basis, Category, Obligation, When

SI_YEARS = 5  # R.4624-16
SI_RENEWAL = "R.4624-16"


def information(facts: Facts, situation: Situation, history: History, parameters: Parameters) -> list[Deadline]:
    """R.4624-10, -16, -17, -18: what SI and SIA call for on the day of `situation`."""
    waiting = [
        exposure
        for exposure in before_the_post(situation.exposures, facts, parameters)
        if not prepared(history.informing, facts, exposure.start)
    ]
    if history.informing:
        found = [renewal(history.informing[-1].held_on, situation.exposures, parameters)]
    else:
        found = [first_visit(facts, situation, parameters)]
        waiting = [exposure for exposure in waiting if exposure.start > facts.post_since]
    if not waiting:
        return found
    wanted = before_assignment(waiting)
    return [wanted, *(deadline for deadline in found if deadline.latest < wanted.latest)]


def first_visit(facts: Facts, situation: Situation, parameters: Parameters) -> Deadline:
    """The visit of the hire, by what held on the first day of the post (R.4624-10, R.4624-18, R.6222-36)."""
    start = facts.post_since
    at_start = situation if situation.day == start else situation_on(facts, start, parameters)
    if early := before_the_post(at_start.exposures, facts, parameters):
        return before_assignment(early)
    rule = rule_of(facts.status, start)
    if rule.early and getattr(parameters, rule.early[0]) == rule.early[1]:
        return Deadline(Obligation.VIP, start, When.BY_DATE, Basis.ASSIGNMENT, rule.early[2], start)
    counted = _counted_from(facts, rule)
    due = add_months(counted, rule.months)
    return Deadline(Obligation.VIP, due, When.BY_DATE, Basis.HIRE, rule.article, counted)


def before_the_post(exposures: Iterable[Exposure], facts: Facts, parameters: Parameters) -> list[Exposure]:
    """The situations whose visit precedes the assignment; what the service asks for at the hire alone ends there."""
    return [
        exposure
        for exposure in exposures
        if exposure.category != Category.SIR
        and exposure.row.comes_before(parameters)
        and (exposure.row.hire == Hire.BEFORE or exposure.start == facts.post_since)
    ]


def before_assignment(exposures: Iterable[Exposure]) -> Deadline:
    """R.4624-18, R.4426-7 al. 3, R.4453-25 I: due on the first day of the earliest assignment."""
    found = min(exposures, key=lambda exposure: (exposure.start, exposure.row.hire != Hire.BEFORE))
    return Deadline(Obligation.VIP, found.start, When.BY_DATE, Basis.ASSIGNMENT, found.row.hire_article, found.start)


def renewal(last: date, exposures: Iterable[Exposure], parameters: Parameters) -> Deadline:
    """Five years at most (R.4624-16), three for the adapted follow-up (R.4624-17).

    A shorter period that begins after the last visit is never late before it begins.
    """
    best = Deadline(Obligation.VIP, add_years(last, SI_YEARS), When.BY_DATE, Basis.RENEWAL, SI_RENEWAL, last)
    for exposure in exposures:
        if exposure.category == Category.SIR or (years := exposure.row.years_for(parameters)) >= SI_YEARS:
            continue
        due = add_years(last, years)
        begun = exposure.declared.since
        basis, counted = Basis.RENEWAL, last
        if begun is not None and begun > due:
            due, basis, counted = begun, Basis.REGIME, begun
        if due < best.latest:
            article = exposure.row.renewal_article_for(years)
            best = Deadline(Obligation.VIP, due, When.BY_DATE, basis, article, counted)
    return best


def longest_period(situation: Situation, parameters: Parameters) -> int:
    """The years between two information visits of this worker (R.4624-16, R.4624-17)."""
    rows = [exposure.row for exposure in situation.exposures if exposure.category != Category.SIR]
    return min((row.years_for(parameters) for row in rows), default=SI_YEARS)


def _counted_from(facts: Facts, rule: ContractRule) -> date:
    found: date | None = getattr(facts, rule.counted_from)
    return found or facts.post_since
