"""/service/rendez-vous/: an answer sent too fast is undone; a colleague's request changes hands."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from egide.accounts.models import StaffRole, User
from egide.appointments.models import Appointment
from egide.common.models import Event
from egide.employees.models import Employee
from egide.notifications.models import Outbox
from tests import factories

QUEUE = "/service/rendez-vous/"
PAGES = ["precision", "attente", "refus"]


@pytest.fixture
def asked(employee: Employee, martine: User) -> Appointment:
    """A request of Martine's, who reads her mails."""
    EmailAddress.objects.create(user=martine, email=martine.email, primary=True, verified=True)
    return factories.a_request(employee, by=martine)


@pytest.fixture
def nora(sophie: User) -> User:
    return factories.a_staff_member("nora", StaffRole.ASSISTANT)


def columns(appointment: Appointment) -> dict[str, Any]:
    """The whole row but its version, which only goes up."""
    appointment.refresh_from_db()
    return {f.attname: f.value_from_object(appointment) for f in appointment._meta.fields if f.name != "version"}


@pytest.mark.parametrize("page", PAGES)
def test_each_answer_is_undone_as_if_it_had_not_been(page: str, as_sophie: Client, asked: Appointment) -> None:
    before = columns(asked)
    sent = as_sophie.post(f"{QUEUE}{asked.pk}/{page}/", {"version": asked.version, "answer": "Déjà vue en mars."})
    shown = as_sophie.get(sent.headers["Location"]).content.decode()
    assert "Défaire" in shown
    assert Outbox.objects.count() == 1
    as_sophie.post(f"{QUEUE}{asked.pk}/defaire/")
    assert columns(asked) == before
    assert not Outbox.objects.exists()
    assert "/defaire/" not in as_sophie.get(sent.headers["Location"]).content.decode()


def test_a_refusal_from_the_waiting_list_goes_back_there(as_sophie: Client, asked: Appointment, nora: User) -> None:
    """With what had been answered, and whoever held it."""
    at_first = columns(asked)
    asked.put_on_waiting_list(by=nora, answer="Nous vous proposons une date dès que possible.")
    before = columns(asked)
    as_sophie.post(f"{QUEUE}{asked.pk}/refus/", {"answer": "Déjà vue en mars."})
    as_sophie.post(f"{QUEUE}{asked.pk}/defaire/")
    assert {**columns(asked), "answered_at": None} == {**before, "answered_at": None}
    assert (asked.state, asked.owner) == ("waitlisted", nora)
    assert Outbox.objects.get().event == Event.objects.get(name="appointment.put_on_waiting_list")
    as_sophie.post(f"{QUEUE}{asked.pk}/defaire/")
    assert columns(asked) == at_first
    assert not Outbox.objects.exists()


def test_what_was_just_refused_is_undone_on_its_own_page(as_sophie: Client, asked: Appointment) -> None:
    as_sophie.post(f"{QUEUE}{asked.pk}/refus/", {"answer": "Déjà vue en mars."})
    assert "Défaire la réponse" in as_sophie.get(f"{QUEUE}{asked.pk}/").content.decode()


def test_the_answer_to_an_employer_that_spoke_meanwhile_stays(as_sophie: Client, asked: Appointment) -> None:
    as_sophie.post(f"{QUEUE}{asked.pk}/precision/", {"answer": "Quelle date ?"})
    asked.specify(by=None, precision="Le 4 janvier")
    told = as_sophie.post(f"{QUEUE}{asked.pk}/defaire/", follow=True).content.decode()
    assert "Défaire la réponse : impossible" in told
    asked.refresh_from_db()
    assert (asked.state, asked.precision) == ("under_review", "Le 4 janvier")


def test_sophie_takes_over_the_request_of_an_absent_colleague(
    as_sophie: Client, asked: Appointment, sophie: User, nora: User
) -> None:
    asked.take_up(by=nora)
    address = f"{QUEUE}{asked.pk}/reprise/"
    assert address in as_sophie.get(f"{QUEUE}{asked.pk}/").content.decode()
    question = as_sophie.get(address).content.decode()
    assert f"{nora} la suit depuis le" in question
    asked.refresh_from_db()
    assert asked.owner == nora
    as_sophie.post(address, {"version": asked.version})
    asked.refresh_from_db()
    assert (asked.owner, asked.state) == (sophie, "under_review")
    assert Event.objects.get(name="appointment.take_over").by == sophie


def test_what_the_colleague_did_meanwhile_is_told_and_kept(as_sophie: Client, asked: Appointment, nora: User) -> None:
    asked.take_up(by=nora)
    seen = asked.version
    asked.refuse(by=nora, answer="Déjà vue en mars.")
    told = as_sophie.post(f"{QUEUE}{asked.pk}/reprise/", {"version": seen}, follow=True).content.decode()
    assert "Nora a déjà refusé cette demande" in told
    asked.refresh_from_db()
    assert asked.owner == nora
