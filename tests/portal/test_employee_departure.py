"""« Sortir »: for one or for several, with the visits cancelled in the same step; and the way back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Establishment, Member
from egide.members.rights import Scope
from tests import factories
from tests.portal.people import EMPLOYEES

LEAVING = {"on": "2026-11-24", "reason": "resignation"}


@pytest.fixture
def nadine(ours: Member) -> Employee:
    return factories.a_complete_employee(ours, "Kaci", first_name="Nadine")


def test_a_reason_is_chosen_by_nobody_but_martine(as_martine: Client, employee: Employee) -> None:
    page = as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING | {"reason": ""}).content.decode()
    assert "Motif : complétez ce champ." in page
    assert 'value="2026-11-24"' in page


def test_a_departure_before_the_hire_is_told_beside_its_date(as_martine: Client, employee: Employee) -> None:
    page = as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING | {"on": "2019-01-01"}).content.decode()
    assert "Paul Girard est entré le 01/09/2020" in page


def test_the_visits_are_offered_to_be_cancelled_and_cancelled_free(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    planned = factories.a_confirmed(employee, physician, factories.in_days(1))
    asked = factories.a_request(employee, kind="demande_employeur")
    page = as_martine.get(f"{EMPLOYEES}{employee.pk}/sortie/").content.decode()
    assert "Visites à annuler, sans frais" in page
    assert page.count('name="cancel"') == 2
    as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING | {"cancel": [planned.pk, asked.pk]})
    planned.refresh_from_db()
    asked.refresh_from_db()
    assert (planned.state, planned.fee) == (State.CANCELLED_BY_EMPLOYER, None)
    assert asked.state == State.WITHDRAWN


def test_a_departure_to_come_does_not_spare_the_price_of_a_visit_that_comes_before_it(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    planned = factories.a_confirmed(employee, physician, factories.in_days(1))
    Appointment.objects.filter(pk=planned.pk).update(confirmed_at=timezone.now() - timedelta(days=9))
    later = {"on": f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}", "cancel": [planned.pk]}
    page = as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING | later).content.decode()
    assert "cette visite a lieu avant la sortie" in page
    planned.refresh_from_db()
    employee.refresh_from_db()
    assert (planned.state, employee.is_gone) == (State.CONFIRMED, False)


def test_a_visit_left_unticked_stays(as_martine: Client, employee: Employee, physician: Physician) -> None:
    planned = factories.a_confirmed(employee, physician)
    as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING)
    planned.refresh_from_db()
    employee.refresh_from_db()
    assert (planned.state, employee.is_gone) == (State.CONFIRMED, True)


def test_nobody_cancels_the_visit_of_somebody_else_by_leaving(
    as_martine: Client, employee: Employee, nadine: Employee, their_employee: Employee
) -> None:
    hers, theirs = factories.a_request(nadine), factories.a_request(their_employee)
    as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING | {"cancel": [hers.pk, theirs.pk]})
    for appointment in (hers, theirs):
        appointment.refresh_from_db()
        assert appointment.state == State.REQUESTED


def test_a_firm_without_appointments_ends_a_contract_and_no_visit(
    claire: User, ours: Member, employee: Employee
) -> None:
    factories.a_mandate(factories.a_delegate("Fontaine", claire), ours, Scope.EMPLOYEES)
    asked = factories.a_request(employee)
    client = Client()
    client.force_login(claire)
    assert 'name="cancel"' not in client.get(f"{EMPLOYEES}{employee.pk}/sortie/").content.decode()
    client.post(f"{EMPLOYEES}{employee.pk}/sortie/", LEAVING | {"cancel": [asked.pk]})
    asked.refresh_from_db()
    assert asked.state == State.REQUESTED


def test_several_leave_together_or_not_at_all(as_martine: Client, employee: Employee, nadine: Employee) -> None:
    chosen = {"sel": [employee.pk, nadine.pk]}
    page = as_martine.get(f"{EMPLOYEES}selection/sortie/", chosen).content.decode()
    assert "Girard Paul" in page
    assert "Kaci Nadine" in page
    nadine.correct(by=None, hired_on=date(2026, 11, 25), post_since=date(2026, 11, 25))
    page = as_martine.post(f"{EMPLOYEES}selection/sortie/", LEAVING | chosen).content.decode()
    assert "Nadine Kaci est entré le 25/11/2026" in page
    employee.refresh_from_db()
    assert not employee.is_gone
    as_martine.post(f"{EMPLOYEES}selection/sortie/", LEAVING | chosen | {"on": "2026-11-25"})
    assert [one.is_gone for one in Employee.objects.filter(pk__in=[employee.pk, nadine.pk])] == [True, True]


def test_karims_people_are_left_out_of_a_selection(as_martine: Client, their_employee: Employee) -> None:
    as_martine.post(f"{EMPLOYEES}selection/sortie/", LEAVING | {"sel": [their_employee.pk]})
    their_employee.refresh_from_db()
    assert not their_employee.is_gone


def test_several_move_to_another_establishment(as_martine: Client, ours: Member, employee: Employee) -> None:
    workshop = Establishment(member=ours)
    place = {"address": "2 quai Nord", "postcode": "51200", "city": "Épernay"}
    workshop.describe(by=None, siret=factories.a_siret(factories.a_siren()), name="Atelier", **place)
    as_martine.post(f"{EMPLOYEES}selection/etablissement/", {"sel": [employee.pk], "establishment": workshop.pk})
    employee.refresh_from_db()
    assert employee.establishment == workshop


def test_a_departure_by_mistake_is_undone(as_martine: Client, employee: Employee) -> None:
    employee.leave(by=None, on=date(2026, 11, 24), reason="other")
    sheet = as_martine.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    assert "Annuler la sortie" in sheet
    assert "Valider" not in sheet
    as_martine.post(f"{EMPLOYEES}{employee.pk}/sortie/annulation/")
    employee.refresh_from_db()
    assert not employee.is_gone
