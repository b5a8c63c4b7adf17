"""What the worker forgets each night: a night that was cut short is simply gone on with the next one."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.retention.models import Erasure
from egide.retention.queries import (
    counters_to_forget,
    mails_to_forget,
    mandate_requests_to_forget,
    moments_to_forget,
    readings_to_forget,
)
from egide.retention.rules import AT_NIGHT, BATCHES_A_NIGHT, TRACES_AT_A_TIME, first_day_kept

FORGOTTEN = (
    readings_to_forget,
    mails_to_forget,
    mandate_requests_to_forget,
    counters_to_forget,
    moments_to_forget,
)


@db_periodic_task(crontab(hour=str(AT_NIGHT.hour), minute=str(AT_NIGHT.minute)))
def erase_leavers() -> None:
    """The sheets of those who left longer ago than the service's delay, until nothing more is due."""
    kept = first_day_kept(timezone.localdate(), Service.current().leaver_months)
    for _ in range(BATCHES_A_NIGHT):
        try:
            Erasure(left_before=kept).carry_out(by=None)
        except Refused:
            return


@db_periodic_task(crontab(hour="2", minute="50"))
def forget_old_traces() -> None:
    """Readings, mails and firms' requests older than a year; counters and moments taken that count no more."""
    now = timezone.now()
    for to_forget in FORGOTTEN:
        old: QuerySet[Any] = to_forget(now)
        for _ in range(BATCHES_A_NIGHT):
            if not _forget_some(old):
                break


def _forget_some(old: QuerySet[Any]) -> int:
    forgotten: int = old.model._base_manager.filter(pk__in=old.values("pk")[:TRACES_AT_A_TIME]).delete()[0]
    return forgotten
