"""One visit to the page of the card provider, from its opening to the money."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.cards.gateway import Checkout
from egide.common import signs
from egide.common.events import Actor
from egide.common.french import shown_euros
from egide.common.workflow import transition, verb
from egide.invoicing.models import Payment
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.cards.models.notice import CardNotice
    from egide.cards.models.part import CardPart


class CardState(models.TextChoices):
    OPENED = "opened", "En cours"
    CONFIRMED = "confirmed", "Réglé"
    REFUSED = "refused", "Refusé"
    EXPIRED = "expired", "Abandonné"
    HELD = "held", "À vérifier"


def draw_reference() -> str:
    return f"CB-{signs.draw(10)}"


class CardPaymentQuerySet(models.QuerySet["CardPayment"]):
    def open(self) -> "CardPaymentQuerySet":
        return self.filter(state=CardState.OPENED)


class CardPayment(Owned):
    """Only a notice of the provider settles it: coming back from its page proves nothing."""

    State = CardState

    reference = models.CharField("référence", max_length=20, unique=True, default=draw_reference, editable=False)
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2, editable=False)
    provider = models.CharField("prestataire", max_length=40, editable=False)
    provider_reference = models.CharField("référence du prestataire", max_length=120, blank=True, editable=False)
    checkout_url = models.URLField("page de paiement", max_length=1000, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="ouvert par", related_name="+", editable=False
    )
    opened_at = models.DateTimeField("ouvert le", editable=False)
    expires_at = models.DateTimeField("expire le", null=True, editable=False)
    state = models.CharField("état", max_length=20, choices=CardState, default=CardState.OPENED, editable=False)
    refusal = models.CharField("motif du refus", max_length=200, blank=True, editable=False)
    payment = models.OneToOneField(
        Payment, models.PROTECT, verbose_name="règlement", related_name="card_payment", null=True, editable=False
    )

    parts: "RelatedManager[CardPart]"
    notices: "RelatedManager[CardNotice]"
    objects = CardPaymentQuerySet.as_manager()
    never_recorded = ("checkout_url",)

    class Meta:
        verbose_name = "paiement par carte"
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=("state", "id"), name="card_payments_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "provider_reference"),
                condition=~Q(provider_reference=""),
                name="a_card_payment_is_one_of_its_provider",
                violation_error_message="Ce paiement du prestataire est déjà connu.",
            ),
            models.CheckConstraint(
                name="a_card_payment_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant à payer par carte dépasse zéro.",
            ),
            models.CheckConstraint(
                name="a_confirmed_card_payment_is_booked",
                condition=Q(state="confirmed", payment__isnull=False) | (~Q(state="confirmed") & Q(payment=None)),
                violation_error_message="Un paiement par carte confirmé a son règlement.",
            ),
        )

    def __str__(self) -> str:
        return f"paiement par carte de {shown_euros(self.amount)}, {self.reference}"

    @property
    def is_open(self) -> bool:
        return self.state == CardState.OPENED

    @property
    def credit(self) -> Decimal:
        """What was paid beyond its invoices, and was not given back or put on another."""
        return self.payment.unallocated if self.payment else Decimal(0)

    @verb("Paiement par carte commencé")
    def open(self, *, by: Actor) -> None:
        """The birth of the row: `egide.cards.rules.open_checkout` adds its invoices in the same transaction."""
        self.opened_at = timezone.now()

    @verb("Page de paiement ouverte")
    def start(self, *, by: Actor, checkout: Checkout) -> None:
        """The provider has made its page."""
        self.provider_reference, self.checkout_url = checkout.reference, checkout.url
        self.expires_at = checkout.expires_at

    @transition(
        CardState.OPENED,
        CardState.REFUSED,
        CardState.EXPIRED,
        CardState.HELD,
        to=CardState.CONFIRMED,
        label="Confirmer le paiement",
        told="Paiement par carte confirmé",
    )
    def confirm(self, *, by: Actor, on: date) -> None:
        """The provider has the money, even late or after another sum: what its invoices do not owe any more is the
        member's credit."""
        payment = Payment(member_id=self.member_id, mode=Payment.Mode.CARD, amount=self.amount)
        payment.reference, payment.received_on = self.reference, on
        payment.receive(by=by)
        asked = {part.invoice: part.amount for part in self.parts.select_related("invoice").order_by("invoice_id")}
        payment.settle_in_order(by=by, invoices=asked, at_most={one.pk: amount for one, amount in asked.items()})
        self._let_go()
        self.payment, self.refusal = payment, ""

    @transition(CardState.OPENED, to=CardState.REFUSED, label="Noter le refus", told="Paiement par carte refusé")
    def refuse(self, *, by: Actor, reason: str = "") -> None:
        """By the bank of the card; its invoices can be paid otherwise."""
        self._let_go()
        self.refusal = reason[:200]

    @transition(
        CardState.OPENED,
        CardState.HELD,
        to=CardState.EXPIRED,
        label="Abandonner le paiement",
        told="Paiement par carte abandonné",
    )
    def expire(self, *, by: Actor) -> None:
        """Nobody has paid: given up, too late, or accounting has looked at what was strange."""
        self._let_go()

    @transition(
        CardState.OPENED,
        CardState.REFUSED,
        CardState.EXPIRED,
        to=CardState.HELD,
        label="Mettre de côté",
        told="Paiement par carte à vérifier",
    )
    def put_aside(self, *, by: Actor) -> None:
        """The provider told another sum: nothing is booked, nor paid a second time, before accounting has looked."""
        elsewhere = self.parts.model._default_manager.filter(live=True).values("invoice")
        self.parts.exclude(invoice__in=elsewhere).update(live=True)

    def _let_go(self) -> None:
        self.parts.filter(live=True).update(live=False)
