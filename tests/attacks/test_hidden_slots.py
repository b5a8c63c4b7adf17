"""From the free slots, no employer works out a visit that the worker alone asked for (R.4624-29, R.4624-34)."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from egide.appointments.models import Appointment
from egide.appointments.offered import first_moment, slots_for_employer
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.planning.queries import visit_type
from tests import factories

MOMENT = 10  # days from now


def hidden(employee: Employee, physician: Physician, kind: str) -> Appointment:
    """Planned by the service itself, as no request of an employer may be of this kind."""
    row = Appointment.objects.create(
        member_id=employee.member_id, employee=employee, kind=kind, reason=Appointment.Reason.OTHER
    )
    row.take_up(by=None)
    row.confirm(by=None, starts_at=_start(), minutes=30, centre=physician.centre, physician=physician)
    return row


def _start() -> datetime:
    return factories.monday_in(MOMENT)


def shown(employee: Employee) -> set[datetime]:
    """The moments at which some professional is offered for this employee."""
    wish = Appointment(member=employee.member, employee=employee, kind="vip_initiale", minutes=30)
    slots = slots_for_employer(wish, first_moment(wish))
    return {slot.starts_at for slot in slots if slot.starts_at.date() == _start().date()}


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_nobody_of_the_company_stands_out(
    kind: str, ours: Member, theirs: Member, physician: Physician, their_employee: Employee
) -> None:
    """With another professional free at that moment, the employee and a colleague are shown the same slots."""
    factories.a_physician(physician.centre, last_name="Morel")
    one, other = factories.a_complete_employee(ours, "Girard"), factories.a_complete_employee(ours, "Autre")
    assert _start() in shown(one)
    hidden(one, physician, kind)
    assert shown(one) == shown(other)
    assert _start() not in shown(one)
    assert _start() in shown(their_employee), "another company is not concerned: Dr Morel is free"


def test_a_moment_that_is_not_there_proves_nothing(
    employee: Employee, physician: Physician, settings: Settings
) -> None:
    """Without any hidden visit, the same moments are withheld each time the page is looked at."""
    every = shown(employee)
    settings.WITHHELD_ONE_IN = 3
    few = shown(employee)
    assert few < every
    assert few == shown(employee)


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_the_page_of_the_slots_never_says_why(
    kind: str, as_martine: Client, employee: Employee, physician: Physician
) -> None:
    visit_type("vip_initiale").choose(by=None, self_booking=True)
    hidden(employee, physician, kind)
    page = f"/adherents/10042/mes-rendez-vous/reservation/?salarie={employee.pk}"
    said = {"creneau": f"{_start():%Y-%m-%dT%H:%M}", "avec": str(physician.pk), "a": str(physician.centre_id)}
    answer = as_martine.post(page, said).content.decode()
    assert "Ce créneau n’est plus libre" in answer
    assert "déjà" not in answer
    assert "reçoit" not in answer


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_the_domain_itself_does_not_tell_an_employer(kind: str, employee: Employee, physician: Physician) -> None:
    """Even when the page was overtaken: the sentence is the one of any slot that is gone."""
    visit_type("vip_initiale").choose(by=None, self_booking=True)
    hidden(employee, physician, kind)
    other = factories.a_physician(physician.centre, last_name="Morel")
    asked = factories.a_request(employee, kind="vip_initiale")
    with pytest.raises(Refused) as told:
        asked.book(by=None, starts_at=_start(), minutes=30, centre=other.centre, physician=other)
    assert str(told.value) == "Ce créneau n’est plus libre : choisissez-en un autre, rien d’autre n’a changé."
