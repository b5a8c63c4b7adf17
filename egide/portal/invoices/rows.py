"""One invoice as a line of Mes factures: its group, where its payment stands by colour, icon and word."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.common.french import shown_euros
from egide.invoicing.models import Invoice

TITLES = ("À régler", "Mes factures acquittées", "Avoirs")


@dataclass(frozen=True, slots=True)
class Row:
    """What the template draws: no rule left to decide there."""

    invoice: Invoice
    group: str
    tone: str
    icon: str
    standing: str
    amount: str
    remaining: str

    @property
    def is_late(self) -> bool:
        return self.tone == "danger"

    @property
    def owes_a_part(self) -> bool:
        return bool(self.remaining and (self.invoice.settled or self.invoice.credited))


def rows_of(invoices: list[Any], today: date) -> list[Row]:
    """`invoices` come from `by_group`, with `corrects` and their `corrections`."""
    return [_row(invoice, today) for invoice in invoices]


def _row(invoice: Any, today: date) -> Row:
    tone, icon, standing = _standing(invoice, today)
    amount = f"{invoice.letter} {shown_euros(invoice.gross)}"
    remaining = shown_euros(invoice.remaining) if invoice.remaining else ""
    return Row(invoice, TITLES[invoice.group], tone, icon, standing, amount, remaining)


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
