"""One invoice of a card payment, with what remained due of it when the page was opened."""

from django.db import models
from django.db.models import Q

from egide.cards.models.payment import CardPayment
from egide.common.french import shown_euros
from egide.invoicing.models import Invoice
from egide.members.models import Owned


class CardPart(Owned):
    """`live` while its payment is under way or looked at by accounting: two people do not pay one invoice at once."""

    card_payment = models.ForeignKey(
        CardPayment, models.PROTECT, verbose_name="paiement par carte", related_name="parts", editable=False
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name="facture", related_name="card_parts", editable=False
    )
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2, editable=False)
    live = models.BooleanField("en cours", default=True, editable=False)

    class Meta:
        verbose_name = "facture d’un paiement par carte"
        ordering = ("card_payment", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("invoice",),
                condition=Q(live=True),
                name="an_invoice_is_paid_by_one_card_at_a_time",
                violation_error_message="Cette facture est déjà en cours de paiement par carte.",
            ),
            models.UniqueConstraint(
                fields=("card_payment", "invoice"),
                name="an_invoice_is_once_in_a_card_payment",
                violation_error_message="Cette facture est déjà dans ce paiement.",
            ),
            models.CheckConstraint(
                name="a_card_part_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Rien n’est dû sur cette facture.",
            ),
        )

    def __str__(self) -> str:
        return f"{shown_euros(self.amount)} sur {self.invoice}"
