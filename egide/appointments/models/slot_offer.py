"""A freed slot offered to a request that waits: held for it a while, then offered to the next one."""

from copy import copy
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from egide.appointments.models.appointment import Appointment
from egide.appointments.occupancy import occupy, release, wait_for_turn
from egide.appointments.states import State as RequestState
from egide.centres.models import Centre, Physician, Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.members.models import Owned
from egide.planning.rules import after_working_hours

TOO_NEAR = timedelta(hours=12)  # an answer given later leaves nobody the time to come
OVER = "Le délai pour répondre est passé : le créneau est proposé à une autre entreprise."


class SlotOffer(Owned):
    """While it is open, the time is taken (OccupiedTime) in the name of the request that it is offered to."""

    class State(models.TextChoices):
        OPEN = "open", "Proposé"
        ACCEPTED = "accepted", "Accepté"
        DECLINED = "declined", "Décliné"
        EXPIRED = "expired", "Sans réponse"
        LAPSED = "lapsed", "Sans objet"

    appointment = models.ForeignKey(Appointment, models.CASCADE, verbose_name="demande", related_name="offers")
    state = models.CharField("état", max_length=20, choices=State, default=State.OPEN, editable=False)
    starts_at = models.DateTimeField("date et heure")
    minutes = models.PositiveSmallIntegerField("durée, en minutes")
    centre = models.ForeignKey(Centre, models.PROTECT, verbose_name="centre", related_name="+")
    physician = models.ForeignKey(Physician, models.PROTECT, verbose_name="professionnel", related_name="+")
    offered_at = models.DateTimeField("proposé le", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("à accepter avant le", editable=False)
    closed_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "créneau proposé"
        ordering = ("expires_at", "pk")
        indexes = (models.Index(fields=("expires_at",), name="offers_to_close", condition=Q(state="open")),)
        constraints = (
            models.UniqueConstraint(
                fields=("appointment",),
                condition=Q(state="open"),
                name="one_open_offer_per_request",
                violation_error_message="Un créneau est déjà proposé pour cette demande.",
            ),
            models.CheckConstraint(
                name="an_offer_expires_before_its_slot",
                condition=Q(expires_at__lt=F("starts_at")),
                violation_error_message="Ce créneau est trop proche pour être proposé.",
            ),
        )

    def __str__(self) -> str:
        return f"créneau du {timezone.localtime(self.starts_at):%d/%m/%Y à %H:%M}"

    @property
    def is_open(self) -> bool:
        """May still be accepted: the worker may be late to close what is over."""
        return self.state == self.State.OPEN and timezone.now() < self.expires_at

    @property
    def plan(self) -> dict[str, Any]:
        """What the verbs of an appointment take."""
        return {
            "starts_at": self.starts_at,
            "minutes": self.minutes,
            "centre": self.centre,
            "physician": self.physician,
        }

    @property
    def as_it_would_be(self) -> Appointment:
        """The appointment of somebody who accepts; never saved: its conditions are read."""
        return Appointment(**self.plan, kind=self.appointment.kind, chosen_by_employer=True)

    @verb("Créneau proposé", first=wait_for_turn)
    def make(self, *, by: Actor) -> None:
        """The birth of the row: the time is held, or the offer is refused."""
        if self.appointment.state != RequestState.WAITLISTED:
            raise Refused("Cette demande n’est plus en liste d’attente.")
        hours = Service.current().offer_hours
        self.expires_at = min(after_working_hours(timezone.now(), hours), self.starts_at - TOO_NEAR)
        if self.expires_at <= timezone.now():
            raise Refused("Ce créneau est trop proche pour être proposé.")
        held = copy(self.appointment)
        for name, value in self.plan.items():
            setattr(held, name, value)
        occupy(held, discreet=True)

    @transition(State.OPEN, to=State.ACCEPTED, label="Accepter le créneau", told="Créneau accepté", first=wait_for_turn)
    def accept(self, *, by: Actor) -> None:
        """The request is planned there, in the same transaction."""
        if not self.is_open:
            raise Refused(OVER)
        self.appointment.accept_offer(by=by, **self.plan)
        self.closed_at = timezone.now()

    @transition(State.OPEN, to=State.DECLINED, label="Refuser le créneau", told="Créneau décliné", first=wait_for_turn)
    def decline(self, *, by: Actor) -> None:
        """The request goes on waiting, at its place in the list."""
        self._give_back()

    @transition(
        State.OPEN,
        to=State.EXPIRED,
        label="Constater l’absence de réponse",
        told="Créneau resté sans réponse",
        first=wait_for_turn,
    )
    def expire(self, *, by: Actor) -> None:
        if timezone.now() < self.expires_at:
            raise Refused("Le délai pour répondre n’est pas encore passé.")
        self._give_back()

    @transition(
        State.OPEN, to=State.LAPSED, label="Retirer la proposition", told="Proposition sans objet", first=wait_for_turn
    )
    def lapse(self, *, by: Actor) -> None:
        """The request was answered, planned or taken back meanwhile: what it holds now is its own."""
        if self.appointment.state == RequestState.WAITLISTED:
            raise Refused("Cette demande attend toujours une réponse à ce créneau.")
        if self.appointment.state != RequestState.CONFIRMED:
            release(self.appointment)
        self.closed_at = timezone.now()

    def _give_back(self) -> None:
        release(self.appointment)
        self.closed_at = timezone.now()
