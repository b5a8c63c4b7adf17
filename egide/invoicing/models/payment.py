"""Money that came in from a member, and the invoices it settles, in whole or in part."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.french import shown_euros
from egide.common.workflow import verb
from egide.invoicing.models.invoice import Invoice
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.invoicing.models.allocation import Allocation


class Payment(Owned):
    """A règlement: when, by what means, how much, under which reference."""

    class Mode(models.TextChoices):
        TRANSFER = "transfer", "Virement"
        DEBIT = "debit", "Prélèvement"
        CHEQUE = "cheque", "Chèque"
        CARD = "card", "Carte"
        CASH = "cash", "Espèces"

    received_on = models.DateField("date")
    mode = models.CharField("mode", max_length=20, choices=Mode)
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    reference = models.CharField("référence", max_length=80, blank=True)

    allocations: "RelatedManager[Allocation]"

    class Meta:
        verbose_name = "règlement"
        ordering = ("-received_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_payment_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant du règlement doit dépasser zéro.",
            ),
        )

    def __str__(self) -> str:
        return f"règlement de {shown_euros(self.amount)} du {self.received_on:%d/%m/%Y}"

    @verb
    def receive(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the member, the date, the mode and the amount."""
        if self.received_on > timezone.localdate():
            raise Refused("La date du règlement ne peut pas être à venir.")

    @verb
    def allocate(self, *, by: Actor, invoice: Invoice, amount: Decimal) -> Changes:
        """Put a part of this money on one invoice, which is settled when nothing remains due."""
        if invoice.member_id != self.member_id:
            raise Refused("Cette facture est celle d’un autre adhérent.")
        used = self.allocations.aggregate(total=models.Sum("amount"))["total"] or Decimal(0)
        if used + amount > self.amount:
            raise Refused("Ce règlement ne suffit pas.")
        invoice.take_payment(by=by, amount=amount)
        self.allocations.create(member_id=self.member_id, invoice=invoice, amount=amount)
        if not invoice.remaining:
            invoice.settle(by=by)
        return {"invoice": [None, f"{invoice.number} : {amount}"]}
