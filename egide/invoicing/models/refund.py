"""Money given back to a member: what a payment brought beyond its invoices."""

from django.db import models
from django.db.models import Q

from egide.common.french import shown_euros
from egide.invoicing.models.payment import Payment
from egide.members.models import Owned


class Refund(Owned):
    """A remboursement: when, how much, under which reference of the bank."""

    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name="règlement", related_name="refunds")
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    refunded_on = models.DateField("remboursé le")
    reference = models.CharField("référence", max_length=80, blank=True)

    class Meta:
        verbose_name = "remboursement"
        ordering = ("-refunded_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_refund_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant remboursé doit dépasser zéro.",
            ),
        )

    def __str__(self) -> str:
        return f"remboursement de {shown_euros(self.amount)} du {self.refunded_on:%d/%m/%Y}"
