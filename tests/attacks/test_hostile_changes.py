"""Each change of a visit writes to the employee, at an address that the employer typed: nobody sends them by dozens."""

from datetime import timedelta

import pytest
from django.test import Client

from egide.appointments.models import Appointment
from egide.centres.models import Physician, Service
from egide.common.errors import Refused
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.planning.queries import visit_type
from tests import factories
from tests.factories import in_days

HOME = "/adherents/10042/mes-rendez-vous/"
STRANGER = "voisin@ailleurs.example"
CALL = "appelez le service au 03 53 01 00 01"


@pytest.fixture
def pestered(ours: Member) -> Employee:
    return factories.a_complete_employee(ours, "Girard", email=STRANGER)


@pytest.fixture
def visit(pestered: Employee, physician: Physician) -> Appointment:
    return factories.a_confirmed(pestered, physician, in_days(20), kind="vip_initiale")


def move(visit: Appointment, physician: Physician, day: int) -> None:
    visit.move_for_employer(by=None, starts_at=in_days(day), minutes=30, centre=physician.centre, physician=physician)


def book(employee: Employee, physician: Physician, day: int) -> Appointment:
    asked = factories.a_request(employee, kind="vip_initiale")
    asked.book(by=None, starts_at=in_days(day), minutes=30, centre=physician.centre, physician=physician)
    return asked


def test_the_fourth_change_is_for_the_telephone(
    as_martine: Client, visit: Appointment, physician: Physician, ours: Member
) -> None:
    other = factories.a_complete_employee(ours, "Morin")
    move(visit, physician, 21)
    move(visit, physician, 22)
    visit.replace_for_employer(by=None, employee=other)
    was = visit.starts_at
    told = f"déjà été changée 3 fois par votre entreprise : {CALL}"
    with pytest.raises(Refused, match=told):
        move(visit, physician, 23)
    with pytest.raises(Refused, match=told):
        visit.replace_for_employer(by=None, employee=Employee.objects.get(last_name="Girard"))
    visit.refresh_from_db()
    assert (visit.starts_at, visit.employee) == (was, other)
    for page in ("deplacement/", "remplacement/"):
        said = as_martine.get(f"{HOME}{visit.pk}/{page}").content.decode()
        assert CALL in said
        assert "Demander l’annulation" in said


def test_a_stranger_gets_a_handful_of_mails_at_most(visit: Appointment, physician: Physician) -> None:
    for day in range(21, 60):
        try:
            move(visit, physician, day)
        except Refused:
            break
    assert Outbox.objects.filter(recipient=STRANGER).count() == 4  # the convocation, three changes


def test_to_give_up_and_book_again_is_a_change(pestered: Employee, physician: Physician) -> None:
    visit_type("vip_initiale").choose(by=None, self_booking=True)
    booked = [book(pestered, physician, 20)]
    for day in (21, 22, 23):
        booked[-1].cancel_for_employer(by=None, reason="Chantier")
        booked.append(book(pestered, physician, day))
    booked[-1].cancel_for_employer(by=None, reason="Chantier")
    with pytest.raises(Refused, match=CALL):
        book(pestered, physician, 24)
    assert [one.changes_by_employer for one in booked] == [0, 1, 2, 3]


def test_a_visit_given_up_long_ago_counts_no_more(pestered: Employee, physician: Physician) -> None:
    visit_type("vip_initiale").choose(by=None, self_booking=True)
    given_up = book(pestered, physician, 20)
    given_up.cancel_for_employer(by=None, reason="Chantier")
    Appointment.objects.filter(pk=given_up.pk).update(changes_by_employer=3, starts_at=in_days(0) - timedelta(days=1))
    assert book(pestered, physician, 21).changes_by_employer == 0


def test_what_the_service_moves_does_not_count(visit: Appointment, physician: Physician) -> None:
    for day in (21, 22, 23, 24):
        visit.move(by=None, starts_at=in_days(day), minutes=30, centre=physician.centre, physician=physician)
    move(visit, physician, 25)
    assert visit.changes_by_employer == 1


def test_the_service_chooses_how_many(visit: Appointment, physician: Physician, service: Service) -> None:
    service.configure(by=None, employer_changes=0)
    with pytest.raises(Refused, match="ne se change pas sur le portail"):
        move(visit, physician, 21)


def test_a_change_that_is_refused_is_not_counted(
    visit: Appointment, physician: Physician, their_employee: Employee
) -> None:
    factories.a_confirmed(their_employee, physician, in_days(21))
    with pytest.raises(Refused, match="n’est plus libre"):
        move(visit, physician, 21)
    visit.refresh_from_db()
    assert visit.changes_by_employer == 0
