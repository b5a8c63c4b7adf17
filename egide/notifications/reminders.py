"""Reminders before the visits: each once for its moment, whatever dies between two of them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from egide.appointments import calendars
from egide.appointments.models import Appointment
from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.models import Event
from egide.notifications import recipients, texts, to_employees
from egide.notifications.meetings import addresses_of
from egide.notifications.models import Reminder
from egide.notifications.outbox import write
from egide.notifications.topics import Topic

FROM_HOUR, UNTIL_HOUR = 8, 19  # nobody's telephone rings at night


def remind_all(now: datetime) -> int:
    """Remind what is due, one mail a member and day; how many visits were reminded.

    The rows and the mails of a group live in one transaction: a worker killed between two groups goes on with the
    next one, and of two workers at once the second finds the group done.
    """
    if not FROM_HOUR <= timezone.localtime(now).hour < UNTIL_HOUR:
        return 0
    reminded = 0
    for days, visits in _groups(now):
        with suppress(Refused), transaction.atomic():
            _remind(visits, days)
            reminded += len(visits)
    return reminded


def _groups(now: datetime) -> Iterator[tuple[int, list[Appointment]]]:
    """The visits of one member and day that the same reminder is due for."""
    for days, rows in _due(now):
        for _, group in groupby(rows, key=lambda visit: (visit.member_id, visit.planned_start.date())):
            yield days, list(group)


def _due(now: datetime) -> Iterator[tuple[int, list[Appointment]]]:
    """A reminder missed by a worker that was down is still sent, as long as the next one is not due."""
    today = timezone.localdate(now)
    nearest = 0
    for days in Service.current().reminder_days:
        done = Reminder.objects.filter(appointment=OuterRef("pk"), days=days, starts_at=OuterRef("starts_at"))
        coming = Appointment.objects.to_come(now).visible_to_employer().filter(~Exists(done))
        window = coming.filter(
            starts_at__gte=_midnight(today + timedelta(days=nearest + 1)),
            starts_at__lt=_midnight(today + timedelta(days=days + 1)),
        )
        rows = window.select_related("employee", "member", "centre", "physician").order_by("member_id", "starts_at")
        yield days, [visit for visit in rows if _was_told_before(visit, days)]
        nearest = days


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _was_told_before(visit: Appointment, days: int) -> bool:
    """What was planned or moved since the reminder was due has just been told: nothing to remind."""
    due_on = visit.planned_start.date() - timedelta(days=days)
    return visit.confirmed_at is not None and timezone.localdate(visit.confirmed_at) < due_on


def _remind(visits: list[Appointment], days: int) -> None:
    """To whoever of the member wants it, and to each employee whose address is known."""
    told = recipients.of_member(visits[0].member, Topic.REMINDERS)
    facts = [_written_down(visit, days) for visit in visits]
    for address in told:
        write(address, *texts.reminded(visits), event=facts[-1])
    for visit, fact in zip(visits, facts, strict=True):
        for address in addresses_of(visit.employee, visit):
            if address not in told:
                mail = to_employees.reminded(visit)
                joined = calendars.message(visit)
                write(address, *mail, event=fact, notice_of=visit, discreet=True, calendar=joined)


def _written_down(visit: Appointment, days: int) -> Event:
    reminder = Reminder(member_id=visit.member_id, appointment=visit, days=days, starts_at=visit.planned_start)
    reminder.send(by=None)
    return Event.objects.get(name="reminder.send", subject_id=reminder.pk)
