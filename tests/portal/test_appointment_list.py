"""Mes rendez-vous: three tabs, the answers of the service with their reasons, and what may still be done."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from egide.members.rights import Role
from tests import factories
from tests.appointments.test_cancellation import paris

LIST = "/adherents/10042/mes-rendez-vous/"
REQUESTS = f"{LIST}?onglet=demandes"


def page_of(client: Client, url: str = LIST) -> str:
    return client.get(url).content.decode()


def signed_in(user: User) -> Client:
    """At the moment that the test has travelled to."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def asked(employee: Employee) -> Appointment:
    """Sophie wants to know something first."""
    request = factories.a_request(employee)
    request.take_up(by=None)
    request.ask_precision(by=None, answer="Quel chantier ?")
    return request


@pytest.fixture
def coming(employee: Employee, physician: Physician) -> Appointment:
    return factories.a_confirmed(employee, physician)


def test_what_is_to_come_offers_its_paper_its_calendar_and_its_end(as_martine: Client, coming: Appointment) -> None:
    page = page_of(as_martine)
    for path in ("convocation/", "agenda.ics", "annulation/"):
        assert f"{LIST}{coming.pk}/{path}" in page
    assert f"{LIST}convocations/" in page


def test_each_visit_to_come_says_until_when_it_is_free(martine: User, employee: Employee, physician: Physician) -> None:
    """Before one cancels: the price is no surprise."""
    with time_machine.travel(paris("2026-11-16T10:00"), tick=False):
        factories.a_confirmed(employee, physician, paris("2026-11-26T09:30"))
        assert "</strong> : jusqu’au 24/11/2026 à 9 h 30" in page_of(signed_in(martine))
    with time_machine.travel(paris("2026-11-25T10:00"), tick=False):
        assert "Annulable sans frais</strong> : le délai est passé" in page_of(signed_in(martine))
    with time_machine.travel(paris("2026-11-27T10:00"), tick=False):
        assert "Annulable" not in page_of(signed_in(martine), f"{LIST}?onglet=passes")


def test_a_question_of_the_service_waits_for_martines_words(as_martine: Client, asked: Appointment) -> None:
    page = page_of(as_martine, REQUESTS)
    assert "Précision demandée" in page
    assert "Quel chantier ?" in page
    answer = as_martine.post(f"{LIST}{asked.pk}/precision/", {"precision": "Celui de Troyes"}, follow=True)
    asked.refresh_from_db()
    assert (asked.state, asked.precision) == (Appointment.State.UNDER_REVIEW, "Celui de Troyes")
    assert "Celui de Troyes" in answer.content.decode()


def test_a_request_is_taken_back_for_free(as_martine: Client, asked: Appointment) -> None:
    assert "sans frais" in page_of(as_martine, f"{LIST}{asked.pk}/retrait/")
    as_martine.post(f"{LIST}{asked.pk}/retrait/")
    asked.refresh_from_db()
    assert asked.state == Appointment.State.WITHDRAWN
    assert "Retirée" in page_of(as_martine, REQUESTS)


def test_a_refusal_is_read_with_its_reason(as_martine: Client, employee: Employee) -> None:
    request = factories.a_request(employee)
    request.take_up(by=None)
    request.refuse(by=None, answer="Visite déjà faite en mars")
    page = page_of(as_martine, REQUESTS)
    assert "Refusée" in page
    assert "Visite déjà faite en mars" in page
    assert "/retrait/" not in page


@pytest.mark.parametrize(("suite", "shown"), [("a-repondre", True), ("en-cours", True), ("refusees", False)])
def test_requests_are_narrowed_by_where_they_stand(
    suite: str, shown: bool, as_martine: Client, asked: Appointment
) -> None:
    assert ("Paul Girard" in page_of(as_martine, f"{REQUESTS}&suite={suite}")) is shown


def test_a_name_narrows_the_tab_and_asks_for_rows_alone(as_martine: Client, asked: Appointment) -> None:
    rows = as_martine.get(f"{REQUESTS}&q=gir", headers={"HX-Request": "true"})
    assert "Paul Girard" in rows.content.decode()
    assert "<html" not in rows.content.decode()
    assert "Aucun résultat" in page_of(as_martine, f"{REQUESTS}&q=zzz")


def test_a_visit_whose_hour_has_passed_waits_for_the_service(martine: User, coming: Appointment) -> None:
    with time_machine.travel(coming.planned_start + timedelta(hours=1)):
        client = signed_in(martine)
        assert "Aucun rendez-vous à venir" in page_of(client)
        assert "À renseigner par le service" in page_of(client, f"{LIST}?onglet=passes")


