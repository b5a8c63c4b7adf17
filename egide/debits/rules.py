"""Mandates signed, invoices chosen for a batch, the file built, the money booked: what takes several rows."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from egide.accounts.models import User
from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.debits.models import DebitBatch, DebitFile, DebitMandate, DebitOrder
from egide.debits.models.order import DebitOrderQuerySet, Sequence
from egide.debits.pain import file_of
from egide.debits.wording import agreement
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.members.models import Member

AT_A_TIME = 500
PAID_SINCE, NO_MANDATE = "facture réglée entre-temps", "mandat terminé entre-temps"
BY_CARD = "paiement par carte en cours"
CHANGED = "La liste a changé depuis que vous l’avez ouverte : relisez-la avant de confirmer."
TAKEN = "Une de ces factures vient d’entrer dans une autre remise : relisez la liste."


@dataclass(frozen=True)
class Line:
    """What a batch would take: one invoice, under the mandate of its member."""

    invoice: Invoice
    mandate: DebitMandate


def sign_mandate(member: Member, *, by: User, address: str, iban: str, bic: str, debtor: str) -> DebitMandate:
    """What this person agrees to now, from this address of the network; a mandate that has lapsed makes room."""
    with transaction.atomic():
        for lapsed in DebitMandate.objects.filter(member=member).lapsed(timezone.localdate()):
            lapsed.expire(by=None)
        mandate = DebitMandate(member=member)
        facts: dict[str, Any] = {"iban": iban, "bic": bic, "debtor": debtor, "agreed": agreement(Service.current())}
        mandate.sign(by=by, name=str(by)[:150], at=timezone.now(), address=address, **facts)
    return mandate


def due_invoices(collect_on: date, scheme: str) -> InvoiceQuerySet:
    """To pay by `collect_on`, of members with a mandate that can be used, in no other batch and not being paid by
    card; by member."""
    mandates = DebitMandate.objects.filter(scheme=scheme).usable(collect_on)
    taken = DebitOrder.objects.planned().order_by().values("invoice")
    owed = Invoice.objects.to_pay().filter(due_on__lte=collect_on, member__in=mandates.values("member"))
    free = owed.exclude(pk__in=taken).exclude(card_parts__live=True)
    return free.select_related("member").order_by("member__number", "due_on", "number")


def lines_of(collect_on: date, scheme: str) -> list[Line]:
    invoices = list(due_invoices(collect_on, scheme))
    found = DebitMandate.objects.filter(scheme=scheme, member__in={row.member_id for row in invoices})
    mandates = {mandate.member_id: mandate for mandate in found.usable(collect_on)}
    return [Line(row, mandates[row.member_id]) for row in invoices if row.member_id in mandates]


def plan_batch(collect_on: date, scheme: str, *, by: Actor, seen: tuple[int, Decimal]) -> DebitBatch:
    """`seen`: how many invoices and how much the person has read; refused when the list is not that any more."""
    with transaction.atomic():
        batch = DebitBatch(collect_on=collect_on, scheme=scheme)
        batch.plan(by=by)
        orders = [_order(batch, line) for line in lines_of(collect_on, scheme)]
        if not orders or (len(orders), sum(order.amount for order in orders)) != seen:
            raise Refused(CHANGED)
        try:
            with transaction.atomic():
                DebitOrder.objects.bulk_create(orders, batch_size=AT_A_TIME)
        except IntegrityError as lost:  # another person has confirmed it a moment before
            raise Refused(TAKEN) from lost
    return batch


def announce(batch: DebitBatch) -> None:
    """The notice of each order that has had none, from wherever a dead worker has left them."""
    for order in _each(batch.orders.to_announce()):
        with suppress(Refused):  # another worker has just done it
            order.announce(by=None)


def hand_over(batch: DebitBatch, *, by: Actor) -> None:
    """Decide the amounts and the sequences, leave out what must not be taken any more, build the file."""
    with transaction.atomic():
        orders = _decided(batch, by=by)
        if not orders:
            raise Refused("Plus aucune facture n’est à prélever : abandonnez la remise.")
        if any(order.announced_at is None for order in orders):
            raise Refused("Des préavis restent à partir : réessayez dans une minute.")
        batch.orders.bulk_update(orders, ["amount", "sequence"], batch_size=AT_A_TIME)
        content = file_of(batch, orders)
        batch.hand_over(by=by, digest=hashlib.sha256(content.encode()).hexdigest())
        DebitFile.objects.create(batch=batch, content=content)
        _note_use(batch)


def abandon(batch: DebitBatch, *, by: Actor, reason: str) -> None:
    """Nothing was presented: its mandates are as old as before. The worker then frees its invoices (`release`)."""
    with transaction.atomic():
        batch.abandon(by=by, reason=reason)
        _note_use(batch)


def release(batch: DebitBatch) -> None:
    """The orders of an abandoned batch, each in its own transaction: whoever was announced a debit is told."""
    for order in _each(batch.orders.planned()):
        with suppress(Refused):  # another worker has just done it
            order.withdraw(by=None, reason=batch.abandoned_because)


def book(batch: DebitBatch, *, by: Actor = None) -> None:
    """One payment for each order of a collected batch, each in its own transaction."""
    for order in _each(batch.orders.planned()):
        with suppress(Refused):  # rejected meanwhile, or another worker has booked it
            order.collect(by=by)


def _each(orders: DebitOrderQuerySet) -> Iterator[DebitOrder]:
    """With all that a debit is told and paid by, some at a time: a database that was given ten thousand rows just now
    may not know it yet, and would join them row by row."""
    keys = iter(list(orders.values_list("pk", flat=True)))
    while some := list(islice(keys, AT_A_TIME)):
        yield from orders.filter(pk__in=some).select_related("invoice", "mandate", "batch", "member")


def _order(batch: DebitBatch, line: Line) -> DebitOrder:
    invoice = line.invoice
    return DebitOrder(
        batch=batch, member_id=invoice.member_id, mandate=line.mandate, invoice=invoice, amount=invoice.remaining
    )


def _note_use(batch: DebitBatch) -> None:
    """The last day of a collection presented to the bank, even if it was sent back (EPC016-06, EPC222-07); what was
    abandoned with its batch was never presented."""
    presented = DebitOrder.objects.presented().filter(mandate=OuterRef("pk")).order_by()
    last = presented.values("mandate").annotate(last=Max("batch__collect_on")).values("last")
    used = batch.orders.planned().order_by().values("mandate")
    DebitMandate.objects.filter(pk__in=used).update(last_used_on=Subquery(last))


def _decided(batch: DebitBatch, *, by: Actor) -> list[DebitOrder]:
    """What goes into the file, amounts and sequences decided; the rows are held and not saved yet.

    The first debit under a mandate is FRST, all others RCUR; never more than was announced, less when a part has been
    paid since.
    """
    planned = list(_each(batch.orders.planned().select_for_update(no_key=True, of=("self",))))
    known = DebitOrder.objects.filter(mandate__in={order.mandate_id for order in planned})
    begun = set(known.begun().order_by().values_list("mandate_id", flat=True))
    by_card = set(batch.orders.planned().filter(invoice__card_parts__live=True).values_list("pk", flat=True))
    kept = []
    for order in planned:
        if not order.mandate.is_active:
            order.withdraw(by=by, reason=NO_MANDATE)
        elif not order.invoice.remaining:
            order.withdraw(by=by, reason=PAID_SINCE)
        elif order.pk in by_card:  # opened while the batch was planned, or put aside: the bank would take it twice
            order.withdraw(by=by, reason=BY_CARD)
        else:
            order.sequence = Sequence.RECURRENT if order.mandate_id in begun else Sequence.FIRST
            order.amount = min(order.invoice.remaining, order.amount)
            begun.add(order.mandate_id)
            kept.append(order)
    return kept
