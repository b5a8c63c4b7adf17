"""What the card provider told, once each; what does not fit is put aside for accounting."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.cards.gateway import Kind
from egide.cards.models.payment import CardPayment, CardState
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb


class Anomaly(models.TextChoices):
    AMOUNT = "amount", "Montant différent de celui demandé"
    CURRENCY = "currency", "Payé dans une autre monnaie"
    UNKNOWN = "unknown", "Paiement inconnu du portail"
    REFUNDED = "refunded", "Remboursé chez le prestataire"
    DISPUTED = "disputed", "Contesté par le porteur de la carte"


class CardNoticeQuerySet(models.QuerySet["CardNotice"]):
    def anomalies(self) -> "CardNoticeQuerySet":
        """Those that somebody still has to look at, the oldest first."""
        return self.exclude(anomaly="").filter(closed_at=None).order_by("received_at", "pk")


class CardNotice(models.Model):
    """Its identifier is one for ever: a notice that is played again changes nothing."""

    Kind = Kind
    Anomaly = Anomaly

    provider = models.CharField("prestataire", max_length=40, editable=False)
    event_id = models.CharField("identifiant", max_length=120, editable=False)
    kind = models.CharField("nature", max_length=20, choices=Kind, editable=False)
    provider_reference = models.CharField("référence du prestataire", max_length=120, editable=False)
    amount = models.DecimalField("montant", max_digits=14, decimal_places=2, editable=False)
    currency = models.CharField("monnaie", max_length=3, editable=False)
    happened_at = models.DateTimeField("arrivé le", editable=False)
    received_at = models.DateTimeField("reçu le", editable=False)
    card_payment = models.ForeignKey(
        CardPayment,
        models.PROTECT,
        verbose_name="paiement par carte",
        related_name="notices",
        null=True,
        editable=False,
    )
    anomaly = models.CharField("anomalie", max_length=20, choices=Anomaly, blank=True, editable=False)
    closed_at = models.DateTimeField("classé le", null=True, editable=False)
    closed_note = models.CharField("ce qui a été fait", max_length=300, blank=True)

    objects = CardNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "avis du prestataire de carte"
        ordering = ("-received_at", "-pk")
        indexes = (
            models.Index(
                fields=("received_at",), name="card_anomalies", condition=~Q(anomaly="") & Q(closed_at__isnull=True)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "event_id"),
                name="a_card_notice_is_heard_once",
                violation_error_message="Cet avis est déjà connu.",
            ),
            models.CheckConstraint(
                name="a_closed_card_notice_says_what_was_done",
                condition=Q(closed_at=None) | ~Q(closed_note=""),
                violation_error_message="Dites ce qui a été fait.",
            ),
        )

    def __str__(self) -> str:
        return f"avis {self.event_id}"

    @verb("Avis du prestataire reçu")
    def take_in(self, *, by: Actor) -> None:
        """The birth of the row; `egide.cards.rules.receive` then applies it in the same transaction."""
        self.received_at = timezone.now()

    @verb("Avis mis de côté")
    def put_aside(self, *, by: Actor, anomaly: str) -> None:
        self.anomaly = anomaly

    @verb("Anomalie classée")
    def close(self, *, by: Actor, note: str) -> None:
        """Accounting has done what it had to: the invoices of a payment that was put aside can be paid again."""
        if not self.anomaly or self.closed_at:
            raise Refused("Cette anomalie est déjà classée.")
        self.closed_at, self.closed_note = timezone.now(), note.strip()
        payment = self.card_payment
        if payment and payment.state == CardState.HELD:
            payment.expire(by=by)
