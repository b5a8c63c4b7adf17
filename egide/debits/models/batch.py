"""A « remise »: the debits that the bank collects on one day, from their announcement to the money."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone

from egide.centres.models import Service
from egide.centres.models.debiting import DebitScheme
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import transition, verb
from egide.debits import bank_days


class BatchState(models.TextChoices):
    PLANNED = "planned", "Annoncée"
    HANDED_OVER = "handed_over", "Remise à la banque"
    COLLECTED = "collected", "Encaissée"
    ABANDONED = "abandoned", "Abandonnée"


def earliest_day(today: date) -> date:
    """The first day that leaves both the notice to the members and the time that the bank asks for."""
    service = Service.current()
    told = today + timedelta(days=service.debit_notice_days)
    return max(bank_days.on_or_after(told), bank_days.after(today, service.debit_lead_days))


class DebitBatch(Versioned):
    """One day of collection, one scheme; once at the bank, `file_digest` is the SHA-256 of the file that it has."""

    State = BatchState

    collect_on = models.DateField("date du débit", editable=False)
    scheme = models.CharField("sorte de prélèvement", max_length=4, choices=DebitScheme, editable=False)
    state = models.CharField("état", max_length=20, choices=BatchState, default=BatchState.PLANNED, editable=False)
    file_digest = models.CharField("empreinte du fichier", max_length=64, blank=True, editable=False)
    abandoned_because = models.CharField("motif de l’abandon", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "remise de prélèvements"
        ordering = ("-collect_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_batch_handed_over_has_its_file",
                condition=Q(state__in=("planned", "abandoned")) | ~Q(file_digest=""),
                violation_error_message="Une remise donnée à la banque a son fichier.",
            ),
            models.CheckConstraint(
                name="an_abandoned_batch_says_why",
                condition=~Q(state="abandoned") | ~Q(abandoned_because=""),
                violation_error_message="Dites pourquoi la remise est abandonnée.",
            ),
        )

    def __str__(self) -> str:
        return f"remise du {self.collect_on:%d/%m/%Y}"

    @property
    def hand_over_by(self) -> date:
        """The last day on which the bank still takes the file."""
        return bank_days.before(self.collect_on, Service.current().debit_lead_days)

    @verb("Remise de prélèvements préparée")
    def plan(self, *, by: Actor) -> None:
        """The birth of the row: `egide.debits.rules.plan_batch` adds its orders in the same transaction."""
        if not bank_days.is_bank_day(self.collect_on):
            raise Refused("Les banques n’échangent pas ce jour-là : choisissez un jour ouvré bancaire.")
        if self.collect_on < (earliest := earliest_day(timezone.localdate())):
            raise Refused(f"Le préavis et le délai de la banque mènent au {earliest:%d/%m/%Y} au plus tôt.")

    @transition(
        BatchState.PLANNED,
        to=BatchState.HANDED_OVER,
        label="Arrêter le fichier",
        told="Fichier de prélèvements arrêté",
    )
    def hand_over(self, *, by: Actor, digest: str) -> None:
        """What the bank gets does not change any more; `egide.debits.rules.hand_over` has built it."""
        if timezone.localdate() > self.hand_over_by:
            raise Refused(f"La banque voulait ce fichier le {self.hand_over_by:%d/%m/%Y} au plus tard : abandonnez.")
        self.file_digest = digest

    @transition(BatchState.HANDED_OVER, to=BatchState.COLLECTED, label="Noter l’encaissement", told="Remise encaissée")
    def collect(self, *, by: Actor) -> None:
        """The account of the service is credited: the worker then records one payment for each order."""
        if timezone.localdate() < self.collect_on:
            raise Refused(f"La banque encaisse le {self.collect_on:%d/%m/%Y}.")

    @transition(
        BatchState.PLANNED,
        BatchState.HANDED_OVER,
        to=BatchState.ABANDONED,
        label="Abandonner la remise",
        told="Remise abandonnée",
    )
    def abandon(self, *, by: Actor, reason: str) -> None:
        """Nothing was collected: its orders are withdrawn, and its invoices may enter another batch."""
        self.abandoned_because = reason

    def progress(self) -> dict[str, Any]:
        """How many orders there are (`orders`), in each state, how many wait to be announced; their `total`."""
        states = ("planned", "collected", "rejected", "withdrawn")
        counted = {state: Count("pk", filter=Q(state=state)) for state in states}
        kept = ~Q(state="withdrawn")
        found: dict[str, Any] = self.orders.aggregate(
            orders=Count("pk", filter=kept),
            total=Sum("amount", filter=kept, default=0),
            silent=Count("pk", filter=Q(state="planned", announced_at=None)),
            **counted,
        )
        return found
