"""One invoice or credit note as a line of the service's tables: its words, how it stands by colour, icon and word."""

from collections.abc import Iterable
from typing import TypedDict

from django.utils import timezone

from egide.common.french import shown_age, shown_euros
from egide.invoicing.models import Invoice
from egide.invoicing.models.collecting import Standing
from egide.ui import marks
from egide.ui.listing import row_address

LOOKS = {
    Standing.DUE: ("warn", "clock"),
    Standing.OVERDUE: ("danger", "alert-circle"),
    Standing.PAID_IN_PART: ("warn", "clock"),
    Standing.CREDITED_IN_PART: ("warn", "clock"),
    Standing.SETTLED: ("ok", "check"),
    Standing.CREDITED: ("", "ban"),
    Standing.CREDIT_NOTE: ("", "receipt"),
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
    """Where an invoice or a credit note stands; since when it is late."""
    standing, since = invoice.standing, ""
    if standing == Standing.OVERDUE and invoice.due_on:
        since = shown_age(invoice.due_on, timezone.now())
    return marks.status(*LOOKS[standing], standing.value, since)


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
