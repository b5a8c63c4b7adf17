"""A relance: what one member was written on one day, and which invoices it took to which level."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from egide.common.events import Actor
from egide.common.kept import Guard
from egide.common.workflow import verb
from egide.dunning.models.level import RANKS
from egide.invoicing.models import Invoice
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


SENT = "Une relance envoyée ne change plus."


class DunningLetter(Owned):
    """`content` is its own copy of all that it says, in French words: the same paper whenever it is drawn."""

    rank = models.PositiveSmallIntegerField("niveau", editable=False)
    title = models.CharField("titre", max_length=80, editable=False)
    sent_on = models.DateField("envoyée le", editable=False)
    content: "models.JSONField[Any, Any]" = models.JSONField("contenu", editable=False)

    invoices: "RelatedManager[DunnedInvoice]"
    never_recorded = ("content",)
    guards = (Guard("UPDATE", SENT, "{changed}"), Guard("DELETE", SENT))

    class Meta:
        verbose_name = "relance"
        ordering = ("-sent_on", "-pk")

    def __str__(self) -> str:
        return f"{self.title} du {self.sent_on:%d/%m/%Y}"

    @verb("Relance envoyée")
    def send(self, *, by: Actor, on: date, content: dict[str, Any]) -> None:
        """Born in the transaction that names its invoices and writes its mails: all are there, or nothing."""
        self.sent_on, self.content = on, content


class DunnedInvoice(Owned):
    """That an invoice has reached a level: once, whoever sends at the same time."""

    letter = models.ForeignKey(
        DunningLetter, models.PROTECT, verbose_name="relance", related_name="invoices", editable=False
    )
    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="dunned", editable=False)
    rank = models.PositiveSmallIntegerField("niveau", editable=False)
    sent_on = models.DateField("relancée le", editable=False)
    remaining = models.DecimalField("reste dû ce jour-là", max_digits=12, decimal_places=2, editable=False)
    fee = models.DecimalField("indemnité réclamée", max_digits=8, decimal_places=2, default=Decimal(0), editable=False)

    guards = (Guard("UPDATE", SENT, "{changed}"), Guard("DELETE", SENT))

    class Meta:
        verbose_name = "facture relancée"
        ordering = ("-sent_on", "-rank")
        constraints = (
            models.UniqueConstraint(
                fields=("invoice", "rank"),
                name="an_invoice_reaches_a_level_once",
                violation_error_message="Cette facture est déjà relancée à ce niveau.",
            ),
            models.UniqueConstraint(
                fields=("invoice",),
                condition=models.Q(fee__gt=0),
                name="the_fee_of_an_invoice_is_asked_once",
                violation_error_message="L’indemnité de cette facture est déjà réclamée.",
            ),
            models.CheckConstraint(
                name="an_invoice_is_dunned_at_one_of_three_levels",
                condition=models.Q(rank__in=RANKS),
                violation_error_message="Un niveau de relance va de 1 à 3.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.invoice} au niveau {self.rank}"
