"""The public door of the engine: from the facts of an employee to what the law asks for on a day.

Dates are maxima, inclusive, never moved for a Sunday; the médecin may always fix an earlier one
(R.4624-16, R.4624-17, R.4624-28).
"""

from datetime import date

from egide.regulation.alerts import alerts
from egide.regulation.answers import Cancelled, Deadline, FollowUp, Waiver
from egide.regulation.assessment import reasons_of
from egide.regulation.attestations import attestations
from egide.regulation.career import mid_career, post_exposure, referrals
from egide.regulation.exposures import Situation, situation_on
from egide.regulation.facts import Facts
from egide.regulation.history import history_of
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.routine import counted, routine
from egide.regulation.stops import notices, returns
from egide.regulation.waivers import hire_waivers


def follow_up(facts: Facts, *, on: date, parameters: Parameters = DEFAULTS) -> FollowUp:
    """What the law asks for these facts, seen on `on`: category, reasons, dates, waivers, alerts.

    Visits held after `on` are not known yet. Once the contract has ended only the visit that follows an
    exposure remains (L.4624-2-1).
    """
    situation = situation_on(facts, on, parameters)
    history = history_of(facts, on)
    exposed = post_exposure(facts, history, on, parameters)
    career = mid_career(facts, history, on)
    visits: list[Deadline] = []
    cancelled: list[Cancelled] = []
    waivers: tuple[Waiver, ...] = ()
    papers, exams = attestations(facts, situation.exposures, on)
    if facts.ends_on is None or on <= facts.ends_on:
        visits, cancelled = routine(facts, situation, history, parameters)
        waivers = hire_waivers(facts, situation, history, visits, parameters)
        back, after_stops = returns(facts, history, parameters)
        waivers = (*waivers, *after_stops)
        visits = [*visits, *exams, *back, *referrals(history, situation.exposures), *career[0]]
    else:
        career = ([], [], [])
    codes = frozenset(exposure.row.code for exposure in situation.exposures)
    return FollowUp(
        category=situation.category,
        rows=tuple(exposure.row for exposure in situation.exposures),
        reasons=reasons_of(situation),
        deadlines=counted([*visits, *exposed[0]], on),
        waivers=waivers,
        attestations=papers,
        cancelled=tuple(cancelled),
        windows=(*career[1], *exposed[1]),
        alerts=(*alerts(facts, situation, on), *notices(facts, codes, on)),
        to_check=(*_doubts(situation), *career[2]),
        seen_before=bool(history.informing),
    )


def _doubts(situation: Situation) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.row.to_check for e in situation.exposures if e.row.to_check))
