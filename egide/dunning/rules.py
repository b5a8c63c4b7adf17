"""Who is late, at which level each invoice stands, which comes next and when."""

from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from egide.dunning.models import DunnedInvoice, DunningHold, DunningLevel
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet


class Step(NamedTuple):
    """From the level reached (0: none) to the next one that the service sends; `gap`: the days between both."""

    reached: int
    level: DunningLevel
    gap: int


def steps() -> list[Step]:
    """One for each level that an invoice may stand at, but the last."""
    levels = DunningLevel.every()
    days = {0: 0} | {level.rank: level.days for level in levels}
    found = []
    for reached in days:
        following = next((level for level in levels if level.days and level.rank > reached), None)
        if following:
            found.append(Step(reached, following, max(following.days - days[reached], 0)))
    return found


def late(today: date) -> InvoiceQuerySet:
    """What is past its day and not wholly paid, the oldest first, with `reached` (0: never reminded), `reached_on`,
    and the `hold_id` and `hold_reason` that keep it from being reminded."""
    sent = DunnedInvoice.objects.filter(invoice=OuterRef("pk")).order_by("-rank")
    held = DunningHold.objects.live().filter(Q(invoice=OuterRef("pk")) | Q(invoice=None, member=OuterRef("member")))
    held = held.order_by("invoice_id", "pk")
    rows: Any = Invoice.objects.overdue(today).annotate(
        reached=Coalesce(Subquery(sent.values("rank")[:1]), 0),
        reached_on=Subquery(sent.values("sent_on")[:1]),
        hold_id=Subquery(held.values("pk")[:1]),
        hold_reason=Subquery(held.values("reason")[:1]),
    )
    return cast(InvoiceQuerySet, rows)


def to_send(today: date) -> Q:
    """Of the rows of `late`: those whose next level is due. Between two levels the member has the days that part them,
    also where the first one left late."""
    condition = Q(pk=None)
    for reached, level, gap in steps():
        at_step = Q(reached=reached, due_on__lte=today - timedelta(days=level.days))
        if reached:
            at_step &= Q(reached_on__lte=today - timedelta(days=gap))
        condition |= at_step
    return condition & Q(hold_id=None)


def next_of(invoice: Any, known: list[Step]) -> tuple[DunningLevel, date] | None:
    """The level that comes next for a row of `late`, and from which day; None after the last."""
    step = next((step for step in known if step.reached == invoice.reached), None)
    if step is None:
        return None
    on = invoice.due_on + timedelta(days=step.level.days)
    if invoice.reached_on:
        on = max(on, invoice.reached_on + timedelta(days=step.gap))
    return step.level, on
