"""One invoice in one batch: what is announced to the member, taken by the bank, and perhaps sent back."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.french import shown_euros
from egide.common.workflow import transition, verb
from egide.debits.models.batch import BatchState, DebitBatch
from egide.debits.models.mandate import DebitMandate
from egide.debits.rejects import ENDING, REASONS, told
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Owned


class OrderState(models.TextChoices):
    PLANNED = "planned", "Annoncé"
    COLLECTED = "collected", "Encaissé"
    REJECTED = "rejected", "Rejeté"
    WITHDRAWN = "withdrawn", "Retiré"


class Sequence(models.TextChoices):
    FIRST = "FRST", "Premier"
    RECURRENT = "RCUR", "Récurrent"


class DebitOrderQuerySet(models.QuerySet["DebitOrder"]):
    def planned(self) -> "DebitOrderQuerySet":
        return self.filter(state=OrderState.PLANNED).order_by("pk")

    def presented(self) -> "DebitOrderQuerySet":
        """The bank has had them: what it sends back too, not what was withdrawn with an abandoned batch."""
        kept = Q(state__in=(OrderState.PLANNED, OrderState.COLLECTED))
        at_the_bank = kept & Q(batch__state__in=(BatchState.HANDED_OVER, BatchState.COLLECTED))
        return self.filter(at_the_bank | Q(state=OrderState.REJECTED))

    def begun(self) -> "DebitOrderQuerySet":
        """After these a mandate is used again (RCUR); one that was sent back before its day has begun nothing."""
        return self.presented().exclude(state=OrderState.REJECTED, rejected_on__lt=F("batch__collect_on"))

    def to_announce(self) -> "DebitOrderQuerySet":
        return self.planned().filter(announced_at=None)


class DebitOrder(Owned):
    """Its end-to-end identifier at the bank is the number of its invoice."""

    State = OrderState

    batch = models.ForeignKey(DebitBatch, models.PROTECT, verbose_name="remise", related_name="orders", editable=False)
    mandate = models.ForeignKey(
        DebitMandate, models.PROTECT, verbose_name="mandat", related_name="orders", editable=False
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, verbose_name="facture", related_name="debit_orders", editable=False
    )
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2, editable=False)
    sequence = models.CharField("séquence", max_length=4, choices=Sequence, blank=True, editable=False)
    announced_at = models.DateTimeField("préavis envoyé le", null=True, blank=True, editable=False)
    state = models.CharField("état", max_length=20, choices=OrderState, default=OrderState.PLANNED, editable=False)
    payment = models.OneToOneField(
        Payment, models.PROTECT, verbose_name="règlement", related_name="debit_order", null=True, editable=False
    )
    reject_code = models.CharField("code du rejet", max_length=4, blank=True, editable=False)
    rejected_on = models.DateField("rejeté le", null=True, blank=True, editable=False)
    withdrawn_because = models.CharField("motif du retrait", max_length=200, blank=True, editable=False)

    objects = DebitOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "prélèvement"
        ordering = ("batch", "pk")
        indexes = (models.Index(fields=("batch", "state", "id"), name="orders_of_batch_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("invoice",),
                condition=Q(state="planned"),
                name="an_invoice_is_collected_once_at_a_time",
                violation_error_message="Cette facture est déjà dans une remise.",
            ),
            models.CheckConstraint(
                name="a_debit_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Un prélèvement dépasse zéro.",
            ),
            models.CheckConstraint(
                name="a_rejected_debit_says_why",
                condition=~Q(state="rejected") | (~Q(reject_code="") & Q(rejected_on__isnull=False)),
                violation_error_message="Un rejet a son code et sa date.",
            ),
        )

    def __str__(self) -> str:
        return f"prélèvement de {shown_euros(self.amount)}, facture {self.invoice.number}"

    @property
    def reject_told(self) -> str:
        return told(self.reject_code) if self.reject_code else ""

    @verb("Préavis de prélèvement envoyé")
    def announce(self, *, by: Actor) -> None:
        """The member reads the amount, the day, the mandate and who collects before the bank does."""
        waits = self.announced_at is None and self.state == OrderState.PLANNED
        if not waits or not DebitBatch.objects.filter(pk=self.batch_id, state=BatchState.PLANNED).exists():
            raise Refused("Ce préavis est déjà parti, ou n’a plus lieu d’être.")
        self.announced_at = timezone.now()

    @transition(OrderState.PLANNED, to=OrderState.COLLECTED, label="Encaisser", told="Prélèvement encaissé")
    def collect(self, *, by: Actor) -> None:
        """The bank has the money: a payment settles the invoice; what it does not owe any more is a credit."""
        if self.batch.state != BatchState.COLLECTED:
            raise Refused("La remise n’est pas encaissée.")
        mode, reference = Payment.Mode.DEBIT, f"{self.invoice.number} {self.mandate.rum}"
        payment = Payment(member_id=self.member_id, mode=mode, amount=self.amount, reference=reference)
        payment.received_on = self.batch.collect_on
        payment.receive(by=by)
        payment.settle_in_order(by=by, invoices=[self.invoice])
        self.payment = payment

    @transition(
        OrderState.PLANNED,
        OrderState.COLLECTED,
        to=OrderState.REJECTED,
        label="Noter un rejet",
        told="Prélèvement rejeté par la banque",
    )
    def reject(self, *, by: Actor, code: str, on: date) -> None:
        """The money goes back: the payment is cancelled, the invoice is due again; some reasons end the mandate."""
        if code not in REASONS:
            raise Refused("Ce code de rejet n’est pas connu.")
        if self.batch.state == BatchState.PLANNED or on > timezone.localdate():
            raise Refused("Un rejet vient après la remise à la banque.")
        self.reject_code, self.rejected_on = code, on
        if self.payment and not self.payment.is_cancelled:
            self.payment.cancel(by=by, reason=f"Prélèvement rejeté : {told(code)}")
        if code in ENDING and self.mandate.is_active:
            self.mandate.suspend(by=by, code=code)

    @transition(OrderState.PLANNED, to=OrderState.WITHDRAWN, label="Retirer de la remise", told="Prélèvement retiré")
    def withdraw(self, *, by: Actor, reason: str) -> None:
        """Before the money moves: the member, once announced, is told that nothing will be taken."""
        self.withdrawn_because = reason
