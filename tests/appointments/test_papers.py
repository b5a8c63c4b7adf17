"""Convocations and receipts, read back: what the employee must know, what proves that the employer has asked."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from egide.accounts.models import User
from egide.appointments import papers
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories
from tests.papers import is_accessible, pages_of, words_of

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def planned(employee: Employee, physician: Physician) -> Appointment:
    with time_machine.travel(datetime(2026, 11, 16, 10, tzinfo=PARIS), tick=False):
        return factories.a_confirmed(employee, physician, datetime(2026, 11, 26, 9, 30, tzinfo=PARIS))


@pytest.mark.parametrize(
    "words",
    [
        "Girard Paul",
        "Charpentes Aubert · n° d’adhérent 10042",
        "Jeudi 26 novembre 2026 à 9 h 30",
        "Centre de Reims",
        "3 rue des Artisans",
        "Tramway B, arrêt Artisans",
        "Entrée de plain-pied",
        "Dr Hélène Leroy, médecin du travail",
        "sans retenue de salaire",
        "R. 4624-39",
        "sans frais jusqu’au mardi 24 novembre 2026 à 9 h 30",
    ],
)
def test_a_convocation_says_all_that_is_needed(words: str, planned: Appointment) -> None:
    assert words in words_of(papers.notices([planned]))


def test_each_employee_has_a_page(planned: Appointment, ours: Member, physician: Physician) -> None:
    other = factories.a_confirmed(factories.a_complete_employee(ours, "Autre"), physician, factories.in_days(20))
    assert pages_of(papers.notices([planned, other])) == 2


def test_one_receipt_proves_all_that_waits(employee: Employee, ours: Member, martine: User) -> None:
    other = factories.a_complete_employee(ours, "Autre")
    asked = [factories.a_request(person, by=martine) for person in (employee, other)]
    words = words_of(papers.receipts(ours, asked))
    for said in ("Girard Paul", "Autre Paul", "Par : Martine Aubert", *(f"10042-{row.pk}" for row in asked)):
        assert said in words
    assert is_accessible(papers.receipts(ours, asked))


def test_a_receipt_proves_what_was_asked_when_and_by_whom(employee: Employee, martine: User) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 8, 5, tzinfo=PARIS), tick=False):
        request = Appointment(
            member=employee.member, employee=employee, kind="vip_periodique", reason="periodic", avoided=["lun-matin"]
        )
        request.request(by=martine, due_on=date(2026, 12, 31))
    words = words_of(papers.receipt(request))
    for said in ("Girard Paul", "Par Martine Aubert", "lundi matin", "jeudi 31 décembre 2026", f"10042-{request.pk}"):
        assert said in words
    assert "a reçu cette demande le vendredi 20 novembre 2026 à 8 h 05" in words


def test_a_note_of_the_service_never_reaches_a_paper(planned: Appointment) -> None:
    planned.note(by=None, staff_note="CANARI-NOTE")
    assert "CANARI" not in words_of(papers.notices([planned])) + words_of(papers.receipt(planned))


def test_everybody_can_read_them(planned: Appointment) -> None:
    assert is_accessible(papers.notices([planned]))
    assert is_accessible(papers.receipt(planned))
