"""Drills R1 and R2b: a crowd for one slot, then a long walk of everything that takes or gives back time.

The short form runs in the suite; `make drills` runs 1,000 racers twenty times and 10,000 steps.
"""

import random
import threading
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from egide.accounts.models import StaffRole
from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.occupancy import cells
from egide.appointments.replanning import Wish, replan
from egide.appointments.slots import Search, free_slots
from egide.appointments.states import State
from egide.centres.models import Centre, Physician
from egide.common.errors import BUSY, Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import LONG, by_a_crowd, deadlocks, note_figures, rounds, same_session

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = rounds(60, 1000)
# How many at any moment: gunicorn serves eight, the others wait at its door. SQLite lets its writers in without any
# order, so that among many of them a few wait for long.
HANDS = {"postgresql": rounds(20, 100), "sqlite": 8}
SLOWEST = {"postgresql": 5, "sqlite": 20}
STEPS, WALKERS = rounds(160, 10_000), 8


def a_monday() -> datetime:
    day = timezone.localdate() + timedelta(days=14)
    day += timedelta(days=(7 - day.weekday()) % 7)
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


def requests_of_distinct_employers(count: int) -> list[Appointment]:
    """Written at once: the verbs would take longer than the race."""
    members = Member.objects.bulk_create(
        Member(number=20_000 + n, name=f"Entreprise {n}", siren=f"{900_000_000 + n}", joined_on=date(2015, 1, 1))
        for n in range(count)
    )
    employees = Employee.objects.bulk_create(
        Employee(
            member=member, last_name=f"Nom {n}", first_name="Paul", birth_date=date(1988, 4, 12),
            hired_on=date(2020, 9, 1), post_since=date(2020, 9, 1), post="Maçon",
        )
        for n, member in enumerate(members)
    )  # fmt: skip
    return Appointment.objects.bulk_create(
        Appointment(member_id=one.member_id, employee=one, kind="vip_periodique", reason="periodic")
        for one in employees
    )


@pytest.mark.parametrize("turn", range(rounds(1, 20)))
def test_r1_a_crowd_for_one_slot_has_one_winner(turn: int, physician: Physician, centre: Centre) -> None:
    factories.a_room(centre)
    requests = requests_of_distinct_employers(RACERS)
    place: dict[str, Any] = {"starts_at": a_monday(), "minutes": 30, "centre": centre, "physician": physician}
    before = deadlocks()
    outcomes, seconds = by_a_crowd(
        [partial(row.confirm, by=None, **place) for row in requests], HANDS[connection.vendor]
    )
    kinds = Counter(type(outcome).__name__ for outcome in outcomes)
    assert kinds == {"NoneType": 1, "Refused": RACERS - 1}
    winner = Appointment.objects.select_related("employee").get(state=State.CONFIRMED)
    words = {str(outcome) for outcome in outcomes if outcome}
    assert words == {f"{physician} reçoit déjà {winner.employee.full_name} à ce moment : choisissez-en un autre."}
    assert Event.objects.filter(name="appointment.confirm").count() == 1
    assert OccupiedTime.objects.count() == 3 * 6  # the professional, the employee, the room: six cells each
    assert deadlocks() == before
    seconds.sort()
    whole = {"racers": RACERS, "p50": f"{seconds[RACERS // 2]:.2f} s", "p99": f"{seconds[int(RACERS * 0.99)]:.2f} s"}
    note_figures("R1", **whole, slowest=f"{seconds[-1]:.2f} s")
    assert seconds[-1] < SLOWEST[connection.vendor]


def test_r1_whoever_loses_at_the_screen_reads_why_and_finds_the_next_free_slots(
    physician: Physician, ours: Member, as_sophie: Client
) -> None:
    windows = [same_session(as_sophie)]
    for number in range(rounds(5, 24)):
        client = Client()
        client.force_login(factories.a_staff_member(f"assistante{number}", StaffRole.ASSISTANT))
        windows.append(same_session(client))
    requests = [factories.a_request(factories.a_complete_employee(ours, f"Nom{n}")) for n in range(len(windows))]
    form = {
        "moment": f"{timezone.localtime(a_monday()):%Y-%m-%dT%H:%M}", "centre": physician.centre_id,
        "physician": physician.pk, "minutes": "30",
    }  # fmt: skip
    acts = [
        lambda window=window, row=row: window.post(f"/service/rendez-vous/{row.pk}/confirmation/", form)
        for window, row in zip(windows, requests, strict=True)
    ]
    answers, seconds = by_a_crowd(acts, len(acts))
    assert sorted(answer.status_code for answer in answers) == [200] * (len(acts) - 1) + [302]
    winner = Appointment.objects.select_related("employee").get(state=State.CONFIRMED)
    for answer in answers:
        if answer.status_code == 200:
            page = answer.content.decode()
            assert f"reçoit déjà {winner.employee.full_name}" in page
            assert page.count('name="moment"') == 4, "three free slots and « autre moment »"
            assert "apres=" in page, "the way to the following ones"
    note_figures("R1, screens", racers=len(acts), slowest=f"{max(seconds):.2f} s")


