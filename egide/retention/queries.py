"""Who and what has been kept long enough."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from egide.accounts.models import AccessLog
from egide.accounts.models.throttle import ThrottleCounter
from egide.appointments.models import Appointment, OccupiedTime
from egide.employees.models import Employee
from egide.members.models import MandateRequest
from egide.notifications.models import Outbox
from egide.retention.rules import COUNTERS_KEPT, MENDABLE_FOR, MOMENTS_KEPT, TRACES_KEPT


def leavers_to_erase(left_before: date, now: datetime) -> "QuerySet[Employee]":
    """The sheets whose time is over, the oldest departure first.

    A departure declared in the last month may still be a slip, and somebody who is awaited for a visit (end of
    exposure) is kept until that visit.
    """
    sure = Q(left_declared_at=None) | Q(left_declared_at__lt=now - MENDABLE_FOR)
    awaited = Appointment.objects.to_come(now).filter(employee=OuterRef("pk")).order_by()
    return Employee.objects.filter(sure, ~Exists(awaited), left_on__lt=left_before).order_by("left_on", "pk")


def readings_to_forget(now: datetime) -> "QuerySet[AccessLog]":
    """Who read what, once it is too old to prove anything."""
    return AccessLog.objects.filter(at__lt=now - TRACES_KEPT).order_by("at")


def counters_to_forget(now: datetime) -> "QuerySet[ThrottleCounter]":
    """Tries of long ago: the longest wait is a day, and a counter begins anew after it."""
    return ThrottleCounter.objects.filter(since__lt=now - COUNTERS_KEPT).order_by("pk")


def moments_to_forget(now: datetime) -> "QuerySet[OccupiedTime]":
    """Who was taken when, in cells of five minutes: it only keeps two visits apart, and both are over.

    What was held, where and with whom stays in the appointment, which the statistics read.
    """
    return OccupiedTime.objects.filter(starts_at__lt=now - MOMENTS_KEPT).order_by("pk")


def mandate_requests_to_forget(now: datetime) -> "QuerySet[MandateRequest]":
    """What firms typed to ask for a mandate; the mandate that came of it stays."""
    return MandateRequest.objects.filter(asked_at__lt=now - TRACES_KEPT).order_by("pk")


def mails_to_forget(now: datetime) -> "QuerySet[Outbox]":
    """Mails sent long ago, and those that were given up: they name people and addresses."""
    return Outbox.objects.filter(written_at__lt=now - TRACES_KEPT).order_by("pk")
