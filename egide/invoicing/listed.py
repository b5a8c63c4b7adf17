"""One invoice or credit note as a line of a spreadsheet: the same columns wherever invoices leave as a file."""

from datetime import date
from decimal import Decimal

from egide.invoicing.models import Invoice

HEADER = (
    "N°", "Date", "Type de facture", "Nature", "Période", "Échéance", "HT", "TVA", "TTC", "Réglé", "Crédité",
    "Reste dû", "État",
)  # fmt: skip


def cells(invoice: Invoice) -> tuple[str | Decimal | date | None, ...]:
    """What `HEADER` names. A paper of the former software came without its lines: its net and VAT are not known."""
    net, vat = (None, None) if invoice.is_history else (invoice.net, invoice.vat)
    return (
        invoice.number, invoice.issued_on, invoice.get_kind_display(), invoice.get_nature_display(), invoice.period,
        invoice.due_on, net, vat, invoice.gross, invoice.settled, invoice.credited, invoice.remaining,
        invoice.standing.value,
    )  # fmt: skip
