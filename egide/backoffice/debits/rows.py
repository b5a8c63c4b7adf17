"""One debit of a batch as a line: whose, which invoice, how much, where it stands, what may be done."""

from collections.abc import Iterable
from typing import TypedDict

from egide.common.french import shown_euros
from egide.debits.models import DebitBatch, DebitOrder
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.ui import marks
from egide.ui.listing import row_address

BATCHES = {
    DebitBatch.State.PLANNED: ("warn", "mail"),
    DebitBatch.State.HANDED_OVER: ("info", "clock"),
    DebitBatch.State.COLLECTED: ("ok", "check"),
    DebitBatch.State.ABANDONED: ("", "ban"),
}
ORDERS = {
    DebitOrder.State.PLANNED: ("warn", "clock"),
    DebitOrder.State.COLLECTED: ("ok", "check"),
    DebitOrder.State.REJECTED: ("danger", "alert-circle"),
    DebitOrder.State.WITHDRAWN: ("", "ban"),
}


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    member: str
    member_number: str
    member_url: str
    invoice: str
    invoice_url: str
    mandate: str
    mandate_url: str
    sequence: str
    amount: str
    standing: str
    reject_url: str
    withdrawal_url: str
    may_reject: bool
    may_withdraw: bool


def look_of(batch: DebitBatch) -> str:
    state = DebitBatch.State(batch.state)
    return marks.status(*BATCHES[state], state.label)


def unheard(batch: DebitBatch) -> list[Member]:
    """Whose notice no mail has carried, for want of a confirmed address: accounting posts it, or opens an access."""
    if batch.state not in {DebitBatch.State.PLANNED, DebitBatch.State.HANDED_OVER}:
        return []
    mailed = Outbox.objects.filter(event__name="debitorder.announce").values("event__subject_id")
    silent = batch.orders.planned().exclude(announced_at=None).exclude(pk__in=mailed).order_by()
    return list(Member.objects.filter(pk__in=silent.values("member")).order_by("number"))


def rows_of(orders: Iterable[DebitOrder], *, acts: bool) -> list[Row]:
    """`orders` come with their `batch`, `member`, `invoice` and `mandate`; `acts`: whether this person may act."""
    member, invoice = row_address("backoffice:member-invoices"), row_address("backoffice:invoice")
    mandate = row_address("backoffice:debit-mandate")
    reject, withdrawal = row_address("backoffice:debit-reject"), row_address("backoffice:debit-withdrawal")
    return [
        Row(
            member=str(order.member),
            member_number=str(order.member.number),
            member_url=member(order.member.number),
            invoice=order.invoice.number,
            invoice_url=invoice(order.invoice_id),
            mandate=order.mandate.rum,
            mandate_url=mandate(order.mandate_id),
            sequence=order.get_sequence_display(),
            amount=shown_euros(order.amount),
            standing=_standing_of(order),
            reject_url=reject(order.pk),
            withdrawal_url=withdrawal(order.pk),
            may_reject=acts and _may_be_rejected(order),
            may_withdraw=acts and _may_be_withdrawn(order),
        )
        for order in orders
    ]


def _standing_of(order: DebitOrder) -> str:
    state = DebitOrder.State(order.state)
    return marks.status(*ORDERS[state], state.label, order.reject_told or order.withdrawn_because)


def _may_be_rejected(order: DebitOrder) -> bool:
    sent = order.batch.state in {DebitBatch.State.HANDED_OVER, DebitBatch.State.COLLECTED}
    return sent and order.state in {DebitOrder.State.PLANNED, DebitOrder.State.COLLECTED}


def _may_be_withdrawn(order: DebitOrder) -> bool:
    return order.batch.state == DebitBatch.State.PLANNED and order.state == DebitOrder.State.PLANNED
