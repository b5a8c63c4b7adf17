"""What the worker does for declarations: those that joined since are enlisted, those that are due are reminded."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.declarations import reminding


@db_task()
def remind_now() -> None:
    """Woken by the service: « Relancer maintenant »."""
    reminding.remind_all(timezone.now())


@db_periodic_task(crontab(minute="20"))
def remind_of_declarations() -> None:
    """By day, and again each hour: what is reminded already is not reminded twice."""
    reminding.remind_all(timezone.now())
