"""A room holds one visit at a time; a centre that counts no rooms is limited by its professionals alone."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.occupancy import obstacle
from egide.appointments.slots import Search, next_slots
from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.employees.models import Employee
from tests import factories
from tests.appointments.test_cancellation import paris
from tests.factories import in_days


def test_without_rooms_nothing_is_counted(employee: Employee, their_employee: Employee, physician: Physician) -> None:
    first = factories.a_confirmed(employee, physician)
    second = factories.a_confirmed(their_employee, factories.a_physician(physician.centre))
    assert (first.room, second.room) == (None, None)


def test_the_first_free_room_is_taken_and_the_third_visit_waits(
    employee: Employee, their_employee: Employee, physician: Physician, centre: Centre
) -> None:
    one, two = factories.a_room(centre, "Salle 1"), factories.a_room(centre, "Salle 2")
    third = factories.a_physician(centre)
    assert factories.a_confirmed(employee, physician).room == one
    assert factories.a_confirmed(their_employee, factories.a_physician(centre)).room == two
    late = factories.a_request(factories.a_complete_employee(employee.member, "Morin"))
    with pytest.raises(Refused, match="Aucune salle n’est libre à ce moment au Centre de Reims"):
        late.confirm(by=None, starts_at=in_days(10), minutes=30, centre=centre, physician=third)
    late.refresh_from_db()
    assert late.state == Appointment.State.REQUESTED
    late.starts_at, late.minutes, late.centre, late.physician = in_days(10), 30, centre, third
    assert "Aucune salle" in obstacle(late)


def test_the_room_of_the_range_comes_first(employee: Employee, physician: Physician, centre: Centre) -> None:
    factories.a_room(centre, "Salle 1")
    mine = factories.a_room(centre, "Salle 2")
    when = factories.monday_in(10)
    factories.a_range(physician, when.weekday(), "08:00", "18:00", room=mine)
    assert factories.a_confirmed(employee, physician, when).room == mine


def test_a_closed_room_is_not_given(employee: Employee, physician: Physician, centre: Centre) -> None:
    factories.a_room(centre, "Salle 1", closed_on=timezone.localdate())
    open_one = factories.a_room(centre, "Salle 2")
    assert factories.a_confirmed(employee, physician).room == open_one


def test_a_room_of_another_centre_is_not_in_the_way(
    employee: Employee, their_employee: Employee, physician: Physician, centre: Centre
) -> None:
    factories.a_room(centre)
    elsewhere = factories.a_centre()
    room = factories.a_room(elsewhere)
    factories.a_confirmed(employee, physician)
    assert factories.a_confirmed(their_employee, factories.a_physician(elsewhere)).room == room


@time_machine.travel(paris("2026-11-23T10:00"), tick=False)
def test_a_slot_needs_a_free_room(employee: Employee, physician: Physician, centre: Centre) -> None:
    factories.a_room(centre)
    colleague = factories.a_physician(centre)
    factories.a_range(physician, 1)
    factories.a_range(colleague, 1, "09:00", "10:00")
    factories.a_confirmed(employee, physician, paris("2026-11-24T09:00"))
    search = Search("vip_periodique", 30, [physician, colleague], paris("2026-11-24T00:00"))
    found = [(f"{slot.starts_at:%H:%M}", slot.physician_id) for slot in next_slots(search, 3)]
    assert found == [("09:30", physician.pk), ("09:30", colleague.pk), ("10:00", physician.pk)]


def test_a_cancelled_visit_frees_its_room(
    employee: Employee, their_employee: Employee, physician: Physician, centre: Centre
) -> None:
    factories.a_room(centre)
    factories.a_confirmed(employee, physician).cancel_for_service(by=None, reason="Panne")
    assert not OccupiedTime.objects.exists()
    factories.a_confirmed(their_employee, physician)


@time_machine.travel(paris("2026-11-23T10:00"), tick=False)
def test_ranges_kept_for_some_visits_are_not_offered_to_others(physician: Physician) -> None:
    factories.a_range(physician, 1, kinds=["reprise"])
    factories.a_range(physician, 2)
    for kind, day in (("reprise", 24), ("vip_periodique", 25)):
        slot = next_slots(Search(kind, 30, [physician], paris("2026-11-24T00:00")), 1)[0]
        assert slot.starts_at.date() == date(2026, 11, day)


@time_machine.travel(paris("2026-11-23T10:00"), tick=False)
def test_visits_that_are_short_follow_each_other(physician: Physician) -> None:
    factories.a_range(physician, 1, "09:00", "10:00")
    starts = [slot.starts_at for slot in next_slots(Search("reprise", 20, [physician], paris("2026-11-24T00:00")), 5)]
    assert [f"{start:%H:%M}" for start in starts] == ["09:00", "09:10", "09:20", "09:30", "09:40"]


@time_machine.travel(paris("2026-11-23T10:00"), tick=False)
def test_a_slot_is_found_once_whatever_the_windows(physician: Physician) -> None:
    """A search that begins in the middle of an opening, and goes on for weeks, gives each start once, in order."""
    search = Search("vip_periodique", 30, [physician], paris("2026-11-24T10:10"))
    starts = [slot.starts_at for slot in next_slots(search, 300)]
    assert f"{starts[0]:%d %H:%M}" == "24 10:30"
    assert starts == sorted(set(starts))
    assert len(starts) == 300
