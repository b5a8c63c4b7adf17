"""One winner for a moment: the time of a professional and of an employee, kept as rows with a unique key.

Two confirmations at once cannot both insert the same key: the database decides, on SQLite and PostgreSQL
alike. The cells are inserted in one order everywhere, so that two of them wait and never deadlock.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, models, transaction

from egide.common.errors import Refused
from egide.members.models import Owned

if TYPE_CHECKING:
    from egide.appointments.models.planning import Planned

CELL = timedelta(minutes=5)


class OccupiedTime(Owned):
    """Five minutes of somebody, taken by one appointment."""

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


def occupy(appointment: "Planned") -> None:
    """Take the time of the professional and of the employee, or refuse and say who holds it."""
    try:
        with transaction.atomic():
            OccupiedTime.objects.bulk_create(_wanted(appointment))
    except IntegrityError as taken:
        told = obstacle(appointment) or "Ce créneau vient d’être pris : choisissez-en un autre."
        raise Refused(told) from taken


def release(appointment: "Planned") -> None:
    OccupiedTime.objects.filter(appointment_id=appointment.pk).delete()


def obstacle(appointment: "Planned") -> str:
    """Who already holds the time that this appointment, planned but not saved, would take; "" when it is free."""
    wanted = _wanted(appointment)
    held = OccupiedTime.objects.filter(
        resource__in={cell.resource for cell in wanted}, starts_at__in=[cell.starts_at for cell in wanted]
    )
    winner = held.exclude(appointment=appointment.pk).select_related("appointment__employee").first()
    if winner is None:
        return ""
    if winner.resource.startswith("employee"):
        return f"{appointment.employee.full_name} a déjà un rendez-vous à ce moment : choisissez-en un autre."
    received = winner.appointment.employee.full_name
    return f"{appointment.physician} reçoit déjà {received} à ce moment : choisissez-en un autre."


def _wanted(appointment: "Planned") -> list[OccupiedTime]:
    resources = sorted((f"employee:{appointment.employee_id}", f"physician:{appointment.physician_id}"))
    return [
        OccupiedTime(member_id=appointment.member_id, appointment_id=appointment.pk, resource=resource, starts_at=cell)
        for resource in resources
        for cell in cells(appointment.planned_start, appointment.minutes)
    ]
