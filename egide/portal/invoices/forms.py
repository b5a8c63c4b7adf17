"""What a member chooses to pay by card."""

from typing import Any

from django import forms

from egide.common.french import shown_euros
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.ui.fields import TickedRowsField

NO_LONGER = "Une de ces factures n’attend plus de paiement par carte : relisez la liste."


class CardForm(forms.Form):
    """Which invoices one payment is for, the oldest due first; each is paid in full."""

    invoices: Any = TickedRowsField(
        label="Factures à payer",
        queryset=None,
        error_messages={"required": "Cochez au moins une facture.", "invalid_choice": NO_LONGER},
    )

    def __init__(self, *args: Any, invoices: InvoiceQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["invoices"]
        field.queryset = invoices
        field.label_from_instance = _told


def _told(invoice: Invoice) -> str:
    due = f"{invoice.due_on:%d/%m/%Y}" if invoice.due_on else "sans date"
    late = "échue le" if invoice.is_overdue else "à régler au"
    what = f"{invoice.get_kind_display()}, {invoice.period}"
    return f"{invoice.number}, {what} : {shown_euros(invoice.remaining)}, {late} {due}"
