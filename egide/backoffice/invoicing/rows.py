"""One invoice or credit note as a line of the service's tables: its words, how it stands by colour, icon and word."""

from collections.abc import Iterable
from typing import TypedDict

from django.utils import timezone

from egide.common.french import shown_age, shown_euros
from egide.invoicing.models import Invoice
from egide.ui import marks
from egide.ui.listing import row_address

OVERDUE = ("danger", "alert-circle", "Échue")
CREDIT_NOTE = ("", "receipt", "Avoir")
PAID_IN_PART = ("warn", "clock", "Réglée en partie")
CREDITED_IN_PART = ("warn", "clock", "Créditée en partie")
LOOKS = {
    Invoice.State.ISSUED: ("warn", "clock"),
    Invoice.State.SETTLED: ("ok", "check"),
    Invoice.State.CREDITED: ("", "ban"),
}


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    url: str
    number: str
    member: str
    member_number: str
    issued_on: str
    kind: str
    period: str
    due_on: str
    amount: str
    remaining: str
    standing: str


def rows_of(invoices: Iterable[Invoice]) -> list[Row]:
    """`invoices` are issued, with their `member`."""
    address = row_address("backoffice:invoice")
    return [_row(invoice, address(invoice.pk)) for invoice in invoices]


def standing_of(invoice: Invoice) -> str:
    """The state of an invoice or of a credit note; since when it is late."""
    if invoice.nature == Invoice.Nature.CREDIT_NOTE:
        return marks.status(*CREDIT_NOTE)
    if invoice.is_overdue and invoice.due_on:
        return marks.status(*OVERDUE, shown_age(invoice.due_on, timezone.now()))
    if invoice.state == Invoice.State.ISSUED and invoice.settled:
        return marks.status(*PAID_IN_PART)
    if invoice.state == Invoice.State.ISSUED and invoice.credited:
        return marks.status(*CREDITED_IN_PART)
    state = Invoice.State(invoice.state)
    return marks.status(*LOOKS[state], state.label)


def _row(invoice: Invoice, url: str) -> Row:
    return Row(
        url=url,
        number=invoice.number,
        member=str(invoice.member),
        member_number=str(invoice.member.number),
        issued_on=f"{invoice.issued_on:%d/%m/%Y}",
        kind=invoice.get_kind_display(),
        period=invoice.period,
        due_on=f"{invoice.due_on:%d/%m/%Y}" if invoice.due_on else "–",
        amount=f"{invoice.letter} {shown_euros(invoice.gross)}",
        remaining=shown_euros(invoice.remaining) if invoice.remaining else "–",
        standing=standing_of(invoice),
    )
