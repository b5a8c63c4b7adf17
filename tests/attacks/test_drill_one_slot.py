"""Drills R1 and R1b: a crowd for one slot, then for a moment at which a centre receives five people.

The short form runs in the suite; `make drills` runs 1,000 racers twenty times.
"""

import time
from collections import Counter
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from egide.accounts.models import StaffRole, User
from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.states import State
from egide.centres.models import Centre, Physician, Service
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import a_monday, by_a_crowd, deadlocks, note_figures, rounds, same_session
from tests.attacks.server import Server

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = rounds(60, 1000)
# How many at any moment: gunicorn serves eight, the others wait at its door. SQLite lets its writers in without any
# order, so that among many of them a few wait for long.
HANDS = {"postgresql": rounds(20, 100), "sqlite": 8}
SLOWEST = {"postgresql": 5, "sqlite": 20}
CAPACITY = 5


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


def told(seconds: list[float]) -> dict[str, str]:
    """What the slowest waits for, and most."""
    ranked = sorted(seconds)
    marks = {"p50": ranked[len(ranked) // 2], "p99": ranked[int(len(ranked) * 0.99)], "slowest": ranked[-1]}
    return {name: f"{value:.2f} s" for name, value in marks.items()}


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
    assert words == {f"{physician} reçoit déjà {winner.employee.full_name} à ce moment : choisissez-en un autre."}
    assert Event.objects.filter(name="appointment.confirm").count() == 1
    assert OccupiedTime.objects.count() == 3 * 6  # the professional, the employee, the room: six cells each
    assert deadlocks() == before
    note_figures("R1", racers=RACERS, **told(seconds))
    assert max(seconds) < SLOWEST[connection.vendor]


def test_r1_floor_the_same_crowd_without_anything_to_share(service: Service) -> None:
    """What the crowd costs itself, in one process: a verb that waits for nobody, each on a row of their own."""
    requests = requests_of_distinct_employers(RACERS)
    acts = [partial(row.note, by=None, staff_note="Rappeler") for row in requests]
    outcomes, seconds = by_a_crowd(acts, HANDS[connection.vendor])
    assert outcomes == [None] * RACERS
    note_figures("R1, floor", racers=RACERS, **told(seconds))


def test_r1b_a_moment_for_five_has_five_winners(centre: Centre) -> None:
    """Twelve professionals in five rooms: the rooms are the capacity of the moment."""
    for number in range(CAPACITY):
        factories.a_room(centre, f"Salle {number}")
    people = [factories.a_physician(centre) for _ in range(12)]
    requests = requests_of_distinct_employers(RACERS)
    place: dict[str, Any] = {"starts_at": a_monday(), "minutes": 30, "centre": centre}
    before = deadlocks()
    outcomes, seconds = by_a_crowd(
        [partial(row.confirm, by=None, physician=people[n % 12], **place) for n, row in enumerate(requests)],
        HANDS[connection.vendor],
    )
    assert Counter(type(outcome).__name__ for outcome in outcomes) == {
        "NoneType": CAPACITY,
        "Refused": RACERS - CAPACITY,
    }
    planned = Appointment.objects.filter(state=State.CONFIRMED)
    assert planned.count() == len(set(planned.values_list("room", flat=True))) == CAPACITY
    assert len(set(planned.values_list("physician", flat=True))) == CAPACITY
    words = {str(outcome) for outcome in outcomes if outcome}
    assert all("reçoit déjà" in word or "Aucune salle n’est libre" in word for word in words), words
    assert OccupiedTime.objects.count() == CAPACITY * 3 * 6
    assert deadlocks() == before
    note_figures("R1b", racers=RACERS, **told(seconds))


def session_of(user: User) -> str:
    """Several assistants: one who opened so many files alone would be asked who they are."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.parametrize("turn", range(rounds(1, 3)))
def test_r1_over_http_everybody_is_answered(turn: int, physician: Physician, centre: Centre, service: Service) -> None:
    """Two workers of four threads; the door is a socket, so that whoever waits costs nothing."""
    factories.a_room(centre)
    requests = requests_of_distinct_employers(rounds(24, 1000))
    sessions = [session_of(factories.a_staff_member(f"essai{n}", StaffRole.ASSISTANT)) for n in range(8)]
    form = {
        "moment": f"{timezone.localtime(a_monday()):%Y-%m-%dT%H:%M}", "centre": str(physician.centre_id),
        "physician": str(physician.pk), "minutes": "30",
    }  # fmt: skip
    pages = [f"/service/rendez-vous/{row.pk}/confirmation/" for row in requests]
    server = Server(workers=2, threads=4)
    try:
        server.wait(sessions[0], "/service/")
        began = time.monotonic()
        answers, seconds = by_a_crowd(
            [partial(server.ask, "POST", page, sessions[n % 8], form) for n, page in enumerate(pages)], rounds(12, 100)
        )
        rate = len(pages) / (time.monotonic() - began)
    finally:
        server.stop()
    assert Counter(status for status, _, _ in answers) == {302: 1, 200: len(pages) - 1}
    winner = Appointment.objects.select_related("employee").get(state=State.CONFIRMED)
    lost = [text for status, _, text in answers if status == 200]
    assert all(f"reçoit déjà {winner.employee.full_name}" in text and "apres=" in text for text in lost)
    note_figures("R1, HTTP", racers=len(pages), rate=f"{rate:.0f} a second", **told(seconds))


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
            assert page.count('name="moment"') == 4, "three free slots and « autre moment »"
            assert "apres=" in page, "the way to the following ones"
    note_figures("R1, screens", racers=len(acts), slowest=f"{max(seconds):.2f} s")
