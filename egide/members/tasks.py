"""What the worker does for the members' accesses: it carries the firms' requests, out of the firms' sight."""

from contextlib import suppress

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.common.errors import Refused
from egide.members.models import MandateRequest


@db_task()
def deliver_requests() -> None:
    """Woken by a firm that has just asked, whether anybody is to be found or not."""
    deliver_all()


@db_periodic_task(crontab())
def deliver_what_waits() -> None:
    """Every minute: what a lost wake-up or a dead worker has left."""
    deliver_all()


def deliver_all() -> None:
    """One request that is refused, or that another worker has taken, does not hold the others back."""
    for request in MandateRequest.objects.to_deliver().select_related("asked_by", "delegate"):
        with suppress(Refused):
            request.deliver(by=request.asked_by)
