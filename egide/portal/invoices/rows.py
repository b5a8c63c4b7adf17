"""One invoice as a line of Mes factures: its group, where its payment stands by colour, icon and word."""

from datetime import date
from typing import Any, TypedDict

from django.db.models import prefetch_related_objects

from egide.common.french import shown_euros
from egide.invoicing.models import Invoice
from egide.ui import marks
from egide.ui.listing import row_address

KINDS = dict(Invoice.Kind.choices)
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


def rows_of(invoices: list[Any], member_number: int, today: date, debits: dict[int, date]) -> list[Row]:
    """`invoices` come from `by_group`, with `corrects`; few of them have `corrections`, read for those alone. `debits`:
    the key of an invoice → the day of its debit, announced."""
    prefetch_related_objects([one for one in invoices if one.state == Invoice.State.CREDITED], "corrections")
    preview = row_address("portal:invoice", member_number)
    settlement = row_address("portal:invoice-settlement", member_number)
    return [
        _row(invoice, preview(invoice.pk), settlement(invoice.pk), today, debits.get(invoice.pk))
        for invoice in invoices
    ]


def _row(invoice: Any, preview_url: str, settlement_url: str, today: date, debit_on: date | None) -> Row:
    tone, icon, standing = _standing(invoice, today)
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
        standing=marks.status(tone, icon, standing, f"Prélèvement prévu le {debit_on:%d/%m/%Y}" if debit_on else ""),
        preview_url=preview_url,
        settlement_url=settlement_url,
        owes_a_part=bool(remaining and (invoice.settled or invoice.credited)),
    )


def _standing(invoice: Any, today: date) -> tuple[str, str, str]:
    if invoice.corrects_id:
        does = "Diminue" if invoice.corrects_in_part else "Annule"
        return "", "receipt", f"{does} la facture {invoice.corrects.number}"
    if invoice.state == Invoice.State.CREDITED:
        numbers = ", ".join(note.number for note in invoice.corrections.all())
        by = "les avoirs" if ", " in numbers else "l’avoir"
        return "", "receipt", f"Annulée par {by} {numbers}"
    if invoice.state == Invoice.State.SETTLED:
        return "ok", "circle-check", f"Réglée le {invoice.paid_on:%d/%m/%Y}" if invoice.paid_on else "Réglée"
    if invoice.due_on < today:
        return "danger", "alert-circle", f"Échue le {invoice.due_on:%d/%m/%Y}"
    return "warn", "clock", f"À régler au {invoice.due_on:%d/%m/%Y}"
