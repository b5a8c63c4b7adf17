"""From the freed slots that it is offered, or not, no employer works out a visit that it must never hear of."""

from datetime import datetime

import pytest
from pytest_django import Settings

from egide.appointments.models import Appointment, SlotOffer
from egide.centres.models import Physician
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from tests import factories
from tests.attacks.test_hidden_slots import hidden


def waiting(member: Member, name: str) -> Appointment:
    asked = factories.a_request(factories.a_complete_employee(member, name))
    asked.put_on_waiting_list(by=None)
    return asked


def offered() -> list[str]:
    rows = SlotOffer.objects.filter(state=SlotOffer.State.OPEN).select_related("appointment__employee")
    return [row.appointment.employee.last_name for row in rows]


@pytest.fixture
def given_up(ours: Member, physician: Physician) -> Appointment:
    """A visit of Martine's company, with Dr Leroy, at the hour when a hidden visit is held by Dr Morel."""
    return factories.a_confirmed(factories.a_complete_employee(ours, "Avant"), physician, _moment())


def _moment() -> datetime:
    """The Monday and hour of `hidden`."""
    return factories.monday_in(10)


@pytest.mark.parametrize("kind", NEVER_SHOWN)
@pytest.mark.parametrize("whose", ["Un", "Deux", ""])
def test_who_is_offered_the_slot_says_nothing_of_who_is_seen_then(
    kind: str, whose: str, given_up: Appointment, ours: Member, theirs: Member, physician: Physician
) -> None:
    """Passed over, one employee would stand out from a colleague: nobody of the company is offered that moment."""
    first, second = waiting(ours, "Un"), waiting(ours, "Deux")
    third = waiting(theirs, "Trois")
    seen = {"Un": first.employee, "Deux": second.employee}.get(whose)
    seen = seen or factories.a_complete_employee(ours, "Personne")
    hidden(seen, factories.a_physician(physician.centre, last_name="Morel"), kind)
    given_up.cancel_for_employer(by=None, reason="Chantier")
    assert offered() == [third.employee.last_name]


def test_without_a_hidden_visit_the_oldest_request_has_it(given_up: Appointment, ours: Member) -> None:
    waiting(ours, "Un")
    waiting(ours, "Deux")
    given_up.cancel_for_employer(by=None, reason="Chantier")
    assert offered() == ["Un"]


def test_a_slot_that_is_not_offered_proves_nothing(given_up: Appointment, ours: Member, settings: Settings) -> None:
    """The draw withholds from offers the half-hours that it withholds from the pages."""
    settings.WITHHELD_ONE_IN = 1
    waiting(ours, "Un")
    given_up.cancel_for_employer(by=None, reason="Chantier")
    assert offered() == []


def test_the_employees_own_known_visit_is_still_respected(
    given_up: Appointment, ours: Member, physician: Physician
) -> None:
    busy = waiting(ours, "Un")
    morel = factories.a_physician(physician.centre, last_name="Morel")
    factories.a_confirmed(busy.employee, morel, _moment(), kind="mi_carriere")
    waiting(ours, "Deux")
    given_up.cancel_for_employer(by=None, reason="Chantier")
    assert offered() == ["Deux"]
