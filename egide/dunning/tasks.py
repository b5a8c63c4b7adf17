"""What the worker does for reminders: each morning what has become due, unless the service sends by hand."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.centres.models import Service
from egide.dunning import sending


@db_task()
def send_what_is_due() -> None:
    """Woken by the service: « Envoyer les relances »."""
    sending.send_all(timezone.now())


@db_periodic_task(crontab(minute="40"))
def send_by_the_clock() -> None:
    """By day, and again each hour: what is sent already is not sent twice."""
    if Service.current().dunning_by_itself:
        sending.send_all(timezone.now())
