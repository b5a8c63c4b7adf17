"""Réserver un créneau: Martine chooses a free moment herself, and it has one winner."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment, OccupiedTime
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications import worker
from egide.planning.queries import visit_type
from tests import factories
from tests.attacks.hands import rounds, same_session, statuses, together

PAGE = "/adherents/10042/mes-rendez-vous/reservation/"


@pytest.fixture(autouse=True)
def opened(service: object) -> None:
    visit_type("vip_initiale").choose(by=None, self_booking=True)


def links(page: str) -> list[str]:
    """The free slots of a page, as addresses."""
    return [PAGE + unescape(found) for found in re.findall(r'href="(\?[^"]*creneau=[^"]*)"', page)]


def slots_page(client: Client, employee: Employee, **asked: str) -> str:
    return client.get(PAGE, {"salarie": str(employee.pk), **asked}).content.decode()


def first_slot(client: Client, employee: Employee) -> str:
    return links(slots_page(client, employee))[0]


def named(url: str) -> dict[str, str]:
    return dict(re.findall(r"(creneau|avec|a)=([^&]+)", url.replace("%3A", ":")))


def take(client: Client, url: str) -> Any:
    return client.post(url, named(url))


def test_martine_books_a_slot_and_it_is_planned_at_once(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    assert f"?salarie={employee.pk}" in as_martine.get(PAGE).content.decode()
    url = first_slot(as_martine, employee)
    page = as_martine.get(url).content.decode()
    assert "Vous pourrez le déplacer ou l’annuler sans frais jusqu’au" in page or "coûtera" in page
    assert not Appointment.objects.exists()
    answer = take(as_martine, url)
    assert answer.headers["Location"] == "/adherents/10042/mes-rendez-vous/"
    booked = employee.appointments.get()
    assert (booked.state, booked.kind, booked.physician) == (Appointment.State.CONFIRMED, "vip_initiale", physician)
    assert booked.due_on == employee.follow_up.shown_due_on
    assert f"{booked.planned_start:%Y-%m-%dT%H:%M}" == named(url)["creneau"]
    assert Event.objects.filter(name="appointment.book", subject_id=booked.pk).count() == 1


def test_the_mail_leaves_at_once_and_nobody_undoes_it(as_martine: Client, employee: Employee, martine: User) -> None:
    factories.an_address(martine)
    take(as_martine, first_slot(as_martine, employee))
    worker.carry_all()
    assert [message.subject for message in mail.outbox] == ["Rendez-vous planifié"]
    with pytest.raises(Refused):
        employee.appointments.get().undo_answer(by=None)


def test_sophie_sees_it_among_what_is_dealt_with(as_martine: Client, as_sophie: Client, employee: Employee) -> None:
    take(as_martine, first_slot(as_martine, employee))
    page = as_sophie.get("/service/rendez-vous/?onglet=traitees").content.decode()
    assert "Girard" in page
    assert "réservé par l’entreprise" in page


def test_what_was_chosen_has_no_grace(as_martine: Client, employee: Employee) -> None:
    """Somebody who takes tomorrow's slot may not give it back for free an hour before."""
    take(as_martine, first_slot(as_martine, employee))
    booked = employee.appointments.get()
    assert not booked.has_grace


def test_a_request_already_sent_is_the_one_that_is_planned(as_martine: Client, employee: Employee) -> None:
    mornings = ["lun-matin", "mar-matin", "mer-matin", "jeu-matin", "ven-matin"]
    asked = factories.a_request(employee, kind="vip_initiale", avoided=mornings)
    page = slots_page(as_martine, employee)
    assert all(named(url)["creneau"][11:] >= "12:30" for url in links(page)), "what does not suit is not offered"
    take(as_martine, links(page)[0])
    asked.refresh_from_db()
    assert asked.state == Appointment.State.CONFIRMED
    assert employee.appointments.count() == 1


def test_only_what_the_service_opens_is_booked(as_martine: Client, employee: Employee) -> None:
    url = first_slot(as_martine, employee)
    visit_type("vip_initiale").choose(by=None, self_booking=False)
    page = slots_page(as_martine, employee)
    assert "ne se réserve pas" in page
    take(as_martine, url)
    assert not Appointment.objects.exists()
    assert "Réserver un créneau" not in as_martine.get("/adherents/10042/mes-rendez-vous/").content.decode()


@pytest.mark.parametrize("said", [{"creneau": "2026-12-25T03:00"}, {"creneau": "demain"}, {"avec": "999"}, {"a": "x"}])
def test_a_moment_that_nobody_offers_is_not_taken(said: dict[str, str], as_martine: Client, employee: Employee) -> None:
    url = first_slot(as_martine, employee)
    page = as_martine.post(url, named(url) | said).content.decode()
    assert "n’est plus libre" in page
    assert links(page)
    assert not Appointment.objects.exists()


def test_karims_employee_is_nobody_here(as_martine: Client, employee: Employee, their_employee: Employee) -> None:
    page = slots_page(as_martine, their_employee, chercher="canaribus")
    assert "Canaribus" not in page.replace("canaribus", "")
    assert not links(page)


def test_a_slot_taken_meanwhile_is_said_with_the_next_ones_and_never_by_whom(
    as_martine: Client, employee: Employee, their_employee: Employee, physician: Physician
) -> None:
    url = first_slot(as_martine, employee)
    moment = timezone.make_aware(datetime.fromisoformat(named(url)["creneau"]))
    factories.a_confirmed(their_employee, physician, moment)
    page = take(as_martine, url).content.decode()
    assert "n’est plus libre" in page
    assert "Canaribus" not in page
    assert links(page)
    assert url not in links(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(rounds(2, 40)))
def test_two_companies_at_once_and_one_wins(
    turn: int, as_martine: Client, as_karim: Client, employee: Employee, their_employee: Employee
) -> None:
    url, other = first_slot(as_martine, employee), PAGE.replace("10042", "10077")
    theirs = named(url)
    answers = together(
        lambda: take(same_session(as_martine), url),
        lambda: same_session(as_karim).post(f"{other}?salarie={their_employee.pk}", theirs),
    )
    assert sorted(statuses(answers)) == [200, 302]
    loser = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "n’est plus libre" in loser or "recommencez" in loser
    assert "reçoit déjà" not in loser
    assert Appointment.objects.filter(state=Appointment.State.CONFIRMED).count() == 1
    assert OccupiedTime.objects.filter(resource__startswith="physician").count() == 6


def test_later_days_and_other_centres_are_one_click_away(as_martine: Client, employee: Employee, ours: Member) -> None:
    other = factories.a_centre(name="Centre d’Épernay")
    factories.a_physician(other, last_name="Morel")
    here = slots_page(as_martine, employee)
    assert "Jours suivants" in here
    assert all(f"a={ours.centre_id}" in url for url in links(here))
    everywhere = slots_page(as_martine, employee, lieu="")
    assert any(f"a={other.pk}" in url for url in links(everywhere))
    later = timezone.localdate() + timedelta(days=40)
    page = slots_page(as_martine, employee, depuis=later.isoformat())
    assert all(named(url)["creneau"] >= later.isoformat() for url in links(page))
