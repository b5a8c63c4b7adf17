"""Work that waits in rows: one worker at a time takes each, and what a dead one held is taken up by another."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models
from django.utils import timezone

LEASE = timedelta(minutes=5)
# A worker does something else after that long: mails do not wait for the twenty thousand invoices of a run.
BREATH = timedelta(seconds=20)


class Leased(models.Model):
    """A row that a worker does something about, and that nobody else touches before `locked_until`."""

    locked_until = models.DateTimeField("pas avant", default=timezone.now)

    class Meta:
        abstract = True


LeasedT = TypeVar("LeasedT", bound=Leased)


def claim(waiting: "models.QuerySet[LeasedT]", now: datetime, lease: timedelta = LEASE) -> LeasedT | None:
    """Lease the row that has waited longest since its last try: the conditional UPDATE has one winner, on any
    database. A worker killed with a row in hand loses nothing: the lease runs out and another takes it."""
    ready = waiting.filter(locked_until__lte=now)
    while row := ready.order_by("locked_until", "pk").first():
        if ready.filter(pk=row.pk).update(locked_until=now + lease):
            return row
    return None
