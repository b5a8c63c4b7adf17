"""What has been paid and credited of an invoice, what remains due, since when it is late: where it stands."""

from decimal import Decimal
from enum import StrEnum

from django.db import models
from django.utils import timezone

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.invoicing.models.paper import Nature, Paper, State


class Standing(StrEnum):
    """In the words that whoever reads a list, a window or a file finds, the same everywhere."""

    DUE = str(State.ISSUED.label)
    OVERDUE = "Échue"
    PAID_IN_PART = "Réglée en partie"
    CREDITED_IN_PART = "Créditée en partie"
    SETTLED = str(State.SETTLED.label)
    CREDITED = str(State.CREDITED.label)
    CREDIT_NOTE = str(Nature.CREDIT_NOTE.label)


class Collected(Paper):
    """`settled` grows with payments, `credited` with credit notes; together they never pass the gross amount."""

    settled = models.DecimalField("déjà réglé", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    credited = models.DecimalField("déjà crédité", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)

    class Meta:
        abstract = True

    @property
    def remaining(self) -> Decimal:
        """Reste dû."""
        owed = self.nature == Nature.INVOICE and self.state == State.ISSUED
        return self.gross - self.settled - self.credited if owed else Decimal(0)

    @property
    def is_overdue(self) -> bool:
        return bool(self.remaining and self.due_on and self.due_on < timezone.localdate())

    @property
    def standing(self) -> Standing:
        """Issued, it stands somewhere. Late comes before paid in part; nobody owes a credit note."""
        if self.nature == Nature.CREDIT_NOTE:
            return Standing.CREDIT_NOTE
        if self.state != State.ISSUED:
            return Standing(self.get_state_display())
        if self.is_overdue:
            return Standing.OVERDUE
        if self.settled:
            return Standing.PAID_IN_PART
        return Standing.CREDITED_IN_PART if self.credited else Standing.DUE

    @verb("Règlement reçu")
    def take_payment(self, *, by: Actor, amount: Decimal) -> None:
        """A payment, whole or in part, of what remains due."""
        if amount <= 0 or amount > self.remaining:
            raise Refused(f"Le règlement doit tenir dans ce qui reste dû sur la facture {self.number}.")
        self.settled += amount

    @transition(State.ISSUED, to=State.SETTLED, label="Acquitter la facture", told="Facture acquittée")
    def settle(self, *, by: Actor) -> None:
        """Nothing remains due."""
        if self.remaining:
            raise Refused(f"Il reste dû sur la facture {self.number}.")

    @verb("Règlement rendu")
    def give_back(self, *, by: Actor, amount: Decimal) -> None:
        """A payment is taken off this invoice: it is due again by that much."""
        self.settled -= amount
        if self.state == State.SETTLED:
            self.reopen(by=by, settled=self.settled)

    @transition(State.SETTLED, to=State.ISSUED, label="Rouvrir la facture", told="Facture rouverte")
    def reopen(self, *, by: Actor, settled: Decimal) -> None:
        """Less is settled than was thought."""
        self.settled = settled
