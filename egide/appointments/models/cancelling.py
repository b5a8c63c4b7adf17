"""Cancelling a planned appointment: at once, the time is free again; who cancels is part of the state."""

from django.db import models
from django.utils import timezone

from egide.appointments.models.charging import Charged
from egide.appointments.occupancy import release, wait_for_turn
from egide.appointments.states import State
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb


class Cancelled(Charged):
    """When it was cancelled, why, and what an employee's departure spared."""

    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True, editable=False)
    spared_fee = models.DecimalField(
        "prix HT épargné par une sortie", max_digits=8, decimal_places=2, null=True, blank=True, editable=False
    )
    cancel_reason = models.CharField("motif de l’annulation", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        State.CONFIRMED,
        to=State.CANCELLED_BY_EMPLOYER,
        label="Annuler le rendez-vous",
        told="Rendez-vous annulé",
        first=wait_for_turn,
    )
    def cancel_for_employer(self, *, by: Actor, reason: str, free: bool = False) -> None:
        """At once: the time is free again; the service then confirms or waives the price.

        `free` is for an employee who leaves the company: nothing is due (product, section 3), as long as they do leave;
        what was spared so is kept for the day when the departure is taken back (`charge_after_all`).
        """
        now = timezone.now()
        if now >= self.planned_start:
            raise Refused("Ce rendez-vous est passé : il ne peut plus être annulé.")
        price = self._charged() if now > self.last_free_moment else None
        self.fee, self.spared_fee = (None, price) if free else (price, None)
        self.fee_decided_at = None if self.fee else now
        self._give_up(reason)

    @transition(
        State.CONFIRMED,
        to=State.CANCELLED_BY_SERVICE,
        label="Annuler pour le service",
        told="Rendez-vous annulé pour le service",
        first=wait_for_turn,
    )
    def cancel_for_service(self, *, by: Actor, reason: str) -> None:
        """Free for the employer, whatever the hour."""
        self._give_up(reason)

    @verb("Prix rétabli")
    def charge_after_all(self, *, by: Actor) -> None:
        """The employee who was leaving was there all the same: the service decides as of any late cancellation."""
        if self.spared_fee is None:
            raise Refused("Aucun prix n’a été épargné pour ce rendez-vous.")
        self.fee, self.spared_fee, self.fee_decided_at = self.spared_fee, None, None
        self.cancel_reason = f"{self.cancel_reason}, puis retour avant ce rendez-vous"[:300]

    def _give_up(self, reason: str) -> None:
        self.cancel_reason, self.cancelled_at = reason, timezone.now()
        release(self)
