"""A former visit may spare the visit of the hire: always « possible, à confirmer par le service »."""

from egide.regulation.answers import Deadline, Waiver
from egide.regulation.contracts import WaiverRule, rule_of
from egide.regulation.examinations import following
from egide.regulation.exposures import Situation
from egide.regulation.facts import Facts, PastVisit
from egide.regulation.history import History, informs, is_exam
from egide.regulation.information import longest_period, renewal
from egide.regulation.parameters import Parameters
from egide.regulation.periods import add_years
from egide.regulation.terms import Basis, Category, Obligation

AT_HIRE = frozenset({Basis.HIRE, Basis.ASSIGNMENT})


def hire_waivers(
    facts: Facts, situation: Situation, history: History, deadlines: list[Deadline], parameters: Parameters
) -> tuple[Waiver, ...]:
    """R.4624-15, R.4624-27, R.4625-11, R.4625-13, D.4625-22: for a first visit not held yet in this contract."""
    if not history.former or history.informing or not facts.post_is_the_first:
        return ()
    due = tuple(deadline for deadline in deadlines if _opens(deadline, facts))
    if not due:
        return ()
    rule = rule_of(facts.status, facts.hire_day)
    reinforced = situation.category == Category.SIR
    wanted = rule.exam_waiver if reinforced else rule.vip_waiver
    candidates = [visit for visit in history.former if (is_exam if reinforced else informs)(visit)]
    if not candidates:
        return ()
    years = wanted.years or longest_period(situation, parameters)
    obligation = Obligation.EMA if reinforced else Obligation.VIP
    refusals = [(visit, _refusal(visit, facts, years, obligation)) for visit in candidates]
    accepted = [visit for visit, refusal in refusals if not refusal]
    if not accepted:
        return (Waiver(obligation, wanted.article, "refused", reason=refusals[-1][1]),)
    return (_possible(obligation, wanted, accepted[-1], situation, due, facts, parameters),)


def _possible(
    obligation: Obligation,
    wanted: WaiverRule,
    visit: PastVisit,
    situation: Situation,
    due: tuple[Deadline, ...],
    facts: Facts,
    parameters: Parameters,
) -> Waiver:
    if obligation is Obligation.EMA:
        confirmed = following(situation, visit.held_on)
    else:
        confirmed = [renewal(visit.held_on, situation.exposures, parameters)]
    if any(deadline.latest < facts.hire_day for deadline in confirmed):
        return Waiver(obligation, wanted.article, "refused", reason="examen suivant échu avant l'embauche")
    return Waiver(obligation, wanted.article, "possible", if_confirmed=tuple(confirmed), if_refused=due)


def _opens(deadline: Deadline, facts: Facts) -> bool:
    """The first visit of the contract, not the one of a later assignment."""
    at_hire = deadline.arose_on in {facts.post_since, facts.hire_day, facts.first_placement_on}
    return deadline.basis in AT_HIRE and at_hire and deadline.obligation in {Obligation.VIP, Obligation.EMA}


def _refusal(visit: PastVisit, facts: Facts, years: int, obligation: Obligation) -> str:
    """Why this former visit cannot spare the new one; nothing when all that is known allows it."""
    paper = "avis" if obligation is Obligation.EMA else "attestation"
    conditions = (
        (add_years(visit.held_on, years) >= facts.hire_day, f"{paper} > {years} ans avant l'embauche"),
        (visit.same_job is not False, "emploi différent"),
        (visit.held_by_service is not False, f"{paper} non détenu par le professionnel de santé"),
        (visit.measures is not True, "mesures ou inaptitude au dernier examen"),
    )
    return next((reason for kept, reason in conditions if not kept), "")
