"""The visit of a temporary worker is billed once it is held, at the price voted for its day; others are not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from egide.accounts.models import User
from egide.appointments.attendance import correct_attendance, record_attendance
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.employees.models import Employee
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories

PAGE = "/service/rendez-vous/annulations/"


@pytest.fixture
def worker(ours: Member) -> Employee:
    return factories.an_employee(ours, "Passager", contract_kind="interimaire")


def held(employee: Employee, physician: Physician) -> Appointment:
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        record_attendance(appointment, "honour", by=None)
    appointment.refresh_from_db()
    return appointment


def voted() -> None:
    factories.a_tariff("55.00", date(2026, 1, 1), "interim")


def test_it_waits_for_accounting_at_the_price_of_its_day(worker: Employee, physician: Physician) -> None:
    voted()
    visit = held(worker, physician)
    assert (visit.fee, visit.charged_as) == (Decimal("55.00"), "Visite d’un intérimaire")
    assert list(Appointment.objects.prices_to_decide()) == [visit]


def test_without_a_price_it_is_part_of_the_contribution(worker: Employee, physician: Physician) -> None:
    assert held(worker, physician).fee is None


def test_the_others_pay_by_their_contribution(employee: Employee, physician: Physician) -> None:
    voted()
    assert held(employee, physician).fee is None


@pytest.mark.parametrize("kind", ["prereprise", "demande_travailleur"])
def test_a_visit_of_the_worker_alone_is_never_billed(kind: str, worker: Employee, physician: Physician) -> None:
    """Its invoice would tell of it (R.4624-29, R.4624-34)."""
    voted()
    row = Appointment.objects.create(member_id=worker.member_id, employee=worker, kind=kind, reason="other")
    row.take_up(by=None)
    row.confirm(by=None, starts_at=factories.in_days(5), minutes=30, centre=physician.centre, physician=physician)
    with time_machine.travel(row.planned_start + timedelta(hours=1)):
        record_attendance(row, "honour", by=None)
    assert row.fee is None


def test_a_presence_noted_wrongly_costs_nothing_until_it_is_decided(worker: Employee, physician: Physician) -> None:
    voted()
    visit = held(worker, physician)
    correct_attendance(visit, by=None)
    assert (visit.fee, visit.fee_tariff) == (None, None)
    with time_machine.travel(visit.planned_start + timedelta(hours=1)):
        record_attendance(visit, "honour", by=None)
    visit.confirm_fee(by=None)
    with pytest.raises(Refused, match="déjà décidé"):
        correct_attendance(visit, by=None)


def test_armand_bills_it_once_and_martine_reads_why(
    as_armand: Client, as_martine: Client, martine: User, worker: Employee, physician: Physician
) -> None:
    voted()
    factories.an_address(martine)
    visit = held(worker, physician)
    assert "Visite d’un intérimaire" in as_armand.get(f"{PAGE}{visit.pk}/prix/").content.decode()
    for _ in range(2):
        as_armand.post(f"{PAGE}{visit.pk}/prix/", {"decision": "confirm"})
    invoice = Invoice.objects.get()
    line = invoice.lines.get()
    assert (invoice.kind, invoice.net, line.unit_price) == ("visit", Decimal("55.00"), Decimal("55.00"))
    assert "Passager" in line.label
    assert Outbox.objects.filter(subject__startswith="Visite d’un intérimaire facturée").exists()
    invoices = f"/adherents/10042/mes-factures/{invoice.pk}"
    assert "Pourquoi ce montant" in as_martine.get(f"{invoices}/apercu/").content.decode()
    why = as_martine.get(f"{invoices}/calcul/").content.decode()
    for words in ("Visite d’un intérimaire", "55,00", "01/01/2026"):
        assert words in why, words
    assert "Annulable sans frais" not in why


def test_martine_may_contest_it(as_martine: Client, worker: Employee, physician: Physician) -> None:
    voted()
    visit = held(worker, physician)
    page = f"/adherents/10042/mes-rendez-vous/{visit.pk}/contestation/"
    assert "Visite d’un intérimaire" in as_martine.get(page).content.decode()
    as_martine.post(page, {"text": "Elle n’est plus chez nous."})
    assert Appointment.objects.prices_to_decide().get().contest.is_open


def test_both_tabs_of_accounting_show_it_and_no_other_visit(
    as_armand: Client, worker: Employee, employee: Employee, physician: Physician
) -> None:
    voted()
    held(worker, physician)
    appointment = factories.a_confirmed(employee, physician, factories.in_days(12))
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        record_attendance(appointment, "honour", by=None)
    for tab in ("", "?onglet=toutes", "?onglet=toutes&motif=interimaire"):
        page = as_armand.get(PAGE + tab).content.decode()
        assert ("Passager" in page, employee.last_name in page) == (True, False), tab
