"""The part of one payment that settles one invoice."""

from django.db import models
from django.db.models import Q

from egide.common.french import shown_euros
from egide.invoicing.models.invoice import Invoice
from egide.invoicing.models.payment import Payment
from egide.members.models import Owned


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def live(self) -> "AllocationQuerySet":
        """Those that still settle something: a payment taken back leaves its row, as history."""
        return self.filter(released_at=None)


class Allocation(Owned):
    """An imputation: the payments of an invoice are read through these rows."""

    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name="règlement", related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="allocations")
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    released_at = models.DateTimeField("reprise le", null=True, blank=True, editable=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = "imputation"
        constraints = (
            models.CheckConstraint(
                name="an_allocation_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant imputé doit dépasser zéro.",
            ),
        )

    def __str__(self) -> str:
        return f"{shown_euros(self.amount)} sur {self.invoice}"
