"""The reinforced follow-up: examination before the post, intermediate visit, renewal (R.4624-24, R.4624-28)."""

from collections.abc import Iterable
from datetime import date, timedelta

from egide.regulation.answers import Deadline
from egide.regulation.contracts import rule_of
from egide.regulation.exposures import MAJORITY, Exposure, Situation, was_reinforced
from egide.regulation.facts import Facts
from egide.regulation.history import History, prepared
from egide.regulation.parameters import Parameters
from egide.regulation.periods import add_months, add_years, age_on
from egide.regulation.rows import Hire
from egide.regulation.terms import Basis, Category, Obligation, VisitKind, When

AT_ONCE = "R.4624-21, R.4624-24"  # the risk reaches somebody in post: « sans délai »
INTERMEDIATE = "R.4624-28"


def examinations(facts: Facts, situation: Situation, history: History, parameters: Parameters) -> list[Deadline]:
    """What an SIR calls for on the day of `situation`.

    A new assignment, or a risk that the law adds, calls for an examination; what was already due before it
    stays due. Otherwise the intermediate and the renewal count from the last examination, never from the last
    intermediate.
    """
    wanted = _wanted(facts, situation, history, parameters)
    renewals = renewed(situation, history) if history.exams else []
    if wanted is None:
        return renewals
    return [wanted, *(deadline for deadline in renewals if deadline.latest < wanted.latest)]


def before_assignment(facts: Facts, exposures: Iterable[Exposure], parameters: Parameters) -> Deadline:
    """The examination before the assignment to these risks (R.4624-24), by the strictest one's article."""
    found = min(exposures, key=lambda exposure: (exposure.start, exposure.row.years))
    start = found.start
    rule = rule_of(facts.status, start)
    at_hire = start == facts.post_since and facts.post_is_the_first
    if at_hire and rule.late_exam and _late(facts, start, rule.late_exam, parameters):
        due = add_months(facts.hire_day, rule.months)
        return Deadline(Obligation.EMA, due, When.BY_DATE, Basis.HIRE, rule.article, facts.hire_day)
    article = (rule.exam_article if at_hire else "") or found.row.hire_article
    return Deadline(Obligation.EMA, start, When.BY_DATE, Basis.ASSIGNMENT, article, start)


def renewed(situation: Situation, history: History) -> list[Deadline]:
    """R.4624-28, R.4451-82, R.4153-40 5°: from the last examination, the shortest period of the risks."""
    exam = history.exams[-1].held_on
    found = following(situation, exam)
    if found[0].obligation is Obligation.INTERMEDIATE and history.held_since(VisitKind.INTERMEDIATE, exam):
        return found[1:]
    return found


def following(situation: Situation, exam: date) -> list[Deadline]:
    """The visits that follow an examination of `exam`: one yearly risk spares the intermediate (R.4451-82)."""
    rows = [exposure.row for exposure in situation.winners]
    strictest = min(rows, key=lambda row: row.years)
    due = add_years(exam, strictest.years)
    renewal = Deadline(Obligation.EMA, due, When.BY_DATE, Basis.RENEWAL, strictest.renewal_article, exam)
    if any(row.intermediate is None for row in rows):
        return [renewal]
    between = add_years(exam, min(row.intermediate or strictest.years for row in rows))
    return [
        Deadline(Obligation.INTERMEDIATE, between, When.BY_DATE, Basis.RENEWAL, INTERMEDIATE, exam),
        renewal,
    ]


def _wanted(facts: Facts, situation: Situation, history: History, parameters: Parameters) -> Deadline | None:
    """The examination that some risk still waits for."""
    waiting = [
        exposure
        for exposure in situation.exposures
        if exposure.category == Category.SIR and not prepared(history.exams, facts, exposure.start)
    ]
    assigned = [exposure for exposure in waiting if not exposure.by_law and exposure.row.hire != Hire.AT_ONCE]
    if assigned:
        return before_assignment(facts, assigned, parameters)
    brought = [exposure for exposure in waiting if not _already_examined(exposure, facts, history, parameters)]
    if not brought:
        return None
    arose = min(exposure.start for exposure in brought)
    return Deadline(Obligation.EMA, None, When.ASAP, Basis.REGIME, AT_ONCE, arose)


def _already_examined(exposure: Exposure, facts: Facts, history: History, parameters: Parameters) -> bool:
    """Whether they were in SIR the day before, and examined for it: nothing new is due."""
    examined = any(exam.held_on < exposure.start for exam in history.exams)
    return examined and was_reinforced(facts, exposure.start - timedelta(days=1), parameters)


def _late(facts: Facts, start: date, choice: tuple[str, object], parameters: Parameters) -> bool:
    adult = age_on(facts.birth_date, start) >= MAJORITY
    return adult and getattr(parameters, choice[0]) == choice[1]
