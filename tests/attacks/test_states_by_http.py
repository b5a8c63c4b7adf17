"""No face skips a state: each page that acts on an appointment, sent by whoever may do most, in each of its states."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import StaffRole
from egide.appointments.models import Appointment, SlotOffer
from egide.appointments.states import State
from egide.centres.models import Physician
from egide.common.events import history_of
from egide.common.workflow import transitions_of
from egide.employees.models import Employee
from egide.planning.queries import visit_type
from tests import factories
from tests.office import PAGES

MOVES = transitions_of(Appointment)
VERBS = {f"appointment.{move.name}" for move in MOVES}


# Every page that names one appointment, be it added tomorrow, and the list where attendance is noted: (face, address).
ACTING = [
    (str(faces[0]), route)
    for route, faces, page in PAGES
    if "appointment_id>" in route or (page.name == "attendance" and faces[0] == "backoffice")
]
NEVER_MOVED = {State.REFUSED}  # but by « Défaire », a moment after


def sent(appointment: Appointment, physician: Physician, colleague: Employee) -> dict[str, Any]:
    """What every form of these pages asks for, all at once."""
    moment = factories.in_days(25)
    slot = f"{moment:%Y-%m-%dT%H:%M}"
    return {
        "answer": "Quel jour ?", "precision": "Lundi", "reason": "Médecin absent", "why": "site", "text": "Il était là",
        "staff_note": "À rappeler", "decision": "waive", "because": "Erreur", "centre": physician.centre_id,
        "physician": physician.pk, "minutes": 30, "moment": f"{slot}", "day": f"{moment:%Y-%m-%d}",
        "hour": f"{moment:%H:%M}", "anyway": "on", "creneau": slot, "avec": physician.pk, "a": physician.centre_id,
        "employee": colleague.pk, "version": appointment.version, "rendez-vous": appointment.pk,
        f"issue-{appointment.pk}": "present", "act": "open",
    }  # fmt: skip


def in_state(state: State, past: bool, employee: Employee, physician: Physician) -> Appointment:
    row = factories.a_request(employee)
    facts: dict[str, Any] = {"state": state, "answer": "Dit", "cancel_reason": "Dit"}
    if state not in (State.REQUESTED, State.UNDER_REVIEW, State.NEEDS_PRECISION, State.WAITLISTED):
        facts |= {"starts_at": factories.in_days(-3 if past else 20), "physician": physician, "fee": 72}
        facts |= {"centre": physician.centre, "confirmed_at": timezone.now()}
    Appointment.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db()
    return row


@pytest.fixture
def people(as_martine: Client) -> dict[str, Client]:
    staff = Client()
    staff.force_login(factories.a_staff_member("toute-puissante", StaffRole.ADMINISTRATOR))
    return {"portal": as_martine, "backoffice": staff}


@pytest.mark.parametrize("past", [False, True], ids=["to come", "past"])
@pytest.mark.parametrize("state", list(State))
def test_a_page_moves_an_appointment_by_a_declared_transition_or_not_at_all(
    state: State, past: bool, people: dict[str, Client], employee: Employee, physician: Physician
) -> None:
    visit_type("vip_periodique").choose(by=None, self_booking=True)
    colleague = factories.a_complete_employee(employee.member, "Morin")
    moved = set()
    for face, route in ACTING:
        row = in_state(state, past, employee, physician)
        before = set(history_of(row).values_list("pk", flat=True))
        url = route.replace("<int:member_number>", "10042").replace("<int:appointment_id>", str(row.pk))
        answer = people[face].post(url, sent(row, physician, colleague))
        assert answer.status_code < 500, url
        row.refresh_from_db()
        told = [e.name for e in history_of(row).exclude(pk__in=before).order_by("pk") if e.name in VERBS]
        assert len(told) <= 1, url
        allowed = {(s, t) for m in MOVES for s in m.sources for t in m.targets if f"appointment.{m.name}" in told}
        assert row.state == state or (state, row.state) in allowed, f"{url}: {state} became {row.state} by {told}"
        moved.update(told)
        SlotOffer.objects.all().delete()
        Appointment.objects.filter(pk=row.pk).delete()
    leads_on = state in {source for move in MOVES for source in move.sources} - NEVER_MOVED
    assert bool(moved) == leads_on, f"nothing moves from {state}: the walk is blind"