def test_a_late_cancellation_says_its_price_before_and_after(martine: User, coming: Appointment) -> None:
    url = f"{LIST}{coming.pk}/annulation/"
    with time_machine.travel(coming.planned_start - timedelta(hours=3)):
        client = signed_in(martine)
        assert "Ce délai est passé" in page_of(client, url)
        told = client.post(url, {"why": "other", "other": "Chantier arrêté"}, follow=True).content.decode()
        past = page_of(client, f"{LIST}?onglet=passes")
    assert "72,00\N{NO-BREAK SPACE}€ HT sont dus" in told
    assert "à confirmer par le service" in past
    assert "Chantier arrêté" in past


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"why": ""}, "Choisissez le motif de l’annulation."),
        ({"why": "other"}, "Dites pourquoi en quelques mots"),
        ({"why": "grippe"}, "<title>Erreur :"),
    ],
)
def test_a_cancellation_wants_a_reason_of_the_list(
    typed: dict[str, str], said: str, as_martine: Client, coming: Appointment
) -> None:
    assert said in as_martine.post(f"{LIST}{coming.pk}/annulation/", typed).content.decode()
    coming.refresh_from_db()
    assert coming.state == Appointment.State.CONFIRMED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"why": "site"}, "Chantier éloigné ou imprévu"),
        ({"why": "date", "other": "fermeture du dépôt"}, "Date ou heure impossible : fermeture du dépôt"),
        ({"why": "other", "other": "Camion en panne"}, "Camion en panne"),
    ],
)
def test_the_service_reads_why(typed: dict[str, str], kept: str, as_martine: Client, coming: Appointment) -> None:
    as_martine.post(f"{LIST}{coming.pk}/annulation/", typed)
    coming.refresh_from_db()
    assert coming.state == Appointment.State.CANCELLED_BY_EMPLOYER
    assert coming.cancel_reason == kept


@pytest.mark.parametrize("tab", ["", "?onglet=demandes", "?onglet=passes"])
def test_an_empty_tab_says_how_it_fills(tab: str, as_martine: Client) -> None:
    assert '<div class="empty">' in page_of(as_martine, LIST + tab)


def test_the_calendar_file_says_when_and_where_and_never_why(as_martine: Client, coming: Appointment) -> None:
    answer = as_martine.get(f"{LIST}{coming.pk}/agenda.ics")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert f"DTSTART;TZID=Europe/Paris:{coming.planned_start:%Y%m%dT%H%M}00" in text
    assert "Paul Girard" in text
    assert "périodique" not in text


def test_one_appointment_is_one_key_in_the_calendar(as_martine: Client, coming: Appointment) -> None:
    """Downloaded again, it replaces itself."""
    uids = {
        line
        for _ in range(2)
        for line in as_martine.get(f"{LIST}{coming.pk}/agenda.ics").content.decode().splitlines()
        if line.startswith("UID")
    }
    assert len(uids) == 1


def test_a_reader_reads_and_changes_nothing(ours: Member, asked: Appointment) -> None:
    lecture = factories.a_person("lecture")
    factories.an_access(lecture, ours, Role.READER)
    client = signed_in(lecture)
    page = page_of(client, REQUESTS)
    assert "Paul Girard" in page
    assert "/retrait/" not in page
    assert "/precision/" not in page
    assert client.post(f"{LIST}{asked.pk}/retrait/").status_code == 403


def test_tabs_count_what_is_to_come_and_what_waits(
    as_martine: Client, ours: Member, physician: Physician, asked: Appointment
) -> None:
    factories.a_confirmed(factories.a_complete_employee(ours, "Autre"), physician, timezone.now() + timedelta(days=9))
    page = page_of(as_martine)
    assert page.count('<span class="count">1</span>') == 2


def test_visits_of_the_worker_alone_are_never_seen(as_martine: Client, employee: Employee, ours: Member) -> None:
    secret = Appointment(
        member=ours, employee=employee, kind="demande_travailleur", reason="other", comment="CANARI-MED"
    )
    secret.save()
    for path in ("", "?onglet=demandes", "?onglet=passes"):
        assert "Paul Girard" not in as_martine.get(LIST + path).content.decode()
    for path in ("recu/", "retrait/", "convocation/", "agenda.ics", "annulation/", "precision/"):
        assert as_martine.get(f"{LIST}{secret.pk}/{path}").status_code == 404
