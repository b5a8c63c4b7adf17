"""The search for free slots says what a slow and plain one says, whatever is taken."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.occupancy import CELL, cell_numbers, cells
from egide.appointments.slots import Search, Slot, free_slots, taken_cells
from egide.centres.models import Centre, Physician
from egide.employees.models import Employee
from egide.planning.queries import openings_of
from tests import factories
from tests.appointments.test_cancellation import paris

NOW = paris("2026-10-22T10:10")  # the Sunday after is a day of 25 hours
UNTIL = NOW + timedelta(days=24)  # three windows
VISITS = st.lists(
    st.tuples(
        st.sampled_from(["first", "second", "employee", "room 1", "room 2"]),
        st.integers(0, 24),  # days after NOW
        st.integers(7 * 12, 18 * 12),  # five minutes of that day
        st.integers(1, 24),  # cells
    ),
    max_size=40,
)


class Plain:
    """Every five minutes looked at, one after the other, in what is held as the table has it."""

    def __init__(self, rooms: list[int]) -> None:
        self.rooms = rooms
        self.held: defaultdict[str, set[datetime]] = defaultdict(set)
        for one in OccupiedTime.objects.all():
            self.held[one.resource].add(one.starts_at)

    def slots(self, search: Search) -> list[Slot]:
        days = search.after.date(), search.end.date()
        opened = openings_of(search.physicians, *days)
        ranked = [(slot.starts_at, rank, slot) for rank, one in enumerate(opened) for slot in self.within(one, search)]
        return [slot for _, _, slot in sorted(ranked, key=lambda one: one[:2])]

    def within(self, opening: object, search: Search) -> Iterator[Slot]:
        start, end = opening.starts_at, opening.ends_at  # type: ignore[attr-defined]
        who, where, usual = opening.physician_id, opening.centre_id, opening.room_id  # type: ignore[attr-defined]
        while start + timedelta(minutes=search.minutes) <= end:
            if search.after <= start < search.end:
                people = (f"physician:{who}", f"employee:{search.employee_id}")
                room = next((r for r in (usual, *self.rooms) if r and self.free(f"room:{r}", start, search)), None)
                if room and all(self.free(name, start, search) for name in people):
                    yield Slot(start, search.minutes, who, where, room)
            start += timedelta(minutes=30)

    def free(self, name: str, start: datetime, search: Search) -> bool:
        return not any(cell in self.held[name] for cell in cells(start, search.minutes))


@pytest.fixture
def people(centre: Centre) -> list[Physician]:
    """One who receives on Mondays and Thursdays, with a room of their own; one at the hours of the centre."""
    described = factories.a_physician(centre)
    for weekday in (0, 3):
        factories.a_range(described, weekday, "08:40", "12:00", room=factories.a_room(centre, f"Salle {weekday}"))
    return [described, factories.a_physician(centre)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(visits=VISITS, minutes=st.sampled_from([30, 60]))
def test_the_fast_search_and_the_plain_one_agree(
    visits: list[tuple[str, int, int, int]], minutes: int, people: list[Physician], employee: Employee
) -> None:
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        rooms = sorted(room.pk for room in people[0].centre.rooms.all())
        names = {
            "first": f"physician:{people[0].pk}", "second": f"physician:{people[1].pk}",
            "employee": f"employee:{employee.pk}", "room 1": f"room:{rooms[0]}", "room 2": f"room:{rooms[1]}",
        }  # fmt: skip
        hold(employee, [(names[who], *rest) for who, *rest in visits])  # type: ignore[misc]
        search = Search("vip_periodique", minutes, people, NOW, UNTIL, employee_id=employee.pk)
        plain = Plain(rooms)
        assert list(free_slots(search)) == plain.slots(search)
        read = taken_cells(list(names.values()), NOW - timedelta(days=1), UNTIL + timedelta(days=2), {})
        assert read == {name: {cell_numbers(one, 5)[0] for one in held} for name, held in plain.held.items() if held}
        transaction.set_rollback(True)


def hold(employee: Employee, visits: list[tuple[str, int, int, int]]) -> None:
    """Visits may overlap here: each cell is held once anyway."""
    midnight = NOW.astimezone(UTC).replace(hour=0, minute=0)
    taken = {
        (name, midnight + timedelta(days=day) + CELL * (first + n))
        for name, day, first, length in visits
        for n in range(length)
    }
    visit = Appointment.objects.create(
        member_id=employee.member_id, employee=employee, kind="vip_periodique", reason="periodic"
    )
    OccupiedTime.objects.bulk_create(
        OccupiedTime(member_id=employee.member_id, appointment=visit, resource=name, starts_at=cell)
        for name, cell in taken
    )
