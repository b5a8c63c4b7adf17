"""One invoice as a line of Mes factures: its group, where its payment stands by colour, icon and word."""

from datetime import date
from typing import Any, TypedDict

from django.db.models import prefetch_related_objects

from egide.common.french import shown_euros
from egide.invoicing.models import Invoice
from egide.invoicing.models.collecting import Standing
from egide.ui import marks
from egide.ui.listing import row_address

KINDS = dict(Invoice.Kind.choices)
LOOKS = {
    Standing.DUE: ("warn", "clock"),
    Standing.OVERDUE: ("danger", "alert-circle"),
    Standing.PAID_IN_PART: ("warn", "clock"),
    Standing.CREDITED_IN_PART: ("warn", "clock"),
    Standing.SETTLED: ("ok", "circle-check"),
    Standing.CREDITED: ("", "receipt"),
    Standing.CREDIT_NOTE: ("", "receipt"),
}
TITLES = ("À régler", "Mes factures acquittées", "Avoirs")


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    group: str
    colour: str
    number: str
    issued_on: str
    kind: str
    period: str
    amount: str
    remaining: str
    standing: str
    preview_url: str
    settlement_url: str
    owes_a_part: bool


def rows_of(invoices: list[Any], member_number: int, debits: dict[int, date]) -> list[Row]:
    """`invoices` come from `by_group`, with `corrects`; few of them have `corrections`, read for those alone. `debits`:
    the key of an invoice → the day of its debit, announced."""
    prefetch_related_objects([one for one in invoices if one.state == Invoice.State.CREDITED], "corrections")
    preview = row_address("portal:invoice", member_number)
    settlement = row_address("portal:invoice-settlement", member_number)
    return [_row(invoice, preview(invoice.pk), settlement(invoice.pk), debits.get(invoice.pk)) for invoice in invoices]


def _row(invoice: Any, preview_url: str, settlement_url: str, debit_on: date | None) -> Row:
    tone, icon = LOOKS[invoice.standing]
    remaining = shown_euros(invoice.remaining) if invoice.remaining else ""
    return Row(
        group=TITLES[invoice.group],
        colour=marks.colour("danger" if tone == "danger" else ""),
        number=invoice.number,
        issued_on=f"{invoice.issued_on:%d/%m/%Y}",
        kind=KINDS[invoice.kind],
        period=invoice.period,
        amount=f"{invoice.letter} {shown_euros(invoice.gross)}",
        remaining=remaining,
        standing=marks.status(tone, icon, _dated(invoice), _noted(invoice, debit_on)),
        preview_url=preview_url,
        settlement_url=settlement_url,
        owes_a_part=bool(remaining and (invoice.settled or invoice.credited)),
    )


def _dated(invoice: Any) -> str:
    """The word of its standing and the day that goes with it; the notes that have cancelled it are named."""
    standing = invoice.standing
    word = str(standing)
    if standing == Standing.CREDITED:
        numbers = ", ".join(note.number for note in invoice.corrections.all())
        return f"Annulée par {'les avoirs' if ', ' in numbers else 'l’avoir'} {numbers}"
    if standing == Standing.SETTLED:
        return f"{word} le {invoice.paid_on:%d/%m/%Y}" if invoice.paid_on else word
    if standing == Standing.CREDIT_NOTE:
        return word
    until = {Standing.DUE: " au", Standing.OVERDUE: " le"}.get(standing, ", le reste au")
    return f"{word}{until} {invoice.due_on:%d/%m/%Y}"


def _noted(invoice: Any, debit_on: date | None) -> str:
    """What a credit note does to its invoice; when an invoice is to be debited."""
    if invoice.corrects_id:
        return f"{'Diminue' if invoice.corrects_in_part else 'Annule'} la facture {invoice.corrects.number}"
    return f"Prélèvement prévu le {debit_on:%d/%m/%Y}" if debit_on else ""
