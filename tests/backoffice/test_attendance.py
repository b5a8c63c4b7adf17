"""/service/rendez-vous/presences/: Sophie notes who came, a whole morning in one form."""

from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.followup.models import FollowUp, Visit
from tests import factories
from tests.appointments.test_cancellation import paris

PAGE = "/service/rendez-vous/presences/"
MONDAY = paris("2026-11-23T09:30")


@pytest.fixture
def held(employee: Employee, physician: Physician) -> Appointment:
    return past(employee, physician, MONDAY)


@pytest.fixture
def theirs_held(their_employee: Employee, physician: Physician) -> Appointment:
    return past(their_employee, physician, paris("2026-11-24T10:00"))


def past(employee: Employee, physician: Physician, start: datetime) -> Appointment:
    with time_machine.travel(paris("2026-11-16T10:00"), tick=False):
        return factories.a_confirmed(employee, physician, start)


def note(client: Client, *appointments: Appointment, **said: str) -> str:
    with time_machine.travel(paris("2026-11-25T10:00"), tick=False):
        shown = [str(one.pk) for one in appointments]
        return client.post(PAGE, {"rendez-vous": shown, **said}, follow=True).content.decode()


def correct(client: Client, appointment: Appointment) -> str:
    with time_machine.travel(paris("2026-11-25T10:05"), tick=False):
        return client.post(f"{PAGE}{appointment.pk}/correction/", follow=True).content.decode()


def test_several_are_noted_in_one_go(as_sophie: Client, held: Appointment, theirs_held: Appointment) -> None:
    said = {f"issue-{held.pk}": "present", f"issue-{theirs_held.pk}": "excuse"}
    shown = note(as_sophie, held, theirs_held, **said)
    assert "1 présent, 1 absence excusée" in shown
    held.refresh_from_db()
    theirs_held.refresh_from_db()
    assert (held.state, theirs_held.state) == ("honoured", "absent_excused")
    assert Visit.objects.get().employee == held.employee


def test_a_visit_held_moves_the_follow_up_that_martine_reads(
    as_sophie: Client, as_martine: Client, held: Appointment
) -> None:
    """Its day is the last visit, and the next date is counted from it."""
    before = held.employee.follow_up.due_on
    note(as_sophie, held, **{f"issue-{held.pk}": "present"})
    follow_up = FollowUp.objects.get(employee=held.employee)
    assert (follow_up.last_kind, follow_up.last_on) == (held.kind, MONDAY.date())
    assert before
    assert follow_up.due_on
    assert follow_up.due_on > before
    sheet = as_martine.get(f"/adherents/10042/mes-salaries/{held.employee_id}/").content.decode()
    assert f"{follow_up.due_on:%d/%m/%Y}" in sheet


@pytest.mark.parametrize("outcome", ["absent", "excuse"])
def test_a_visit_missed_leaves_the_follow_up_as_it_was(outcome: str, as_sophie: Client, held: Appointment) -> None:
    before = FollowUp.objects.filter(employee=held.employee).values("last_on", "next_kind", "due_on").get()
    note(as_sophie, held, **{f"issue-{held.pk}": outcome})
    assert FollowUp.objects.filter(employee=held.employee).values("last_on", "next_kind", "due_on").get() == before
    assert not Visit.objects.exists()


def test_all_present_save_those_ticked_absent(as_sophie: Client, held: Appointment, theirs_held: Appointment) -> None:
    note(as_sophie, held, theirs_held, tous="oui", **{f"issue-{theirs_held.pk}": "absent"})
    held.refresh_from_db()
    theirs_held.refresh_from_db()
    assert (held.state, theirs_held.state, theirs_held.fee) == ("honoured", "absent_unexcused", Decimal(72))


def test_nothing_ticked_is_an_error(as_sophie: Client, held: Appointment) -> None:
    assert "Choisissez « présent » ou « absent »" in note(as_sophie, held)
    held.refresh_from_db()
    assert held.state == "confirmed"


def test_what_was_noted_wrongly_is_corrected(as_sophie: Client, held: Appointment) -> None:
    """The visit that never took place is gone, and the next date is computed as before."""
    before = held.employee.follow_up.due_on
    note(as_sophie, held, **{f"issue-{held.pk}": "present"})
    correct(as_sophie, held)
    held.refresh_from_db()
    held.employee.follow_up.refresh_from_db()
    assert held.state == "confirmed"
    assert not Visit.objects.exists()
    assert held.employee.follow_up.due_on == before


def test_a_price_already_decided_keeps_the_absence_as_it_is(as_sophie: Client, held: Appointment) -> None:
    note(as_sophie, held, **{f"issue-{held.pk}": "absent"})
    held.refresh_from_db()
    held.confirm_fee(by=None)
    shown = correct(as_sophie, held)
    held.refresh_from_db()
    assert held.state == "absent_unexcused"
    assert "ne se corrige plus" in shown


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Girard", "Canaribus"}),
        ("jour=2026-11-23", {"Girard"}),
        ("q=10077", {"Canaribus"}),
        ("q=girard", {"Girard"}),
        ("onglet=notees", set()),
    ],
)
def test_a_day_a_centre_a_name(
    query: str, names: set[str], as_sophie: Client, held: Appointment, theirs_held: Appointment
) -> None:
    with time_machine.travel(paris("2026-11-25T10:00"), tick=False):
        shown = as_sophie.get(f"{PAGE}?{query}").content.decode()
    assert {name for name in ("Girard", "Canaribus") if name in shown} == names


def test_another_centre_has_its_own_morning(as_sophie: Client, held: Appointment) -> None:
    elsewhere = factories.a_centre()
    assert "Girard" not in as_sophie.get(f"{PAGE}?lieu={elsewhere.pk}").content.decode()


def test_armand_notes_no_attendance(as_armand: Client) -> None:
    assert as_armand.get(PAGE).status_code == 403
