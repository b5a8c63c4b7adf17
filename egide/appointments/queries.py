"""Appointments as lists: the three tabs of Mes rendez-vous, and the queues of the service."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from egide.appointments.states import CHARGEABLE, OPEN, PAST, REQUESTS, State
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member

if TYPE_CHECKING:
    from egide.appointments.models import Appointment  # noqa: F401


def never_seen(member: Member) -> Q:
    """The employees of `member` for whom no visit was held or asked for that the employer may know of.

    A confidential visit changes nothing here: somebody who left a list because of it would be betrayed by the list.
    """
    held = member.visits.exclude(kind__in=NEVER_SHOWN).filter(employee=OuterRef("pk"))
    asked = member.appointments.visible_to_employer().filter(employee=OuterRef("pk"))
    return Q(~Exists(held), ~Exists(asked))


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to_employer(self) -> "AppointmentQuerySet":
        """Without the visits that the worker alone asks for (R.4624-29, R.4624-34)."""
        return self.exclude(kind__in=NEVER_SHOWN)

    def to_come(self, now: datetime) -> "AppointmentQuerySet":
        return self.filter(state=State.CONFIRMED, starts_at__gte=now).order_by("starts_at", "pk")

    def requests(self) -> "AppointmentQuerySet":
        return self.filter(state__in=REQUESTS).order_by("-requested_at", "-pk")

    def waiting(self) -> "AppointmentQuerySet":
        """Asked for and not decided yet."""
        return self.filter(state__in=OPEN)

    def past(self, now: datetime) -> "AppointmentQuerySet":
        held = Q(state__in=PAST) | Q(state=State.CONFIRMED, starts_at__lt=now)
        return self.filter(held).order_by("-starts_at", "-pk")

    def to_note(self, now: datetime) -> "AppointmentQuerySet":
        """The hour has passed and nobody has said who came."""
        return self.filter(state=State.CONFIRMED, starts_at__lt=now).order_by("starts_at", "pk")

    def spared(self) -> "AppointmentQuerySet":
        """Cancelled free of charge because the employee was leaving, though it was too late for anybody else."""
        return self.exclude(spared_fee=None).order_by("starts_at", "pk")

    def prices_to_decide(self) -> "AppointmentQuerySet":
        """Late cancellations, unexcused absences and temporary workers' visits whose price the service has not decided
        yet, or must decide again because the employer contests it."""
        undecided = Q(fee_decided_at=None) | Q(contest__state="open")
        return self.filter(undecided, state__in=CHARGEABLE, fee__isnull=False).order_by("starts_at", "pk")
