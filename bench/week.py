"""The week that is measured: one centre, twelve professionals, two thousand visits to come."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import cycle, islice

from django.utils import timezone

from bench.subject import NUMBER
from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.occupancy import cells
from egide.appointments.states import State
from egide.centres.models import Centre, Physician
from egide.members.models import Member
from egide.planning.rules import DAY, is_working_day

NAME = "Centre mesuré"
PROFESSIONALS, VISITS = 12, 2_000
FREE_EACH = 10  # one slot in ten is left free


def plan() -> None:
    """Straight into the tables: whether they may be planned is measured nowhere."""
    like = Centre.objects.filter(closed_on=None).first()
    if like is None:
        raise LookupError("La démonstration n’a plus de centre ouvert.")
    like.pk, like.name = None, NAME
    like._state.adding = True
    like.save()
    people = [Physician(first_name="Zoé", last_name=f"Mesure {rank:02d}", centre=like) for rank in range(PROFESSIONALS)]
    Physician.objects.bulk_create(people)
    employees = cycle(Member.objects.get(number=NUMBER).employees.present().order_by("pk"))
    visits = [
        Appointment(
            member_id=employee.member_id, employee=employee, kind="vip_periodique", reason="periodic",
            state=State.CONFIRMED, starts_at=moment, minutes=30, centre=like, physician=physician,
        )
        for (moment, physician), employee in zip(islice(_slots(like, people), VISITS), employees, strict=False)
    ]  # fmt: skip
    Appointment.objects.bulk_create(visits)
    OccupiedTime.objects.bulk_create(
        OccupiedTime(
            member_id=visit.member_id, appointment=visit, resource=f"physician:{visit.physician_id}", starts_at=cell
        )
        for visit in visits
        for cell in cells(visit.planned_start, visit.minutes)
    )


def address() -> str:
    """The first full day of the centre, all its professionals side by side."""
    centre = Centre.objects.get(name=NAME)
    return f"/service/planning/?vue=jour&centre={centre.pk}&jour={_first_day()}"


def week_address() -> str:
    """The week of the first of its professionals, with a request chosen and its suggestions."""
    physician = Physician.objects.get(last_name="Mesure 00")
    request = Appointment.objects.waiting().order_by("pk").first()
    return f"/service/planning/?avec={physician.pk}&jour={_first_day()}&demande={request.pk if request else 0}"


def _slots(centre: Centre, people: list[Physician]) -> Iterator[tuple[datetime, Physician]]:
    day, rank = _first_day(), 0
    while True:
        for start in centre.timetable.starts(day, 30) if is_working_day(day) else ():
            for physician in people:
                rank += 1
                if rank % FREE_EACH:
                    yield timezone.make_aware(start), physician
        day += DAY


def _first_day() -> date:
    day = timezone.localdate() + DAY
    while not is_working_day(day):
        day += DAY
    return day
