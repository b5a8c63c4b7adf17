"""Sends reminders: one letter a member and day, each invoice once a level, whatever dies between two of them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.dunning.models import DunnedInvoice, DunningLetter, DunningLevel
from egide.dunning.rules import LEFT_TO_REMIND, in_scope, late, next_of, steps, to_send, why_not
from egide.dunning.wording import content_of
from egide.invoicing.models import Invoice
from egide.members.models import Member

FROM_HOUR, UNTIL_HOUR = 8, 19  # a company is not written to at night
RECOVERY_FEE = Decimal(40)  # code de commerce, D.441-5: for each invoice paid late


def send_all(now: datetime, *, by: Actor = None) -> int:
    """Everything that is due; how many members were written to. Done twice, it does nothing more.

    One transaction a member: a worker killed half-way goes on with the next one, and of two workers at once the
    second finds nothing due any more.
    """
    if not FROM_HOUR <= timezone.localtime(now).hour < UNTIL_HOUR:
        return 0
    today, sent = timezone.localdate(now), 0
    due = late(today).filter(to_send(today)).order_by("member_id").values_list("member_id", flat=True).distinct()
    for member_id in list(due):
        with suppress(Refused):  # paid, held or sent by another meanwhile
            send_to(member_id, today, by=by)
            sent += 1
    return sent


def send_to(member_id: int, today: date, *, by: Actor) -> DunningLetter:
    """What is due of one member, in one letter at the highest of its levels."""
    with _turn_of(member_id) as member:
        rows = late(today).filter(member=member)
        known = {step.reached: step.level for step in steps()}
        due: Any = rows.filter(to_send(today))
        return _write(member, today, {invoice: known[invoice.reached] for invoice in due}, by=by)


def send_now(invoice: Invoice, today: date, *, by: Actor) -> DunningLetter:
    """The next level of one invoice, before its day."""
    with _turn_of(invoice.member_id) as member:
        row: Any = late(today).filter(member=member, pk=invoice.pk).first()
        if row is None:
            raise Refused(f"La facture {invoice.number} n’est pas en retard : il n’y a rien à relancer.")
        if reason := why_not(row):
            raise Refused(reason)
        following = next_of(row, steps())
        if following is None:
            raise Refused("Toutes les relances de cette facture sont parties.")
        return _write(member, today, {row: following[0]}, by=by)


@contextmanager
def _turn_of(member_id: int) -> Iterator[Member]:
    """The member's row, locked: whoever else sends to it waits, then looks again at what is due."""
    try:
        with transaction.atomic():
            yield Member.objects.select_for_update(no_key=True).get(pk=member_id)
    except IntegrityError as twice:  # where the base locks no rows, the unique key says it
        raise Refused("Cette relance vient d’être envoyée.") from twice


def _write(member: Member, today: date, due: dict[Any, DunningLevel], *, by: Actor) -> DunningLetter:
    """The letter names every late invoice of the member that is left to remind, those too that stay at their level;
    of those from before the service began to remind, none but what is due here."""
    if not due:
        raise Refused("Rien n’est à relancer.")
    highest = max(due.values(), key=lambda level: level.rank)
    rows: Any = late(today).filter(member=member)
    asked_for = in_scope() | Q(pk__in=[invoice.pk for invoice in due])
    every = list(rows.filter(LEFT_TO_REMIND, asked_for))
    before = set(DunnedInvoice.objects.filter(invoice__in=every, fee__gt=0).values_list("invoice_id", flat=True))
    first = {invoice.pk for invoice, level in due.items() if level.claims_fees} - before
    letter = DunningLetter(member=member, rank=highest.rank, title=highest.title)
    fees = {invoice.pk: RECOVERY_FEE if invoice.pk in before | first else Decimal(0) for invoice in every}
    letter.send(by=by, on=today, content=content_of(member, highest, every, fees, today))
    DunnedInvoice.objects.bulk_create(
        DunnedInvoice(
            member=member, letter=letter, invoice=invoice, rank=level.rank, sent_on=today,
            remaining=invoice.remaining, fee=fees[invoice.pk] if invoice.pk in first else Decimal(0),
        )
        for invoice, level in due.items()
    )  # fmt: skip
    return letter
