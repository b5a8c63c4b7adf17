"""What the worker does of a run: count the members, then issue their invoices, from wherever a death has left it."""

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.dues.counting import Worker, employed_between, employed_on, headcount_of, workers_of
from egide.dues.models import DuesCall, DuesRun
from egide.invoicing.lawful import read_ahead, rules_put_off
from egide.members.models import Member

AT_A_TIME = 500  # members counted in one transaction


def count(run: DuesRun) -> None:
    """Gives each member its call, batch by batch; those that have one already are passed over."""
    for batch in _batches(_called(run)):
        members = {member.pk: member for member in Member.objects.filter(pk__in=batch)}
        found = workers_of(batch, _who(run))
        earlier = _earlier(run, batch)
        calls = [_call(run, members[key], found[key], earlier.get(key)) for key in batch]
        DuesCall.objects.bulk_create([call for call in calls if call.counted], ignore_conflicts=True)
    with suppress(Refused):  # another worker has closed it
        run.close_count(by=None)


def issue_one(run: DuesRun, *, by: Actor) -> bool:
    """Issues the next call that nobody holds; False when there is none left.

    The row is locked from the choice to the commit: a worker that dies has issued it wholly or not at all, and two
    workers never hold the same.
    """
    if not connection.features.has_select_for_update:
        _rehearse(run, by=by)
    with transaction.atomic():
        call = _next(run)
        if call is None:
            return False
        try:
            call.issue(by=by)
        except Refused as refusal:
            call.refresh_from_db()
            call.put_aside(by=by, reason=str(refusal))
    return True


def _next(run: DuesRun) -> DuesCall | None:
    call = run.calls.waiting().select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if call is not None:
        call.run = run
    return call


def _rehearse(run: DuesRun, *, by: Actor) -> None:
    """Where one writer holds the whole database, everybody would wait while the rules of an invoice are read.

    The next call is issued and undone at once, which says what its invoice will be; its rules are read then, with
    nothing held, and the invoice that follows is known to be lawful.
    """
    with rules_put_off() as files, suppress(Refused), transaction.atomic():
        if call := _next(run):
            call.issue(by=by)
        transaction.set_rollback(True)
    read_ahead(files)


def carry_on(run: DuesRun, *, by: Actor = None, breath: timedelta | None = None) -> int:
    """Issues what is left and closes the run, or stops after `breath`; how many calls this worker has dealt with."""
    dealt, end = 0, time.monotonic() + breath.total_seconds() if breath else math.inf
    while issue_one(run, by=by):
        dealt += 1
        if time.monotonic() > end:
            return dealt
    with suppress(Refused):  # another worker still holds the last ones, or has closed it
        run.finish(by=by)
    return dealt


def _called(run: DuesRun) -> Iterator[int]:
    """Members on the day of the count, without those that this run has counted."""
    members = Member.objects.filter(joined_on__lte=run.period.last_day)
    present = Q(struck_off_on=None) | Q(struck_off_on__gt=run.counted_on)
    done = run.calls.values("member")
    return members.filter(present).exclude(pk__in=done).order_by("pk").values_list("pk", flat=True).iterator()


def _who(run: DuesRun) -> Q:
    if run.kind == DuesRun.Kind.ADJUSTMENT:
        return employed_between(run.period.first_day, run.counted_on)
    return employed_on(run.counted_on)


def _earlier(run: DuesRun, members: list[int]) -> dict[int, list[DuesCall]]:
    """The calls issued to each member before this run, the latest first."""
    found: dict[int, list[DuesCall]] = {}
    issued = DuesCall.objects.issued().filter(member__in=members).select_related("run").order_by("-pk")
    for call in issued:
        found.setdefault(call.member_id, []).append(call)
    return found


def _call(run: DuesRun, member: Member, workers: list[Worker], earlier: list[DuesCall] | None) -> DuesCall:
    """An adjustment counts only those whom no call of the period has counted."""
    calls = earlier or []
    if run.kind == DuesRun.Kind.ADJUSTMENT:
        billed = {key for call in calls if call.run.period == run.period for key in call.counted}
        workers = [worker for worker in workers if str(worker.key) not in billed]
    since = calls[0].run.counted_on if calls else None
    whole = (call for call in calls if call.run.kind == DuesRun.Kind.CALL)  # an adjustment counts some alone
    headcount = headcount_of(workers, since, joined_on=member.joined_on, first_day=run.period.first_day)
    return DuesCall(
        run=run,
        member=member,
        counted=headcount.counted,
        entering=headcount.entering,
        net=headcount.amount(run.per_head.amount, run.entry_fee),
        previous=next(whole, None),
    )


def _batches(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, AT_A_TIME)):
        yield batch
