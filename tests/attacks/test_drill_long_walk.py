"""Drill R2b: a long walk of everything that takes time, gives it back or offers it to who waits.

The short form runs in the suite; `make drills` walks 10,000 steps.
"""

import random
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from egide.appointments.models import Appointment, OccupiedTime, SlotOffer
from egide.appointments.occupancy import cells
from egide.appointments.replanning import Wish, replan
from egide.appointments.slots import Search, free_slots
from egide.appointments.states import State
from egide.centres.models import Centre
from egide.common.errors import BUSY, Refused
from egide.common.models import Event
from egide.members.models import Member
from egide.planning.queries import visit_type
from tests import factories
from tests.attacks.hands import LONG, a_monday, deadlocks, note_figures, rounds

pytestmark = pytest.mark.django_db(transaction=True)
STEPS, WALKERS = rounds(240, 10_000), 8
HALF_HOUR = timedelta(minutes=30)
DONE = (
    "appointment.confirm", "appointment.move", "appointment.replan", "appointment.cancel_for_service",
    "appointment.put_on_waiting_list", "slotoffer.make",
)  # fmt: skip


class World:
    """Three professionals in two rooms, a morning of eight slots, and employees of two members who come and go.

    Some of them wait: whatever is freed is held for one of them at once.
    """

    def __init__(self, centre: Centre, members: list[Member]) -> None:
        self.centre = centre
        self.rooms = [factories.a_room(centre, f"Salle {n}") for n in (1, 2)]
        self.people = [factories.a_physician(centre) for _ in range(3)]
        self.start = a_monday()
        for one in self.people:
            factories.a_range(one, self.start.weekday(), "09:00", "13:00")
        visit_type("vip_periodique").choose(by=None, minutes=30)
        self.employees = [factories.a_complete_employee(member, f"Nom{n}") for member in members for n in range(8)]
        for employee in self.employees:
            factories.a_request(employee)
        self.refusals: Counter[str] = Counter()
        self.broken: list[Exception] = []

    @property
    def acts(self) -> tuple[Callable[[random.Random], None], ...]:
        return (
            self.book, self.book, self.move, self.cancel, self.cancel, self.replace, self.replan,
            self.wait, self.wait, self.answer_the_offer, self.answer_the_request,
        )  # fmt: skip

    def walk(self, seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(STEPS // WALKERS):
            try:
                draw.choice(self.acts)(draw)
            except Refused as refusal:
                self.refusals[str(refusal) if str(refusal) == BUSY else "told"] += 1
            except Exception as error:
                self.broken.append(error)
        connection.close()

    def somewhere(self, draw: random.Random) -> dict[str, Any]:
        starts_at = self.start + HALF_HOUR * draw.randrange(8)
        return {"starts_at": starts_at, "minutes": 30, "centre": self.centre, "physician": draw.choice(self.people)}

    def planned(self) -> list[Appointment]:
        return list(Appointment.objects.filter(state=State.CONFIRMED).order_by("pk"))

    def request(self, draw: random.Random) -> Appointment:
        """One that waits, or a new one."""
        employee = draw.choice(self.employees)
        return employee.appointments.waiting().order_by("pk").first() or factories.a_request(employee)

    def book(self, draw: random.Random) -> None:
        self.request(draw).confirm(by=None, **self.somewhere(draw))

    def move(self, draw: random.Random) -> None:
        for row in draw.sample(planned := self.planned(), min(1, len(planned))):
            row.move(by=None, **self.somewhere(draw))

    def cancel(self, draw: random.Random) -> None:
        for row in draw.sample(planned := self.planned(), min(1, len(planned))):
            row.cancel_for_service(by=None, reason="Panne")

    def replace(self, draw: random.Random) -> None:
        for row in draw.sample(planned := self.planned(), min(1, len(planned))):
            row.replace_employee(by=None, employee=draw.choice(self.employees))

    def replan(self, draw: random.Random) -> None:
        wishes = []
        for row in draw.sample(planned := self.planned(), min(3, len(planned))):
            place = self.somewhere(draw)
            wishes.append(Wish(row.pk, row.version, place["starts_at"], place["physician"].pk, self.centre.pk))
        replan(wishes, by=None)

    def wait(self, draw: random.Random) -> None:
        self.request(draw).put_on_waiting_list(by=None)

    def answer_the_offer(self, draw: random.Random) -> None:
        held = list(SlotOffer.objects.filter(state=SlotOffer.State.OPEN).select_related("appointment").order_by("pk"))
        for row in draw.sample(held, min(1, len(held))):
            draw.choice((row.accept, row.decline))(by=None)

    def answer_the_request(self, draw: random.Random) -> None:
        """Whoever is asked something, taken up or refused waits no longer: what was held for them goes on."""
        row = self.request(draw)
        draw.choice((row.take_up, row.withdraw))(by=None)

    def check(self) -> None:
        """Read from the appointments and the offers, not from the rows that are meant to keep them apart."""
        held: defaultdict[str, list[datetime]] = defaultdict(list)
        taken: Counter[datetime] = Counter()
        for visit, plan in self.everything_held():
            taken[plan.planned_start] += 1
            room = plan.room_id or self.room_held_for(visit)
            for name in (f"physician:{plan.physician_id}", f"employee:{visit.employee_id}", f"room:{room}"):
                held[name] += cells(plan.planned_start, plan.minutes)
        for name, times in held.items():
            assert len(times) == len(set(times)), f"{name} is booked twice"
        kept = {(cell.resource, cell.starts_at) for cell in OccupiedTime.objects.all()}
        assert kept == {(name, cell) for name, times in held.items() for cell in times}, "no cell lost, none left"
        self.check_that_nothing_is_lost(taken)

    def everything_held(self) -> list[tuple[Appointment, Appointment]]:
        """Each visit planned, and each request that a slot is offered to as it would be."""
        offers = SlotOffer.objects.filter(state=SlotOffer.State.OPEN).select_related("appointment")
        for offer in offers:
            assert offer.appointment.state == State.WAITLISTED, "nothing is held for whoever waits no longer"
        return [(one, one) for one in self.planned()] + [(one.appointment, one.as_it_would_be) for one in offers]

    def room_held_for(self, request: Appointment) -> str:
        names = OccupiedTime.objects.filter(appointment=request, resource__startswith="room:").values_list("resource")
        (name,) = {name for (name,) in names}
        return str(name).removeprefix("room:")

    def check_that_nothing_is_lost(self, taken: Counter[datetime]) -> None:
        """Room by room: what is free and what is taken make up the whole morning."""
        after = self.start - timedelta(hours=1)
        search = Search("vip_periodique", 30, self.people, after, after + timedelta(hours=6), self.centre)
        free = Counter(slot.starts_at for slot in free_slots(search))
        for number in range(8):
            moment = self.start + HALF_HOUR * number
            busy = taken[moment]
            assert busy <= len(self.rooms)
            assert free[moment] == (len(self.people) - busy if busy < len(self.rooms) else 0)


def test_r2b_a_long_walk_never_books_twice_and_never_loses_a_slot(centre: Centre, ours: Member, theirs: Member) -> None:
    world, before = World(centre, [ours, theirs]), deadlocks()
    threads = [threading.Thread(target=world.walk, args=(seed,)) for seed in range(WALKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert world.broken == []
    world.check()
    found = deadlocks() - before
    done = Counter(Event.objects.filter(name__regex=r"^(appointment|slotoffer)\.").values_list("name", flat=True))
    note_figures(
        "R2b", steps=STEPS, threads=WALKERS, done=sum(done.values()), offered=done["slotoffer.make"],
        refused=world.refusals["told"], busy=world.refusals[BUSY], deadlocks=found,
    )  # fmt: skip
    assert found == 0
    assert all(done[name] for name in DONE), done
    assert world.refusals[BUSY] <= (STEPS // 100 if LONG else 1)
