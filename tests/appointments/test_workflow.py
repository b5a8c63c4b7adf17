"""No state can be skipped: every (state, verb) pair of an appointment, an offer and a contest, tried one by one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeAlias

import pytest
from django.db.models import Model, TextChoices
from django.utils import timezone

from egide.appointments.models import Appointment, Contest, OccupiedTime, SlotOffer, write_to
from egide.appointments.states import State
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.events import history_of
from egide.common.workflow import Transition, transitions_of
from egide.employees.models import Employee
from egide.planning.queries import visit_type
from tests import factories

Plan: TypeAlias = dict[str, Any]
OF_THE_PAST = {"honour", "excuse_absence", "note_absence"}
PLANNED = {"confirm", "book", "accept_offer"}
SAID: dict[str, Plan] = {
    "ask_precision": {"answer": "Quel jour ?"},
    "specify": {"precision": "Lundi"},
    "refuse": {"answer": "Déjà vue"},
    "cancel_for_employer": {"reason": "Chantier"},
    "cancel_for_service": {"reason": "Médecin absent"},
    "accept": {"decision": "Vous avez raison"},
    "reject": {"decision": "Le prix est dû"},
}


def pairs(model: type[Model], *left_out: str) -> list[Any]:
    states: list[TextChoices] = list(vars(model).get("State") or State)
    moves = [move for move in transitions_of(model) if move.name not in left_out]
    return [pytest.param(state, move, id=f"{state.value}-{move.name}") for state in states for move in moves]


def try_it(row: Any, state: TextChoices, move: Transition, details: Plan) -> None:
    """From a declared state it passes, to its target, with one Event; from any other it is refused, unmoved."""
    before = set(history_of(row).values_list("pk", flat=True))
    act: Callable[..., None] = getattr(row, move.name)
    if state in move.sources:
        act(by=None, **details)
        row.refresh_from_db()
        assert (row.state,) == move.targets
        told = history_of(row).exclude(pk__in=before)
        assert [event.name.rpartition(".")[2] for event in told] == [move.name]
        return
    with pytest.raises(Refused, match=f"{move.label} : impossible quand l’état est « {state.label} »"):
        act(by=None, **details)
    row.refresh_from_db()
    assert row.state == state
    assert history_of(row).count() == len(before)


@pytest.fixture
def plan(physician: Physician) -> Plan:
    visit_type("vip_periodique").choose(by=None, self_booking=True)
    place = {"centre": physician.centre, "physician": physician}
    return {"starts_at": factories.in_days(21), "minutes": 30, **place}


def placed(employee: Employee, plan: Plan, state: TextChoices, *, past: bool = False) -> Appointment:
    """A row in this state, as the database may hold it."""
    row = factories.a_request(employee)
    start = factories.in_days(-3 if past else 20)
    facts = {"answer": "Dit", "cancel_reason": "Dit", "starts_at": start, "fee": None, "confirmed_at": timezone.now()}
    planned = state not in (State.REQUESTED, State.UNDER_REVIEW, State.NEEDS_PRECISION, State.WAITLISTED)
    place = {name: plan[name] for name in ("centre", "physician")}
    Appointment.objects.filter(pk=row.pk).update(state=state, **(facts | place if planned else {"answer": "Dit"}))
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(("state", "move"), pairs(Appointment, "undo_answer"))
def test_an_appointment_moves_by_its_declared_verbs_alone(
    state: State, move: Transition, employee: Employee, plan: Plan
) -> None:
    row = placed(employee, plan, state, past=move.name in OF_THE_PAST)
    try_it(row, state, move, plan if move.name in PLANNED else SAID.get(move.name, {}))


ANSWERED = ("confirm", "refuse", "ask_precision", "put_on_waiting_list")


@pytest.mark.parametrize("source", [State.REQUESTED, State.UNDER_REVIEW, State.NEEDS_PRECISION, State.WAITLISTED])
@pytest.mark.parametrize("verb", ANSWERED)
def test_an_answer_is_undone_to_where_it_was_given(source: State, verb: str, employee: Employee, plan: Plan) -> None:
    row = placed(employee, plan, source)
    getattr(row, verb)(by=None, **(plan if verb == "confirm" else SAID.get(verb, {})))
    told = history_of(row).count()
    row.undo_answer(by=None)
    row.refresh_from_db()
    assert row.state == source
    assert history_of(row).count() == told + 1
    assert not OccupiedTime.objects.exists()
    with pytest.raises(Refused):
        row.undo_answer(by=None)


@pytest.mark.parametrize("state", list(State))
def test_nothing_is_undone_that_was_not_just_answered(state: State, employee: Employee, plan: Plan) -> None:
    """Be it in a state that an answer leads to: no answer was given here a moment ago."""
    row = placed(employee, plan, state)
    with pytest.raises(Refused):
        row.undo_answer(by=None)
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize(("state", "move"), pairs(Contest))
def test_a_contest_is_decided_once(state: TextChoices, move: Transition, employee: Employee, plan: Plan) -> None:
    visit = placed(employee, plan, State.ABSENT_UNEXCUSED, past=True)
    Appointment.objects.filter(pk=visit.pk).update(fee=72)
    visit.refresh_from_db()
    write_to(visit, "Il était là.", by=None, from_service=False)
    Contest.objects.update(state=state, decision="" if state == Contest.State.OPEN else "Dit")
    try_it(Contest.objects.get(), state, move, SAID[move.name])


@pytest.mark.parametrize(("state", "move"), pairs(SlotOffer))
def test_an_offer_closes_once(state: TextChoices, move: Transition, employee: Employee, plan: Plan) -> None:
    request = placed(employee, plan, State.WAITLISTED)
    offer = SlotOffer(member_id=request.member_id, appointment=request, **plan)
    offer.make(by=None)
    if move.name == "lapse":
        request.refuse(by=None, answer="Déjà vue")
    moment = timezone.now() - timedelta(minutes=1) if move.name == "expire" else offer.expires_at
    SlotOffer.objects.filter(pk=offer.pk).update(state=state, expires_at=moment)
    offer.refresh_from_db()
    try_it(offer, state, move, {})


def test_the_three_workflows_are_walked_whole() -> None:
    """A state or a verb that is added is walked too."""
    counted = {model.__name__: len(pairs(model)) for model in (Appointment, Contest, SlotOffer)}
    assert counted == {"Appointment": 12 * 16, "Contest": 3 * 2, "SlotOffer": 5 * 4}
