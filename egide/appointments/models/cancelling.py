"""Cancelling a planned appointment: at once, the time is free again; who cancels is part of the state."""

from decimal import Decimal

from django.db import models
from django.utils import timezone

from egide.appointments.models.charging import Charged
from egide.appointments.occupancy import release
from egide.appointments.states import State
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition


class Cancelled(Charged):
    """When it was cancelled and why."""

    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("motif de l’annulation", max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        State.CONFIRMED, to=State.CANCELLED_BY_EMPLOYER, label="Annuler le rendez-vous", told="Rendez-vous annulé"
    )
    def cancel_for_employer(self, *, by: Actor, reason: str, free: bool = False) -> None:
        """At once: the time is free again; the service then confirms or waives the price.

        `free` is for an employee who leaves the company: nothing is due (product, section 3).
        """
        now = timezone.now()
        if now >= self.planned_start:
            raise Refused("Ce rendez-vous est passé : il ne peut plus être annulé.")
        price = Decimal(0) if free else self.price_of_cancelling(now)
        self.fee = price or None
        self.fee_decided_at = None if price else now
        self._give_up(reason)

    @transition(
        State.CONFIRMED,
        to=State.CANCELLED_BY_SERVICE,
        label="Annuler pour le service",
        told="Rendez-vous annulé pour le service",
    )
    def cancel_for_service(self, *, by: Actor, reason: str) -> None:
        """Free for the employer, whatever the hour."""
        self._give_up(reason)

    def _give_up(self, reason: str) -> None:
        self.cancel_reason, self.cancelled_at = reason, timezone.now()
        release(self)
