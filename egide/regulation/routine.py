"""The visits of the individual follow-up on one day: what holds, what is coming, what a change cancels."""

from dataclasses import replace
from datetime import date, timedelta

from egide.regulation import examinations, information
from egide.regulation.answers import Cancelled, Deadline
from egide.regulation.contracts import rule_of
from egide.regulation.determinants import rows_of
from egide.regulation.exposures import MAJORITY, Situation, last_day, situation_on
from egide.regulation.facts import Facts
from egide.regulation.history import History, prepared
from egide.regulation.parameters import Parameters
from egide.regulation.periods import add_years, day_after
from egide.regulation.terms import Basis, Category, Obligation, When

DAY = timedelta(days=1)


def routine(
    facts: Facts, situation: Situation, history: History, parameters: Parameters
) -> tuple[list[Deadline], list[Cancelled]]:
    """What is due under the regime of the day, and before the assignments already announced."""
    if collective := _collective_action(facts, situation, parameters):
        return [collective], []
    found = _of_regime(facts, situation, history, parameters)
    cancelled = _of_former_regime(facts, situation, history, parameters, found)
    for day in sorted({d.since for d in facts.determinants if d.since and d.since > situation.day}):
        coming = _before_coming(facts, day, history, parameters)
        if coming:
            dropped = [deadline for deadline in found if deadline.when == When.BY_DATE and deadline.latest > day]
            cancelled += [Cancelled(deadline.obligation, deadline.latest) for deadline in dropped]
            found = [*(deadline for deadline in found if deadline not in dropped), coming]
    return found, cancelled


def _of_regime(facts: Facts, situation: Situation, history: History, parameters: Parameters) -> list[Deadline]:
    regime = examinations.examinations if situation.category == Category.SIR else information.information
    return regime(facts, situation, history, parameters)


def _collective_action(facts: Facts, situation: Situation, parameters: Parameters) -> Deadline | None:
    """D.4625-22 al. 2: for a short season, or outside special risks, training and prevention instead of a visit."""
    rule = rule_of(facts.status, situation.day)
    if not rule.collective_article:
        return None
    short = facts.work_days is not None and facts.work_days < rule.least_work_days
    seen = situation.category == Category.SIR or (situation.category == Category.SIA and parameters.saisonnier_sia_vip)
    if seen and not short:
        return None
    start = facts.post_since
    return Deadline(Obligation.COLLECTIVE, None, When.BY_SERVICE, Basis.HIRE, rule.collective_article, start)


def _before_coming(facts: Facts, day: date, history: History, parameters: Parameters) -> Deadline | None:
    """The visit before an assignment to come (R.4624-18, R.4624-24)."""
    then = situation_on(facts, day, parameters)
    begun = [exposure for exposure in then.exposures if exposure.start == day]
    if risks := [exposure for exposure in begun if exposure.category == Category.SIR]:
        wanted = not prepared(history.exams, facts, day)
        return examinations.before_assignment(facts, risks, parameters) if wanted else None
    if then.category == Category.SIR:
        return None
    early = information.before_the_post(begun, facts, parameters)
    return information.before_assignment(early) if early and not prepared(history.informing, facts, day) else None


def _of_former_regime(
    facts: Facts, situation: Situation, history: History, parameters: Parameters, found: list[Deadline]
) -> list[Cancelled]:
    """What was due the day before the category changed, if no visit has been held since."""
    last = max((visit.held_on for visit in history.informing), default=facts.post_since)
    for day in sorted(_turning_days(facts), reverse=True):
        if not max(last, facts.post_since) < day <= situation.day:
            continue
        before = situation_on(facts, day - DAY, parameters)
        if before.category != situation.category:
            kept = {(deadline.obligation, deadline.due) for deadline in found}
            old = _of_regime(facts, before, history, parameters)
            return [
                Cancelled(deadline.obligation, deadline.due)
                for deadline in old
                if deadline.due and (deadline.obligation, deadline.due) not in kept
            ]
    return []


def _turning_days(facts: Facts) -> set[date]:
    """The days on which the category of this person may change: facts, majority, texts."""
    days = {add_years(facts.birth_date, MAJORITY)}
    for declared in facts.determinants:
        rows = rows_of(declared.code)
        ends = {last_day(declared, row) for row in rows} | {row.until for row in rows}
        days |= {day_after(end) for end in ends if end}
        days |= {row.since for row in rows}
        if declared.since:
            days.add(declared.since)
    return days


def counted(deadlines: list[Deadline], on: date) -> tuple[Deadline, ...]:
    """The same deadlines, sorted by day, with the days already late on `on`."""
    late = (
        replace(deadline, overdue_days=(on - deadline.due).days) if deadline.due and deadline.due < on else deadline
        for deadline in deadlines
    )
    return tuple(sorted(late, key=lambda deadline: deadline.latest))
