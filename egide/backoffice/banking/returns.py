"""Debits that the bank sends back: which order of ours each line is, noted as a reject by one click of a person."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from egide.banking.models import BankLine
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.debits.models import DebitBatch, DebitOrder
from egide.debits.rejects import REASONS, told

AT_THE_BANK = (DebitBatch.State.HANDED_OVER, DebitBatch.State.COLLECTED)
OPEN = (DebitOrder.State.PLANNED, DebitOrder.State.COLLECTED)
NO_ORDER = "Aucun prélèvement en cours n’est celui de cette ligne, ou un autre l’a déjà noté : voyez sa remise."


class Return(NamedTuple):
    """The order that came back, and why in French."""

    order: DebitOrder
    why: str


def sent_back(lines: Iterable[BankLine]) -> dict[int, Return]:
    """By the key of the line: the order that came back, its end-to-end identifier being the number of its invoice. None
    for a reason that we do not know, nor for what was rejected already."""
    asked = [line for line in lines if line.state == BankLine.State.OUTGOING and line.return_code in REASONS]
    numbers = {line.end_to_end for line in asked}
    rows = DebitOrder.objects.filter(invoice__number__in=numbers, state__in=OPEN, batch__state__in=AT_THE_BANK)
    rows = rows.select_related("invoice", "batch", "member", "mandate", "payment").order_by("batch__collect_on", "pk")
    orders = {order.invoice.number: order for order in rows} if numbers else {}
    return {
        line.pk: Return(orders[line.end_to_end], told(line.return_code)) for line in asked if line.end_to_end in orders
    }


def note_reject(line: BankLine, *, by: Actor) -> DebitOrder:
    """The order is rejected with the reason of the bank, and the line says of which invoice it was: both or neither."""
    found = sent_back([line]).get(line.pk)
    if found is None:
        raise Refused(NO_ORDER)
    order = found.order
    with transaction.atomic():
        order.reject(by=by, code=line.return_code, on=line.booked_on)
        line.note_return(by=by, invoice=order.invoice)
    return order
