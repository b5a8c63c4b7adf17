"""The one credit by which the bank pays a whole batch of debits: recognised, and noted by one click of a person."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q, Sum

from egide.banking.models import BankLine
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.french import shown_euros
from egide.debits.models import DebitBatch

AT_THE_BANK = (DebitBatch.State.HANDED_OVER, DebitBatch.State.COLLECTED)
LATEST = timedelta(days=10)  # a bank pays on the day of the debit, or after a few days off
NO_BATCH = "Aucune remise en attente n’a ce montant : une autre personne l’a peut-être déjà notée."


class Collected(NamedTuple):
    """The batch that a credit pays, what it is worth without what was withdrawn, and how many debits that is."""

    batch: DebitBatch
    total: Decimal
    debits: int

    @property
    def reason(self) -> str:
        """Why the line is no member's: it says of which batch it is, once."""
        return f"Encaissement de la {self.batch}, {shown_euros(self.total)}"


def collected(lines: Iterable[BankLine]) -> dict[int, Collected]:
    """By the key of the line: the only batch of that amount, debited on that day or a little before, that no other line
    has paid yet."""
    waiting = [line for line in lines if line.state == BankLine.State.TO_MATCH]
    batches = _unpaid(waiting) if waiting else []
    found = {line.pk: [one for one in batches if _is_paid_by(one, line)] for line in waiting}
    return {key: ones[0] for key, ones in found.items() if len(ones) == 1}


def note_collection(line: BankLine, *, by: Actor) -> DebitBatch:
    """The batch is collected, if nobody has noted it, and the line is set aside as its money: both or neither."""
    found = collected([line]).get(line.pk)
    if found is None:
        raise Refused(NO_BATCH)
    with transaction.atomic():
        if found.batch.state == DebitBatch.State.HANDED_OVER:
            found.batch.collect(by=by)
        line.set_aside(by=by, reason=found.reason)
    return found.batch


def _unpaid(lines: list[BankLine]) -> list[Collected]:
    days = [line.booked_on for line in lines]
    kept = ~Q(orders__state="withdrawn")
    rows = DebitBatch.objects.filter(state__in=AT_THE_BANK, collect_on__range=(min(days) - LATEST, max(days)))
    rows = rows.annotate(total=Sum("orders__amount", filter=kept), debits=Count("orders", filter=kept))
    found = [Collected(row, row.total, row.debits) for row in rows.order_by("pk") if row.total]
    reasons = [one.reason for one in found]
    noted = set(BankLine.objects.filter(set_aside_because__in=reasons).values_list("set_aside_because", flat=True))
    return [one for one in found if one.reason not in noted]


def _is_paid_by(one: Collected, line: BankLine) -> bool:
    return one.total == line.amount and one.batch.collect_on <= line.booked_on <= one.batch.collect_on + LATEST
