"""The service answers: it takes the request up, asks what is missing, puts it aside or says why it refuses.

Whoever answers follows the request from then on, whether or not it was taken up before.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from egide.appointments.models.core import AppointmentRow
from egide.appointments.occupancy import wait_for_turn
from egide.appointments.states import OPEN, State
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb

# « Défaire » is offered, and the mail to the employer waits, for as long after an answer.
UNDO_WITHIN = timedelta(minutes=2)


class Answered(AppointmentRow):
    """Who holds the request in the service, what was answered to the employer and what it specified."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="suivi par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    answer = models.CharField("réponse du service", max_length=500, blank=True, editable=False)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    precision = models.CharField("précision de l’entreprise", max_length=500, blank=True, editable=False)
    staff_note = models.TextField("note interne", max_length=2000, blank=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        State.REQUESTED,
        State.NEEDS_PRECISION,
        State.WAITLISTED,
        to=State.UNDER_REVIEW,
        label="Prendre en charge",
        told="Demande prise en charge",
        first=wait_for_turn,
    )
    def take_up(self, *, by: Actor) -> None:
        self.owner_id = by.pk if by else None

    @verb("Demande reprise à un collègue")
    def take_over(self, *, by: Actor) -> None:
        """Somebody holds it and is away: it changes hands where it stands, nothing is said to the employer."""
        if self.state not in OPEN:
            raise Refused("Cette demande est déjà traitée : il n’y a plus rien à reprendre.")
        self.owner_id = by.pk if by else None

    @transition(
        *OPEN, to=State.NEEDS_PRECISION, label="Demander une précision", told="Précision demandée", first=wait_for_turn
    )
    def ask_precision(self, *, by: Actor, answer: str) -> None:
        self._say(answer, by=by)

    @transition(State.NEEDS_PRECISION, to=State.UNDER_REVIEW, label="Envoyer la précision", told="Précision envoyée")
    def specify(self, *, by: Actor, precision: str) -> None:
        """The employer's reply, kept beside the question."""
        self.precision = precision

    @transition(*OPEN, to=State.WAITLISTED, label="Mettre en liste d’attente", told="Demande mise en liste d’attente")
    def put_on_waiting_list(self, *, by: Actor, answer: str = "") -> None:
        self._say(answer, by=by)

    @transition(*OPEN, to=State.REFUSED, label="Refuser la demande", told="Demande refusée", first=wait_for_turn)
    def refuse(self, *, by: Actor, answer: str) -> None:
        self._say(answer, by=by)

    @verb("Note interne écrite")
    def note(self, *, by: Actor, staff_note: str) -> None:
        """For the service alone: never in an Event, never in the portal."""
        self.staff_note = staff_note

    def _say(self, answer: str, *, by: Actor) -> None:
        self.answer, self.answered_at = answer, timezone.now()
        self.owner_id = by.pk if by else None
