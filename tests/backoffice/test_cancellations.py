"""/service/rendez-vous/annulations/: Armand confirms a price, which is then billed, or waives it."""

from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.invoicing.models import Invoice
from tests import factories
from tests.appointments.test_cancellation import paris

PAGE = "/service/rendez-vous/annulations/"


@pytest.fixture
def late(employee: Employee, physician: Physician) -> Appointment:
    """Cancelled the evening before."""
    with time_machine.travel(paris("2026-11-16T10:00"), tick=False):
        appointment = factories.a_confirmed(employee, physician, paris("2026-11-24T09:30"))
    with time_machine.travel(paris("2026-11-23T18:00"), tick=False):
        appointment.cancel_for_employer(by=None, reason="Chantier arrêté")
    return appointment


@pytest.fixture
def absent(their_employee: Employee, physician: Physician) -> Appointment:
    with time_machine.travel(paris("2026-11-16T10:00"), tick=False):
        appointment = factories.a_confirmed(their_employee, physician, paris("2026-11-24T10:00"))
    with time_machine.travel(paris("2026-11-24T18:00"), tick=False):
        appointment.note_absence(by=None)
    return appointment


def test_armand_sees_all_that_decides_the_price(as_armand: Client, late: Appointment) -> None:
    shown = as_armand.get(f"{PAGE}{late.pk}/prix/").content.decode()
    for words in ("Charpentes Aubert", "10042", "Chantier arrêté", "lundi 23 novembre 2026 à 18", "72,00", "86,40",
                  "vendredi 20 novembre 2026 à 9"):  # fmt: skip
        assert words in shown, words


def test_a_confirmed_price_is_billed_once(as_armand: Client, late: Appointment) -> None:
    answer = as_armand.post(f"{PAGE}{late.pk}/prix/", {"decision": "confirm"}, follow=True)
    invoice = Invoice.objects.get()
    assert f"facture n° {invoice.number}" in answer.content.decode()
    assert (invoice.member, invoice.kind, invoice.state) == (late.member, "absence", "issued")
    assert invoice.gross == Decimal("86.40")
    assert "Girard Paul" in invoice.lines.get().label
    again = as_armand.post(f"{PAGE}{late.pk}/prix/", {"decision": "confirm"}).content.decode()
    assert "déjà décidé" in again
    assert Invoice.objects.count() == 1


def test_an_unexcused_absence_is_decided_too(as_armand: Client, absent: Appointment) -> None:
    assert "Canaribus" in as_armand.get(PAGE).content.decode()
    as_armand.post(f"{PAGE}{absent.pk}/prix/", {"decision": "waive", "because": "Intempéries"})
    absent.refresh_from_db()
    assert (absent.fee, absent.fee_waived_because) == (None, "Intempéries")
    assert not Invoice.objects.exists()
    assert "Canaribus" not in as_armand.get(PAGE).content.decode()


def test_waiving_says_why(as_armand: Client, late: Appointment) -> None:
    shown = as_armand.post(f"{PAGE}{late.pk}/prix/", {"decision": "waive"}).content.decode()
    assert "Dites à l’entreprise pourquoi le prix est remis." in shown
    late.refresh_from_db()
    assert late.fee == 72


def test_sophie_sees_what_was_freed_and_decides_nothing(
    as_sophie: Client, late: Appointment, their_employee: Employee, physician: Physician
) -> None:
    free = factories.a_confirmed(their_employee, physician)
    free.cancel_for_employer(by=None, reason="Vendu l’échafaudage")
    shown = as_sophie.get(f"{PAGE}?onglet=toutes").content.decode()
    assert "Vendu l’échafaudage" in shown
    assert "sans frais" in shown
    assert "à décider par la comptabilité" in shown
    assert as_sophie.get(f"{PAGE}{late.pk}/prix/").status_code == 403


def test_what_was_never_cancelled_has_no_price(as_armand: Client, employee: Employee, physician: Physician) -> None:
    planned = factories.a_confirmed(employee, physician)
    assert as_armand.get(f"{PAGE}{planned.pk}/prix/").status_code == 404


@pytest.mark.parametrize(("query", "found"), [("q=girard", True), ("q=zzz", False), ("motif=absence", False)])
def test_the_list_is_narrowed(query: str, found: bool, as_armand: Client, late: Appointment) -> None:
    assert ("Girard" in as_armand.get(f"{PAGE}?{query}").content.decode()) is found
