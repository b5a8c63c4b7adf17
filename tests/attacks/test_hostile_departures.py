"""An employer that declares a departure to spare the price of a late cancellation, then has the employee back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.employees.models import Employee
from egide.members.models import Member
from egide.members.rights import Scope
from tests import factories
from tests.portal.people import EMPLOYEES

LATE = Decimal("72.00")


@pytest.fixture
def visit(employee: Employee, physician: Physician) -> Appointment:
    """Tomorrow, and validated long ago: cancelled today, it costs the price."""
    planned = factories.a_confirmed(employee, physician, factories.in_days(1))
    Appointment.objects.filter(pk=planned.pk).update(confirmed_at=timezone.now() - timedelta(days=9))
    return planned


@pytest.fixture
def spared(as_martine: Client, employee: Employee, visit: Appointment) -> Appointment:
    """She says that he leaves today, and gives his visit up in the same step: free of charge."""
    leaving = {"on": f"{timezone.localdate():%Y-%m-%d}", "reason": "resignation", "cancel": [visit.pk]}
    as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", leaving)
    visit.refresh_from_db()
    employee.refresh_from_db()
    assert (visit.state, visit.fee, employee.is_gone) == (State.CANCELLED_BY_EMPLOYER, None, True)
    return visit


def price(visit: Appointment) -> Decimal | None:
    visit.refresh_from_db()
    return visit.fee


def rehire(employee: Employee, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    employee.rehire(by=None, hired_on=day, post_since=day)


def test_the_page_of_a_departure_says_that_the_price_may_come_back(
    as_martine: Client, employee: Employee, visit: Appointment
) -> None:
    page = as_martine.get(f"{EMPLOYEES}{employee.pk}/sortie/").content.decode()
    assert "Sans frais tant que la sortie tient" in page


def test_a_departure_taken_back_gives_the_price_back(
    as_martine: Client, as_armand: Client, employee: Employee, spared: Appointment
) -> None:
    back = f"{EMPLOYEES}{employee.pk}/sortie/annulation/"
    assert "72,00\N{NO-BREAK SPACE}€" in as_martine.get(back).content.decode(), "she reads it before she confirms"
    as_martine.post(back)
    assert price(spared) == LATE
    assert spared.fee_decided_at is None
    queue = as_armand.get("/service/rendez-vous/annulations/").content.decode()
    assert "Girard" in queue
    assert "puis retour avant ce rendez-vous" in queue
    assert "Contester" in as_martine.get("/adherents/10042/mes-rendez-vous/?onglet=passes").content.decode()


def test_to_come_back_twice_charges_once(employee: Employee, spared: Appointment) -> None:
    employee.come_back(by=None)
    spared.refresh_from_db()
    spared.waive_fee(by=None, because="Erreur de saisie")
    employee.leave(by=None, on=timezone.localdate(), reason="resignation")
    employee.come_back(by=None)
    assert price(spared) is None
    with pytest.raises(Refused, match="Aucun prix"):
        spared.charge_after_all(by=None)


@pytest.mark.parametrize(("days", "due"), [(1, LATE), (2, None)], ids=["before the visit", "after the visit"])
def test_to_be_hired_again_before_the_visit_is_to_come_back(
    days: int, due: Decimal | None, employee: Employee, spared: Appointment
) -> None:
    rehire(employee, days)
    assert price(spared) == due


def test_nor_does_a_date_corrected_afterwards_help(employee: Employee, spared: Appointment) -> None:
    rehire(employee, 2)
    employee.correct(by=None, hired_on=timezone.localdate() + timedelta(days=1))
    assert price(spared) == LATE


def test_nor_does_a_second_sheet_for_the_same_person(ours: Member, employee: Employee, spared: Appointment) -> None:
    factories.an_employee(ours, "Autre", first_name="Quelqu’un")
    assert price(spared) is None
    factories.an_employee(ours, employee.last_name, first_name=employee.first_name)
    assert price(spared) == LATE


def test_a_true_departure_costs_nothing(employee: Employee, spared: Appointment) -> None:
    employee.take_in(by=None)
    assert price(spared) is None
    assert not Appointment.objects.prices_to_decide().exists()


def test_an_early_cancellation_stays_free(employee: Employee, physician: Physician) -> None:
    early = factories.a_confirmed(employee, physician, factories.in_days(30))
    employee.leave(by=None, on=timezone.localdate(), reason="resignation")
    early.cancel_for_employer(by=None, reason="Sortie de l’effectif", free=True)
    employee.come_back(by=None)
    assert price(early) is None


def test_a_firm_without_the_appointments_reads_no_visit_there(
    claire_of_the_employees: Client, employee: Employee, spared: Appointment
) -> None:
    page = claire_of_the_employees.get(f"{EMPLOYEES}{employee.pk}/sortie/annulation/").content.decode()
    assert "72,00" not in page
    claire_of_the_employees.post(f"{EMPLOYEES}{employee.pk}/sortie/annulation/")
    assert price(spared) == LATE


@pytest.fixture
def claire_of_the_employees(ours: Member) -> Client:
    claire = factories.a_person("claire.effectifs")
    factories.a_mandate(factories.a_delegate("Cabinet Fontaine", claire), ours, Scope.EMPLOYEES)
    client = Client()
    client.force_login(claire)
    return client
