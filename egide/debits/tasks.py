"""What the worker does for debits: notices, payments, withdrawals, as accounting wakes it or each minute; expiries."""

from django.db import transaction
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.debits.models import DebitBatch, DebitMandate, DebitOrder
from egide.debits.rules import announce, book, release

WORK = {DebitBatch.State.PLANNED: announce, DebitBatch.State.COLLECTED: book, DebitBatch.State.ABANDONED: release}


@db_task()
def work_at_batch(batch_id: int) -> None:
    """Woken by whoever has just confirmed a batch, noted its money or abandoned it."""
    _work(DebitBatch.objects.get(pk=batch_id))


def wake(batch: DebitBatch) -> None:
    """Once what was just done to it can be read."""
    transaction.on_commit(lambda: work_at_batch(batch.pk))


@db_periodic_task(crontab())
def take_batches_up() -> None:
    """What a dead worker has left half-way."""
    waiting = DebitOrder.objects.planned().order_by().values("batch")
    for batch in DebitBatch.objects.filter(state__in=WORK, pk__in=waiting).order_by("pk"):
        _work(batch)


@db_periodic_task(crontab(hour="3", minute="40"))
def expire_mandates() -> None:
    for mandate in DebitMandate.objects.lapsed(timezone.localdate()).order_by("pk"):
        mandate.expire(by=None)


def _work(batch: DebitBatch) -> None:
    if work := WORK.get(DebitBatch.State(batch.state)):
        work(batch)
