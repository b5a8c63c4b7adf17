"""What the worker does by the clock for the waiting list."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.appointments.waiting_list import close_what_is_over


@db_periodic_task(crontab(minute="*/5"))
def pass_offers_on() -> None:
    """Left without an answer, a freed slot goes to the next request; done again by whoever comes after a death."""
    close_what_is_over(timezone.now())
