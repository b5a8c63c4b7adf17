"""« Un créneau se libère »: Martine sees it first of all, accepts or refuses it, and keeps her place in the list."""

import pytest
from django.test import Client

from egide.appointments.models import Appointment, SlotOffer
from egide.centres.models import Physician
from egide.employees.models import Employee
from tests import factories
from tests.appointments.test_waiting_list import monday

HOME = "/adherents/10042/"


@pytest.fixture
def asked(employee: Employee, physician: Physician) -> Appointment:
    """In the waiting list, with a slot that was just freed for it."""
    asked = factories.a_request(employee)
    asked.put_on_waiting_list(by=None)
    SlotOffer(
        member=employee.member,
        appointment=asked,
        starts_at=monday(),
        minutes=30,
        centre=physician.centre,
        physician=physician,
    ).make(by=None)
    return asked


def test_it_stands_on_top_of_the_rendez_vous_and_of_what_is_to_do(as_martine: Client, asked: Appointment) -> None:
    for page in (HOME, f"{HOME}mes-rendez-vous/"):
        told = as_martine.get(page).content.decode()
        assert f"/mes-rendez-vous/{asked.pk}/proposition/" in told
    page = as_martine.get(f"{HOME}mes-rendez-vous/{asked.pk}/proposition/").content.decode()
    assert "Il vous est réservé jusqu’au" in page
    assert "Conditions habituelles" in page


def test_accepted_it_is_planned(as_martine: Client, asked: Appointment) -> None:
    page = f"{HOME}mes-rendez-vous/{asked.pk}/proposition/"
    answer = as_martine.post(page, {"answer": "accepter"}, follow=True).content.decode()
    assert "est planifié le" in answer
    asked.refresh_from_db()
    assert asked.state == Appointment.State.CONFIRMED
    assert "proposition/" not in as_martine.get(HOME).content.decode()


def test_refused_the_request_keeps_its_place(as_martine: Client, asked: Appointment) -> None:
    page = f"{HOME}mes-rendez-vous/{asked.pk}/proposition/"
    assert "garde sa place" in as_martine.post(page, {"answer": "refuser"}, follow=True).content.decode()
    asked.refresh_from_db()
    assert asked.state == Appointment.State.WAITLISTED
    again = as_martine.post(page, {"answer": "accepter"}).content.decode()
    assert "impossible quand l’état est" in again
    assert "Décliné" in again


def test_karim_answers_for_nobody_else(as_karim: Client, asked: Appointment) -> None:
    for number in (10042, 10077):
        page = f"/adherents/{number}/mes-rendez-vous/{asked.pk}/proposition/"
        assert as_karim.post(page, {"answer": "accepter"}).status_code == 404


def test_sophie_sees_what_was_offered_in_the_queue(as_sophie: Client, asked: Appointment) -> None:
    page = as_sophie.get("/service/rendez-vous/?onglet=attente").content.decode()
    assert "créneau proposé jusqu’au" in page
