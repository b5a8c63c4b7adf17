"""The service plans: a date, a place, a professional; the time is then taken, and nobody else may have it."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from egide.appointments.models.answering import UNDO_WITHIN, Answered
from egide.appointments.occupancy import occupy, release, wait_for_turn
from egide.appointments.states import OPEN, State
from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.undoing import undoes
from egide.common.workflow import transition
from egide.planning.models import Room


class Planned(Answered):
    """When, how long, where and with whom."""

    starts_at = models.DateTimeField("date et heure", null=True, blank=True, editable=False)
    minutes = models.PositiveSmallIntegerField("durée, en minutes", default=30, editable=False)
    centre = models.ForeignKey(
        Centre,
        models.PROTECT,
        verbose_name="centre",
        related_name="appointments",
        null=True,
        blank=True,
        editable=False,
    )
    physician = models.ForeignKey(
        Physician,
        models.PROTECT,
        verbose_name="professionnel",
        related_name="appointments",
        null=True,
        blank=True,
        editable=False,
    )
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        verbose_name="salle",
        related_name="appointments",
        null=True,
        blank=True,
        editable=False,
    )
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True, editable=False)
    chosen_by_employer = models.BooleanField("créneau choisi par l’entreprise", default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def planned_start(self) -> datetime:
        """The wall-clock start, once planned."""
        if self.starts_at is None:
            raise Refused("Choisissez la date et l’heure du rendez-vous.")
        return timezone.localtime(self.starts_at)

    @property
    def planned_end(self) -> datetime:
        return self.planned_start + timedelta(minutes=self.minutes)

    @transition(
        *OPEN, to=State.CONFIRMED, label="Valider le rendez-vous", told="Rendez-vous validé", first=wait_for_turn
    )
    def confirm(self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        """Plan it; the database decides between two confirmations for one moment."""
        self._say("", by=by)
        self.take_time(starts_at, minutes, centre, physician)

    def take_time(
        self, starts_at: datetime, minutes: int, centre: Centre, physician: Physician, *, discreet: bool = False
    ) -> None:
        """For verbs: this time is now the appointment's, in place of what it had; refused, nothing changes."""
        if starts_at <= timezone.now():
            raise Refused("Ce moment est passé : choisissez une date à venir.")
        self.starts_at, self.minutes, self.centre, self.physician = starts_at, minutes, centre, physician
        self.confirmed_at, self.chosen_by_employer = timezone.now(), False
        occupy(self, discreet=discreet)

    @property
    def is_undoable(self) -> bool:
        """Answered a moment ago, and nobody outside the service knows it by a mail yet."""
        answered = self.state in (State.CONFIRMED, State.REFUSED, State.NEEDS_PRECISION, State.WAITLISTED)
        by_the_service = answered and not self.chosen_by_employer
        return by_the_service and self.answered_at is not None and timezone.now() <= self.answered_at + UNDO_WITHIN

    @undoes(
        confirm,
        Answered.refuse,
        Answered.ask_precision,
        Answered.put_on_waiting_list,
        label="Défaire la réponse",
        told="Réponse défaite",
        first=wait_for_turn,
    )
    def undo_answer(self, *, by: Actor) -> None:
        """« Défaire », while the mail still waits: the request is as before the answer."""
        if not self.is_undoable:
            raise Refused("L’entreprise est déjà prévenue : cette réponse ne se défait plus.")
        release(self)
