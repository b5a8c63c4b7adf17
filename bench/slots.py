"""How long the search for free slots takes among 500,000 past appointments, and agendas full for weeks."""

import statistics
import time
from datetime import date
from datetime import time as clock

from django.db import connection
from django.utils import timezone

from bench.report import write_section
from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.slots import Search, Slot, next_slots
from egide.appointments.states import State
from egide.centres.models import Centre, Physician
from egide.planning.models import OpeningRange, Room

GOAL = 50  # milliseconds
PAST, TRIES = 500_000, 15
CENTRES, PEOPLE = 5, 12  # professionals, and as many rooms, in each centre
HOURS = ((clock(8, 30), clock(12)), (clock(13, 30), clock(17)))
A_DAY = 14  # half-hours between these hours
FULL_WEEKS = 4
WANTED = 20


def write() -> None:
    centres = [_centre(number) for number in range(CENTRES)]
    first, *_ = people = [one for centre in centres for one in centre.physicians.order_by("pk")]
    visits = _fill(people)
    searches = {
        "one professional": Search("vip_periodique", 30, [first], timezone.now()),
        f"{PEOPLE} professionals of one centre": Search(
            "vip_periodique", 30, people[:PEOPLE], timezone.now(), centre=first.centre
        ),
        f"all {len(people)} of {CENTRES} centres": Search("vip_periodique", 30, people, timezone.now()),
    }
    lines = [_line(label, search) for label, search in searches.items()]
    taken = OccupiedTime.objects.count()
    write_section(
        "Free slots",
        f"Written by `make bench BENCH=--creneaux` on {date.today()}: the next {WANTED} free slots over six\n"
        f"months, of a service of {len(people)} professionals in {CENTRES} centres of {PEOPLE} rooms. {visits:,}\n"
        f"appointments, {PAST:,} of them past, hold {taken:,} cells of five minutes; every agenda is full\n"
        f"for {FULL_WEEKS} weeks. Median of {TRIES} in one process, with PostgreSQL’s answers (goal: {GOAL} ms).\n\n"
        "| search | ms | queries | held |\n|---|--:|--:|---|\n" + "\n".join(lines) + "\n",
    )


def _line(label: str, search: Search) -> str:
    with connection.execute_wrapper(counter := _Counter()):
        found = next_slots(search, WANTED)
    assert len(found) == WANTED
    median = statistics.median(_milliseconds(search) for _ in range(TRIES))
    return f"| {label} | {median:.1f} | {counter.queries} | {'yes' if median <= GOAL else 'no'} |"


def _milliseconds(search: Search) -> float:
    start = time.perf_counter()
    found: list[Slot] = next_slots(search, WANTED)
    assert found
    return (time.perf_counter() - start) * 1000


def _centre(number: int) -> Centre:
    """Its professionals receive from Monday to Friday, morning and afternoon."""
    centre = Centre()
    centre.describe(by=None, name=f"Mesure {number}", address="1 rue", postcode="51100", city="Reims")
    for rank in range(PEOPLE):
        Room(centre=centre).describe(by=None, name=f"Salle {rank:02d}")
        one = Physician()
        one.describe(by=None, title="Dr", first_name="Anne", last_name=f"Mesure {number}-{rank}", centre=centre)
        for day in range(5):
            for opens, closes in HOURS:
                OpeningRange(physician=one).set_up(
                    by=None, centre=centre, weekday=day, opens_at=opens, closes_at=closes, first_day=date(2020, 1, 6)
                )
    return centre


def _fill(people: list[Physician]) -> int:
    """Every half-hour of every day, back to the first of the past ones and ahead for the weeks that are full."""
    model = Appointment.objects.filter(state=State.HONOURED).order_by("pk")[:1].get()
    changed = {"id", "starts_at", "physician_id", "centre_id", "room_id", "state"}
    kept = [column.column for column in Appointment._meta.concrete_fields if column.column not in changed]
    columns = ", ".join(name for name in kept if name)
    offset = (Appointment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    days_back = -(-PAST // (A_DAY * len(people)))
    measured = Room.objects.filter(centre__name__startswith="Mesure").order_by("centre__name", "name")
    rooms = {one.pk: room for one, room in zip(people, measured, strict=True)}
    today = timezone.localdate()
    with connection.cursor() as cursor:
        # The copied keys agree by their arithmetic: checking each of them would take most of the time.
        cursor.execute("SET statement_timeout = 0; SET session_replication_role = replica")
        for rank, one in enumerate(people):
            cursor.execute(
                _VISITS.format(columns=columns),
                {
                    "model": model.pk, "offset": offset + rank * 10_000_000, "physician": one.pk, "today": today,
                    "centre": one.centre_id, "room": rooms[one.pk].pk, "back": days_back, "ahead": FULL_WEEKS * 7,
                },
            )  # fmt: skip
        cursor.execute(_CELLS, {"centres": [one.centre_id for one in people]})
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout; RESET session_replication_role")
    return Appointment.objects.filter(centre__name__startswith="Mesure").count()


_VISITS = """
INSERT INTO appointments_appointment (id, starts_at, physician_id, centre_id, room_id, state, {columns})
SELECT %(offset)s + row_number() OVER (), (%(today)s::date + day + slot) AT TIME ZONE 'Europe/Paris', %(physician)s,
  %(centre)s, %(room)s, CASE WHEN day < 0 THEN 'honoured' ELSE 'confirmed' END, {columns}
FROM appointments_appointment,
  generate_series(-%(back)s, %(ahead)s) AS day,
  (SELECT minute * interval '1 minute' FROM generate_series(510, 690, 30) AS minute
   UNION ALL SELECT minute * interval '1 minute' FROM generate_series(810, 990, 30) AS minute) AS slots (slot)
WHERE appointments_appointment.id = %(model)s
"""
# An employee of a number of their own, as nobody is at two places at once.
_CELLS = """
INSERT INTO appointments_occupiedtime (member_id, appointment_id, resource, starts_at)
SELECT member_id, a.id, resource, a.starts_at + cell * interval '5 minutes'
FROM appointments_appointment AS a, generate_series(0, 5) AS cell,
  LATERAL (VALUES ('physician:' || physician_id), ('room:' || room_id), ('employee:' || -a.id)) AS r (resource)
WHERE a.centre_id = ANY(%(centres)s)
"""


class _Counter:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: object, *asked: object) -> object:
        self.queries += 1
        assert callable(execute)
        return execute(*asked)
