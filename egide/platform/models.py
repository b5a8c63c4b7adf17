"""Dépôts: where each paper stands on the approved platform, in the words and codes of the French life cycle."""

from django.db import models

from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.invoicing.models import Invoice
from egide.members.models import Owned


class State(models.TextChoices):
    WAITING = "waiting", "À déposer"
    HANDED = "handed", "Remise à la plateforme"
    DEPOSITED = "deposited", "Déposée"
    REJECTED = "rejected", "Rejetée"
    REFUSED = "refused", "Refusée"
    COLLECTED = "collected", "Encaissée"


class PlatformDeposit(Owned):
    """One paper handed to the platform: the identifier that the platform gave it, its last status, and why."""

    State = State

    invoice = models.OneToOneField(
        Invoice, models.PROTECT, verbose_name="facture", related_name="deposit", editable=False
    )
    state = models.CharField("état", max_length=20, choices=State, default=State.WAITING, editable=False)
    identifier = models.CharField("identifiant de la plateforme", max_length=100, blank=True, editable=False)
    reason_code = models.CharField("code du motif", max_length=40, blank=True, editable=False)
    reason = models.CharField("motif", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "dépôt sur la plateforme"
        ordering = ("-invoice__issued_on", "-invoice__number")
        indexes = (models.Index(fields=("state", "id"), name="deposits_by_state"),)

    def __str__(self) -> str:
        return f"dépôt de la pièce {self.invoice.number}"

    @verb("Dépôt préparé")
    def prepare(self, *, by: Actor) -> None:
        """The birth of the row, when its invoice is issued."""

    @transition(State.WAITING, to=State.HANDED, label="Remettre à la plateforme", told="Pièce remise à la plateforme")
    def hand_over(self, *, by: Actor) -> None:
        """Its file is in the outbox, whole."""

    @transition(State.HANDED, to=State.DEPOSITED, label="Noter le dépôt", told="Pièce déposée")
    def accept(self, *, by: Actor, identifier: str) -> None:
        self.identifier = identifier

    @transition(State.HANDED, State.DEPOSITED, to=State.REJECTED, label="Noter le rejet", told="Pièce rejetée")
    def reject(self, *, by: Actor, code: str, reason: str) -> None:
        """By a platform, the service's or the client's: the file or its address is wrong."""
        self.reason_code, self.reason = code, reason

    @transition(State.HANDED, State.DEPOSITED, to=State.REFUSED, label="Noter le refus", told="Pièce refusée")
    def refuse(self, *, by: Actor, code: str, reason: str) -> None:
        """By the client, for a reason of business."""
        self.reason_code, self.reason = code, reason

    @transition(State.REJECTED, to=State.WAITING, label="Déposer de nouveau", told="Nouveau dépôt demandé")
    def send_again(self, *, by: Actor) -> None:
        """The cause was outside the paper, and is mended: the same file goes again."""
        self.reason_code = self.reason = ""

    @transition(State.DEPOSITED, to=State.COLLECTED, label="Dire l’encaissement", told="Encaissement transmis")
    def collect(self, *, by: Actor) -> None:
        """Paid in full, and the platform knows."""
