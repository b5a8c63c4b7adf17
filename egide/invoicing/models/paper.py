"""What invoices and credit notes have in common: a paper that, once issued, never changes."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from egide.common.errors import Refused
from egide.invoicing.amounts import Totals, totals_of
from egide.invoicing.queries import IMMUTABLE, STILL_MOVES, UNDELETABLE
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.invoicing.models.line import InvoiceLine


class Nature(models.TextChoices):
    INVOICE = "invoice", "Facture"
    CREDIT_NOTE = "credit_note", "Avoir"


class Kind(models.TextChoices):
    DUES = "dues", "Facture de cotisation"
    ADJUSTMENT = "adjustment", "Facture de régularisation"
    ENTRY = "entry", "Droits d’entrée"
    ABSENCE = "absence", "Absence ou annulation tardive"
    VISIT = "visit", "Visite d’un intérimaire"
    OTHER = "other", "Autre prestation"
    CREDIT_NOTE = "credit_note", "Avoir"


class State(models.TextChoices):
    DRAFT = "draft", "Brouillon"
    ISSUED = "issued", "À régler"
    SETTLED = "settled", "Acquittée"
    CREDITED = "credited", "Annulée par un avoir"


class Paper(Owned):
    """Who bills whom, what, when and how much; issued, it keeps its own copy of every name and amount, for ever."""

    Nature = Nature
    Kind = Kind
    State = State

    nature = models.CharField("nature", max_length=20, choices=Nature, default=Nature.INVOICE)
    kind = models.CharField("type de facture", max_length=20, choices=Kind)
    number = models.CharField("n°", max_length=20, blank=True, editable=False)
    issued_on = models.DateField("date", null=True, blank=True, editable=False)
    due_on = models.DateField("échéance", null=True, blank=True, editable=False)
    period = models.CharField("période", max_length=60)
    issuer: "models.JSONField[Any, Any]" = models.JSONField("émetteur", default=dict, editable=False)
    client: "models.JSONField[Any, Any]" = models.JSONField("client", default=dict, editable=False)
    net = models.DecimalField("montant HT", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    vat = models.DecimalField("TVA", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    gross = models.DecimalField("montant TTC", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    state = models.CharField("état", max_length=40, choices=State, default=State.DRAFT, editable=False)

    lines: "RelatedManager[InvoiceLine]"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Issued paper does not change: only its state and what has been paid of it still move."""
        if not self._state.adding:
            kept = type(self)._base_manager.exclude(state=State.DRAFT).filter(pk=self.pk).values().first()
            frozen = {name: value for name, value in (kept or {}).items() if name not in STILL_MOVES}
            if any(getattr(self, name) != value for name, value in frozen.items()):
                raise Refused(IMMUTABLE)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Refused(UNDELETABLE)

    @property
    def letter(self) -> str:
        """F for an invoice, A for a credit note: what stands before the amount."""
        return "A" if self.nature == Nature.CREDIT_NOTE else "F"

    @property
    def totals(self) -> Totals:
        """From the lines: net, VAT once per rate, gross."""
        return totals_of((line.net, line.vat_rate) for line in self.lines.all())
