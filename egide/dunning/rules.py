"""Who is late, at which level each invoice stands, which comes next and when."""

from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from egide.centres.models import Service
from egide.dunning.models import DunnedInvoice, DunningHold, DunningLevel
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet

# Nobody holds it, and no money is on its way: neither a debit that was announced nor a card payment under way.
LEFT_TO_REMIND = Q(hold_id=None, debit_on=None, card_payment_id=None)


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
    and what keeps it from being reminded: `hold_id` and `hold_reason`, the `debit_on` of a debit that was announced,
    the `card_payment_id` of a card payment under way. An invoice is in one of each at most, in the database."""
    sent = DunnedInvoice.objects.filter(invoice=OuterRef("pk")).order_by("-rank")
    held = DunningHold.objects.live().filter(Q(invoice=OuterRef("pk")) | Q(invoice=None, member=OuterRef("member")))
    held = held.order_by("invoice_id", "pk")
    rows: Any = Invoice.objects.overdue(today).annotate(
        debit=FilteredRelation("debit_orders", condition=Q(debit_orders__state="planned")),
        card=FilteredRelation("card_parts", condition=Q(card_parts__live=True)),
        debit_on=F("debit__batch__collect_on"),
        card_payment_id=F("card__card_payment"),
        reached=Coalesce(Subquery(sent.values("rank")[:1]), 0),
        reached_on=Subquery(sent.values("sent_on")[:1]),
        hold_id=Subquery(held.values("pk")[:1]),
        hold_reason=Subquery(held.values("reason")[:1]),
    )
    return cast(InvoiceQuerySet, rows)


def in_scope() -> Q:
    """Of the rows of `late`: those that the service has chosen to remind, and those on their way already."""
    return Q(reached__gt=0) | Q(issued_on__gte=Service.current().dunning_since)


def to_send(today: date) -> Q:
    """Of the rows of `late`: those whose next level is due. Between two levels the member has the days that part them,
    also where the first one left late."""
    condition = Q(pk=None)
    for reached, level, gap in steps():
        at_step = Q(reached=reached, due_on__lte=today - timedelta(days=level.days))
        if reached:
            at_step &= Q(reached_on__lte=today - timedelta(days=gap))
        condition |= at_step
    return condition & LEFT_TO_REMIND & in_scope()


def why_not(invoice: Any) -> str:
    """Of a row of `late`: what keeps it from being reminded, in one sentence; "" when nothing does."""
    if invoice.hold_id:
        return f"Les relances sont suspendues : {invoice.hold_reason} Reprenez-les d’abord."
    if invoice.debit_on:
        return f"Le prélèvement du {invoice.debit_on:%d/%m/%Y} est annoncé : rien n’est à relancer tant qu’il court."
    if invoice.card_payment_id:
        return "Un paiement par carte est en cours : rien n’est à relancer tant qu’il court."
    return ""


def is_too_old(invoice: Any) -> bool:
    """Of a row of `late`: from before the service began to remind, it is reminded by hand alone."""
    return not invoice.reached and bool(invoice.issued_on < Service.current().dunning_since)


def next_of(invoice: Any, known: list[Step]) -> tuple[DunningLevel, date] | None:
    """The level that comes next for a row of `late`, and from which day; None after the last."""
    step = next((step for step in known if step.reached == invoice.reached), None)
    if step is None:
        return None
    on = invoice.due_on + timedelta(days=step.level.days)
    if invoice.reached_on:
        on = max(on, invoice.reached_on + timedelta(days=step.gap))
    return step.level, on
