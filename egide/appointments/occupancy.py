"""One winner for a moment: the time of a professional, an employee and a room, as rows with a unique key.

Two confirmations at once cannot both insert the same key: the database decides, on SQLite and PostgreSQL alike.
Whoever takes time or gives it back first waits for its turn, so that two who exchange their moments, or offer each
other's, never wait for each other (docs/decisions/0015.md).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, models, transaction

from egide.common.errors import Refused, refused_when_busy
from egide.members.models import Owned
from egide.planning.queries import rooms_by_centre, rooms_of_ranges

if TYPE_CHECKING:
    from egide.appointments.models.planning import Planned

CELL = timedelta(minutes=5)
JUST_TAKEN = "Ce créneau n’est plus libre : choisissez-en un autre, rien d’autre n’a changé."
CELL_SECONDS = 300
TURN = 4_624  # the key of the lock, the only one of its kind in the product


class OccupiedTime(Owned):
    """Five minutes of somebody or of a room, taken by one appointment."""

    appointment = models.ForeignKey(
        "appointments.Appointment", models.CASCADE, verbose_name="rendez-vous", related_name="occupied_times"
    )
    resource = models.CharField("ressource", max_length=40)
    starts_at = models.DateTimeField("début")

    class Meta:
        verbose_name = "temps occupé"
        constraints = (models.UniqueConstraint(fields=("resource", "starts_at"), name="a_moment_has_one_winner"),)

    def __str__(self) -> str:
        return f"{self.resource} {self.starts_at:%d/%m/%Y %H:%M}"


def cells(starts_at: datetime, minutes: int) -> list[datetime]:
    """The five-minute cells that [starts_at, starts_at + minutes) touches, in UTC."""
    start = starts_at.astimezone(UTC)
    cell = start - timedelta(minutes=start.minute % 5, seconds=start.second, microseconds=start.microsecond)
    found = []
    while cell < start + timedelta(minutes=minutes):
        found.append(cell)
        cell += CELL
    return found


def cell_numbers(starts_at: datetime, minutes: int) -> range:
    """The same cells as numbers, counted from 1970: what many comparisons are made with."""
    start = int(starts_at.timestamp())
    return range(start // CELL_SECONDS, -(-(start + 60 * minutes) // CELL_SECONDS))


def wait_for_turn() -> None:
    """Wait until nobody else takes time, gives it back or offers it; it is ours until the transaction ends.

    Called before any row is locked: whoever waits here holds nothing that others need. One turn for the whole
    service, since what a freed moment is offered to is not known before. SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    with refused_when_busy(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def occupy(appointment: "Planned", *, discreet: bool = False) -> None:
    """Take the time of the professional, of the employee and of a room, or refuse and say who holds it.

    For verbs that have waited for their turn. `discreet`: for the eyes of an employer, who holds it is not said.
    The room, which nobody has chosen, is set here. Its former time goes and its new time comes together, or
    nothing does.
    """
    try:
        with transaction.atomic():
            release(appointment)  # its former time, or the slot held while it was offered
            if told := obstacle(appointment):
                raise Refused(JUST_TAKEN if discreet else told)
            appointment.room_id = _free_room(appointment)
            OccupiedTime.objects.bulk_create(_wanted(appointment))
    except IntegrityError as taken:
        told = "" if discreet else obstacle(appointment)
        raise Refused(told or JUST_TAKEN) from taken


def release(appointment: "Planned") -> None:
    OccupiedTime.objects.filter(appointment_id=appointment.pk).delete()


def obstacle(appointment: "Planned") -> str:
    """Who already holds the time that this appointment, planned but not saved, would take; "" when it is free."""
    held = _held(_people(appointment), appointment).select_related("appointment__employee").first()
    if held is None:
        return _without_a_room(appointment)
    if held.resource.startswith("employee"):
        return f"{appointment.employee.full_name} a déjà un rendez-vous à ce moment : choisissez-en un autre."
    received = held.appointment.employee.full_name
    return f"{appointment.physician} reçoit déjà {received} à ce moment : choisissez-en un autre."


# Reading one line a cell, or a moment for each, takes several times as long: the databases join what follows.
_RUNS = """
SELECT resource, {cell}, {following}, is_first FROM (
  SELECT resource, starts_at, lead(starts_at) OVER w AS following, lag(starts_at) OVER w IS NULL AS is_first
  FROM appointments_occupiedtime WHERE resource IN ({names}) AND starts_at >= %s AND starts_at < %s
  WINDOW w AS (PARTITION BY resource ORDER BY starts_at)
) AS held
WHERE is_first OR following IS NULL OR following > {next}
ORDER BY resource, starts_at
"""
_WORDS = {
    "postgresql": {
        "cell": "date_part('epoch', starts_at)",
        "following": "date_part('epoch', following)",
        "next": "starts_at + interval '5 minutes'",
    },
    "sqlite": {
        "cell": "strftime('%%s', starts_at)",
        "following": "strftime('%%s', following)",
        "next": "datetime(starts_at, '+5 minutes')",
    },
}


def runs(resources: Iterable[str], start: datetime, end: datetime) -> Iterator[tuple[str, range]]:
    """What these resources hold from `start` until `end`, as numbers of cells without a break; one query."""
    names = list(resources)
    words = _WORDS[connection.vendor]
    sql = _RUNS.format(names=", ".join(["%s"] * len(names)), **words)
    first = 0
    with connection.cursor() as cursor:
        cursor.execute(sql, [*names, *map(connection.ops.adapt_datetimefield_value, (start, end))])
        for resource, cell, following, is_first in cursor.fetchall():
            if is_first:
                first = int(cell) // CELL_SECONDS
            if following is None or int(following) > int(cell) + CELL_SECONDS:
                yield resource, range(first, int(cell) // CELL_SECONDS + 1)
                first = following and int(following) // CELL_SECONDS


def room_resource(room_id: int) -> str:
    return f"room:{room_id}"


def _without_a_room(appointment: "Planned") -> str:
    try:
        _free_room(appointment)
    except Refused as full:
        return str(full)
    return ""


def _free_room(appointment: "Planned") -> int | None:
    """The room of the professional's range, else the first free one; None where the centre counts no rooms."""
    if appointment.centre_id is None:
        return None
    rooms = rooms_by_centre([appointment.centre_id]).get(appointment.centre_id, [])
    if not rooms:
        return None
    taken = set(_held(map(room_resource, rooms), appointment).values_list("resource", flat=True))
    usual = rooms_of_ranges(appointment.physician_id, appointment.centre_id, appointment.planned_start)
    free = [room for room in (*usual, *rooms) if room in rooms and room_resource(room) not in taken]
    if not free:
        raise Refused(f"Aucune salle n’est libre à ce moment au {appointment.centre} : choisissez-en un autre.")
    return free[0]


def _held(resources: Iterable[str], appointment: "Planned") -> "models.QuerySet[OccupiedTime]":
    """The time of `resources` that others hold while this appointment would last."""
    wanted = cells(appointment.planned_start, appointment.minutes)
    held = OccupiedTime.objects.filter(resource__in=list(resources), starts_at__in=wanted)
    return held.exclude(appointment=appointment.pk)


def _people(appointment: "Planned") -> tuple[str, str]:
    return f"employee:{appointment.employee_id}", f"physician:{appointment.physician_id}"


def _wanted(appointment: "Planned") -> list[OccupiedTime]:
    room = (room_resource(appointment.room_id),) if appointment.room_id else ()
    return [
        OccupiedTime(member_id=appointment.member_id, appointment_id=appointment.pk, resource=resource, starts_at=cell)
        for resource in sorted((*_people(appointment), *room))
        for cell in cells(appointment.planned_start, appointment.minutes)
    ]
