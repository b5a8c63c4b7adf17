"""One line of a paper: what, how many, at what price without VAT."""

from decimal import Decimal

from django.db import models

from egide.common.kept import Guard
from egide.invoicing.models.invoice import Invoice
from egide.invoicing.queries import IMMUTABLE
from egide.members.models import Owned

# The invoice is read under a lock: a line may not slip in while its invoice is being issued.
ISSUED = "(SELECT state FROM invoicing_invoice WHERE id = {row}.invoice_id {{locked}}) <> 'draft'"
WAS, WILL_BE = ISSUED.format(row="OLD"), ISSUED.format(row="NEW")


class InvoiceLine(Owned):
    """Prices are without VAT; the rate is in %."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="lines")
    label = models.CharField("désignation", max_length=200)
    quantity = models.DecimalField("quantité", max_digits=10, decimal_places=2)
    unit_price = models.DecimalField("prix unitaire HT", max_digits=12, decimal_places=2)
    vat_rate = models.DecimalField("taux de TVA, en %", max_digits=4, decimal_places=2)
    corrects = models.ForeignKey(
        "self", models.PROTECT, verbose_name="ligne corrigée", related_name="corrections", null=True, blank=True
    )
    net = models.DecimalField("montant HT", max_digits=12, decimal_places=2)

    guards = (
        Guard("INSERT", IMMUTABLE, WILL_BE),
        Guard("UPDATE", IMMUTABLE, f"{WAS} OR {WILL_BE}"),
        Guard("DELETE", IMMUTABLE, WAS),
    )

    class Meta:
        verbose_name = "ligne de facture"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label

    @property
    def left(self) -> Decimal:
        """What no credit note has taken of it yet, without VAT."""
        return self.net - sum((part.net for part in self.corrections.all()), Decimal(0))
