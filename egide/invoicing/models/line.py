"""One line of a paper: what, how many, at what price without VAT."""

from django.db import models

from egide.invoicing.models.invoice import Invoice
from egide.members.models import Owned


class InvoiceLine(Owned):
    """Prices are without VAT; the rate is in %."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="lines")
    label = models.CharField("désignation", max_length=200)
    quantity = models.DecimalField("quantité", max_digits=10, decimal_places=2)
    unit_price = models.DecimalField("prix unitaire HT", max_digits=12, decimal_places=2)
    vat_rate = models.DecimalField("taux de TVA, en %", max_digits=4, decimal_places=2)
    net = models.DecimalField("montant HT", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne de facture"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label
