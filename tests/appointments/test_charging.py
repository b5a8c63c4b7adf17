"""What a late cancellation or an unexcused absence costs, at the price of its day, is decided by the service, once."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.centres.models import Physician, Tariff
from egide.common.errors import Refused
from egide.employees.models import Employee
from tests import factories


@pytest.fixture
def missed(employee: Employee, physician: Physician) -> Appointment:
    """Nobody came."""
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
    return appointment


def test_an_unexcused_absence_waits_for_the_decision_of_the_service(missed: Appointment) -> None:
    assert list(Appointment.objects.prices_to_decide()) == [missed]
    missed.confirm_fee(by=None)
    assert (missed.fee, bool(missed.fee_decided_at)) == (Decimal("72.00"), True)
    assert not Appointment.objects.prices_to_decide()


@pytest.mark.parametrize("kind", ["prereprise", "demande_travailleur"])
def test_a_missed_visit_of_the_worker_alone_is_never_billed(
    kind: str, employee: Employee, physician: Physician
) -> None:
    row = Appointment.objects.create(member_id=employee.member_id, employee=employee, kind=kind, reason="other")
    row.take_up(by=None)
    start = factories.in_days(5)
    row.confirm(by=None, starts_at=start, minutes=30, centre=physician.centre, physician=physician)
    with time_machine.travel(row.planned_start + timedelta(hours=1)):
        row.note_absence(by=None)
    assert row.fee is None
    assert not Appointment.objects.prices_to_decide()


@pytest.mark.parametrize(("days", "price"), [(-1, "80.00"), (0, "80.00"), (1, "72.00")])
def test_the_price_is_that_of_the_day_of_the_visit(
    days: int, price: str, employee: Employee, physician: Physician
) -> None:
    """Read on that day or before; a price voted since changes nothing for visits that came earlier."""
    appointment = factories.a_confirmed(employee, physician)
    day = timezone.localdate(appointment.planned_start)
    tariff = factories.a_tariff("80.00", day + timedelta(days=days), "absence")
    assert appointment.price_of_absence == Decimal(price)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
    assert (appointment.fee, tariff.is_used) == (Decimal(price), price == "80.00")
    applied = appointment.fee_tariff
    assert applied is not None
    with pytest.raises(Refused, match="déjà été appliqué"):
        applied.decide(by=None, amount=Decimal(1), applies_from=day)


def test_without_a_price_in_force_nothing_is_charged(employee: Employee, physician: Physician) -> None:
    Tariff.objects.all().delete()
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
    assert (appointment.fee, appointment.fee_tariff) == (None, None)
    assert not Appointment.objects.prices_to_decide()


def test_it_may_be_waived_with_a_reason(missed: Appointment) -> None:
    missed.waive_fee(by=None, because="Intempéries")
    assert (missed.fee, missed.fee_waived_because) == (None, "Intempéries")


def test_a_price_is_decided_once(missed: Appointment) -> None:
    missed.confirm_fee(by=None)
    with pytest.raises(Refused, match="déjà décidé"):
        missed.waive_fee(by=None, because="Trop tard")


def test_what_costs_nothing_asks_for_no_decision(employee: Employee, physician: Physician) -> None:
    appointment = factories.a_confirmed(employee, physician, timezone.now() + timedelta(days=30))
    appointment.cancel_for_employer(by=None, reason="Chantier arrêté")
    assert not Appointment.objects.prices_to_decide()
    with pytest.raises(Refused, match="ne coûte rien"):
        appointment.confirm_fee(by=None)


def test_the_service_cancels_for_free_even_at_the_last_hour(employee: Employee, physician: Physician) -> None:
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start - timedelta(hours=1)):
        appointment.cancel_for_service(by=None, reason="Médecin absent")
    assert appointment.fee is None
