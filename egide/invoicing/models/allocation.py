"""The part of one payment that settles one invoice."""

from django.db import models

from egide.common.french import shown_euros
from egide.invoicing.models.invoice import Invoice
from egide.invoicing.models.payment import Payment
from egide.members.models import Owned


class Allocation(Owned):
    """An imputation: the payments of an invoice are read through these rows."""

    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name="règlement", related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="allocations")
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "imputation"

    def __str__(self) -> str:
        return f"{shown_euros(self.amount)} sur {self.invoice}"