class World:
    """Three professionals in two rooms, a morning of eight slots, and employees of two members who come and go."""

    def __init__(self, centre: Centre, members: list[Member]) -> None:
        self.centre = centre
        self.rooms = [factories.a_room(centre, f"Salle {n}") for n in (1, 2)]
        self.people = [factories.a_physician(centre) for _ in range(3)]
        self.start = a_monday()
        for one in self.people:
            factories.a_range(one, self.start.weekday(), "09:00", "13:00")
        self.employees = [factories.a_complete_employee(member, f"Nom{n}") for member in members for n in range(8)]
        for employee in self.employees:
            factories.a_request(employee)
        self.refusals: Counter[str] = Counter()
        self.broken: list[Exception] = []

    def somewhere(self, draw: random.Random) -> dict[str, Any]:
        starts_at = self.start + timedelta(minutes=30) * draw.randrange(8)
        return {"starts_at": starts_at, "minutes": 30, "centre": self.centre, "physician": draw.choice(self.people)}

    def step(self, draw: random.Random) -> None:
        rows = list(Appointment.objects.filter(state=State.CONFIRMED).order_by("pk"))
        act = draw.choice((self.book, self.book, self.move, self.cancel, self.replace, self.replan))
        try:
            act(draw, rows)
        except Refused as refusal:
            self.refusals[str(refusal) if str(refusal) == BUSY else "told"] += 1

    def book(self, draw: random.Random, rows: list[Appointment]) -> None:
        employee = draw.choice(self.employees)
        waiting = employee.appointments.waiting().first()
        (waiting or factories.a_request(employee)).confirm(by=None, **self.somewhere(draw))

    def move(self, draw: random.Random, rows: list[Appointment]) -> None:
        if rows:
            draw.choice(rows).move(by=None, **self.somewhere(draw))

    def cancel(self, draw: random.Random, rows: list[Appointment]) -> None:
        if rows:
            draw.choice(rows).cancel_for_service(by=None, reason="Panne")

    def replace(self, draw: random.Random, rows: list[Appointment]) -> None:
        if rows:
            draw.choice(rows).replace_employee(by=None, employee=draw.choice(self.employees))

    def replan(self, draw: random.Random, rows: list[Appointment]) -> None:
        wishes = []
        for row in draw.sample(rows, min(3, len(rows))):
            place = self.somewhere(draw)
            wishes.append(Wish(row.pk, row.version, place["starts_at"], place["physician"].pk, self.centre.pk))
        replan(wishes, by=None)

    def walk(self, seed: int) -> None:
        draw = random.Random(seed)
        for _ in range(STEPS // WALKERS):
            try:
                self.step(draw)
            except Exception as error:
                self.broken.append(error)
        connection.close()

    def check(self) -> None:
        """Read from the appointments, not from the rows that are meant to keep them apart."""
        planned = list(Appointment.objects.filter(state=State.CONFIRMED))
        held: defaultdict[str, list[datetime]] = defaultdict(list)
        for one in planned:
            assert one.room_id, "each visit has its room"
            for name in (f"physician:{one.physician_id}", f"employee:{one.employee_id}", f"room:{one.room_id}"):
                held[name] += cells(one.planned_start, one.minutes)
        for name, taken in held.items():
            assert len(taken) == len(set(taken)), f"{name} is booked twice"
        kept = {(cell.resource, cell.starts_at) for cell in OccupiedTime.objects.all()}
        assert kept == {(name, cell) for name, taken in held.items() for cell in taken}, "no cell lost, none left"
        self.check_that_nothing_is_lost(planned)

    def check_that_nothing_is_lost(self, planned: list[Appointment]) -> None:
        """Room by room: what is free and what is taken make up the whole morning."""
        after = self.start - timedelta(hours=1)
        search = Search("vip_periodique", 30, self.people, after, after + timedelta(hours=6), self.centre)
        free = Counter(slot.starts_at for slot in free_slots(search))
        taken = Counter(one.planned_start for one in planned)
        for number in range(8):
            moment = self.start + timedelta(minutes=30) * number
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
    assert deadlocks() == before
    done = Counter(Event.objects.filter(name__startswith="appointment.").values_list("name", flat=True))
    assert all(done[f"appointment.{verb}"] for verb in ("confirm", "move", "replan", "cancel_for_service")), done
    note_figures(
        "R2b", steps=STEPS, threads=WALKERS, done=sum(done.values()), refused=world.refusals["told"],
        busy=world.refusals[BUSY],
    )  # fmt: skip
    assert world.refusals[BUSY] <= (STEPS // 100 if LONG else 1)
