"""/service/: each person sees what waits for her role, the late queues in words, and who comes today."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.backoffice.worklist.views import SHOWN_OF_A_DAY
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories
from tests.appointments.test_cancellation import paris

HOME = "/service/"


def page(client: Client) -> str:
    return client.get(HOME).content.decode()


def test_sophie_sees_how_many_since_when_and_whose(as_sophie: Client, sophie: User, employee: Employee) -> None:
    asked = factories.a_request(employee)
    asked.take_up(by=sophie)
    Appointment.objects.update(
        requested_at=timezone.now() - timedelta(days=6), due_on=timezone.localdate() + timedelta(days=3)
    )
    shown = page(as_sophie)
    for words in ("Demandes de rendez-vous", "il y a 6", "en retard", "1 urgente<", "1 à moi", "?suivi=moi"):
        assert words in shown, words
    assert '1<span class="sr"> à traiter</span>' in shown  # the menu counts them too


def test_a_fresh_queue_is_in_time_and_an_empty_one_is_up_to_date(as_sophie: Client, employee: Employee) -> None:
    assert "Tout est à jour" in page(as_sophie)
    factories.a_request(employee)
    shown = page(as_sophie)
    assert "dans les temps" in shown
    assert "présences à noter" in shown  # among those up to date


def test_each_role_has_its_own_queues(as_sophie: Client, as_armand: Client, as_nadia: Client) -> None:
    assert "absences et annulations à décider" not in page(as_sophie).lower()
    assert "demandes de rendez-vous" not in page(as_armand).lower()
    assert as_armand.get(HOME).context["empty"][0].label == "Absences et annulations à décider"
    labels = [queue.label for queue in as_nadia.get(HOME).context["empty"]]
    assert {"Demandes de rendez-vous", "Mandats en attente", "Factures échues", "Courriels non remis"} <= set(labels)


def test_who_comes_today_centre_by_centre(
    as_sophie: Client, employee: Employee, their_employee: Employee, physician: Physician, ours: Member
) -> None:
    with time_machine.travel(paris("2026-11-20T10:00"), tick=False):
        factories.a_confirmed(employee, physician, paris("2026-11-24T09:30"))
        factories.a_confirmed(their_employee, physician, paris("2026-11-25T09:30"))
    with time_machine.travel(paris("2026-11-24T08:00"), tick=False):
        shown = page(as_sophie)
    assert "Girard Paul" in shown
    assert "Centre de Reims" in shown
    assert "Canaribus" not in shown


def test_a_long_day_shows_who_comes_next_and_how_many_there_are(
    as_sophie: Client, ours: Member, physician: Physician
) -> None:
    with time_machine.travel(paris("2026-11-20T10:00"), tick=False):
        for number in range(SHOWN_OF_A_DAY + 4):
            hour = paris("2026-11-24T08:00") + timedelta(minutes=15 * number)
            person = factories.a_complete_employee(ours, f"Rang{number:02d}")
            Appointment.objects.create(
                member=ours, employee=person, physician=physician, centre=physician.centre, starts_at=hour,
                minutes=15, state="confirmed", kind="vip_periodique",
            )  # fmt: skip
    with time_machine.travel(paris("2026-11-24T09:20"), tick=False):
        (day,) = as_sophie.get(HOME).context["centres"]
    names = [one.employee.last_name for one in day.appointments]
    assert (day.total, len(names)) == (SHOWN_OF_A_DAY + 4, SHOWN_OF_A_DAY)
    assert names == sorted(names)
    assert {"Rang06", f"Rang{SHOWN_OF_A_DAY + 3}"} <= set(names)  # all who are still to come
    assert "Rang04" not in names


def test_armand_reads_no_names_of_employees_at_home(as_armand: Client, employee: Employee) -> None:
    assert as_armand.get(HOME).context["centres"] is None
