"""What the worker does by the clock: the truth is in the rows, so a task that dies is simply done again."""

from datetime import timedelta

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from egide.common.models import Submission
from egide.notifications import reminders, worker
from egide.notifications.models import Heartbeat


@db_task()
def carry_the_outbox() -> None:
    """Woken by whoever has just written a mail."""
    worker.carry_all()


@db_periodic_task(crontab())
def carry_what_waits() -> None:
    """Every minute: what a lost wake-up or a dead worker has left; and a sign of life."""
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
    worker.carry_all()


@db_periodic_task(crontab(minute="*/15"))
def remind_of_visits() -> None:
    """By day, and again and again: what is reminded already is not reminded twice."""
    reminders.remind_all(timezone.now())


@on_startup()
def say_hello() -> None:
    Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})


@db_periodic_task(crontab(hour="3", minute="10"))
def forget_old_submissions() -> None:
    """A form's token is kept two days: long enough for any second sending."""
    Submission.objects.filter(at__lt=timezone.now() - timedelta(days=2)).delete()
