"""« Contester »: the employer says why a price is not due, both sides write, the service decides once."""

from typing import Any, cast

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from egide.appointments.models.appointment import Appointment
from egide.appointments.states import CHARGEABLE
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import transition, verb
from egide.members.models import Owned


class Contest(Owned):
    """One for an appointment: its ground, the letters of both sides, the decision with its reason."""

    class State(models.TextChoices):
        OPEN = "open", "En cours d’examen"
        ACCEPTED = "accepted", "Acceptée"
        REJECTED = "rejected", "Rejetée"

    appointment = models.OneToOneField(
        Appointment, models.CASCADE, verbose_name="rendez-vous", related_name="contest", editable=False
    )
    state = models.CharField("état", max_length=40, choices=State, default=State.OPEN, editable=False)
    decision = models.CharField("décision du service", max_length=500, blank=True, editable=False)
    opened_at = models.DateTimeField("ouverte le", auto_now_add=True)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "contestation"
        indexes = (models.Index(fields=("state", "opened_at"), name="contests_to_decide"),)
        constraints = (
            models.CheckConstraint(
                name="a_decided_contest_says_why",
                condition=models.Q(state="open") | ~models.Q(decision=""),
                violation_error_message="Dites à l’entreprise pourquoi.",
            ),
        )

    def __str__(self) -> str:
        return f"contestation du rendez-vous n° {self.appointment_id}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @verb("Contestation ouverte")
    def open(self, *, by: Actor) -> None:
        """The birth of the row; its ground is the first letter. The service may be deciding the price meanwhile."""
        lock_price_of(self.appointment)
        if self.appointment.state not in CHARGEABLE or not self.appointment.fee:
            raise Refused("Ce rendez-vous ne coûte rien : il n’y a rien à contester.")

    @transition(State.OPEN, to=State.ACCEPTED, label="Accepter la contestation", told="Contestation acceptée")
    def accept(self, *, by: Actor, decision: str) -> None:
        self._decide(decision)

    @transition(State.OPEN, to=State.REJECTED, label="Rejeter la contestation", told="Contestation rejetée")
    def reject(self, *, by: Actor, decision: str) -> None:
        self._decide(decision)

    def _decide(self, decision: str) -> None:
        self.decision, self.decided_at = decision, timezone.now()


class ContestLetter(Owned):
    """What one side wrote to the other about a contested price; never changed."""

    contest = models.ForeignKey(Contest, models.CASCADE, verbose_name="contestation", related_name="letters")
    never_recorded = ("text",)

    text = models.TextField("message", max_length=1000)
    from_service = models.BooleanField("écrit par le service", editable=False)
    written_at = models.DateTimeField("écrit le", auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="écrit par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = "message de contestation"
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"message du {self.written_at:%d/%m/%Y}"

    @verb("Message écrit")
    def write(self, *, by: Actor) -> None:
        """The birth of the row; the contest is locked, so that no letter comes after its decision."""
        if not Contest.objects.select_for_update(no_key=True).get(pk=self.contest_id).is_open:
            raise Refused("Le service a décidé : cette contestation est close.")
        self.written_by_id = by.pk if by else None


def write_to(appointment: Appointment, text: str, *, by: Actor, from_service: bool) -> None:
    """One letter more, which opens the contest when the employer writes first; whole or not at all."""
    facts: dict[str, Any] = {"member_id": appointment.member_id, "text": text, "from_service": from_service}
    with transaction.atomic():
        contest = contest_of(appointment)
        if contest is None:
            contest = Contest(member_id=appointment.member_id, appointment=appointment)
            contest.open(by=by)
        ContestLetter(contest=contest, **facts).write(by=by)


def lock_price_of(appointment: Appointment) -> None:
    """Read again: until the transaction ends, nobody else decides its price or opens a contest. Before the contest
    itself is locked."""
    appointment.refresh_from_db(from_queryset=Appointment._base_manager.select_for_update(no_key=True))


def contest_of(appointment: Appointment) -> Contest | None:
    return cast("Contest | None", getattr(appointment, "contest", None))


def open_contest_of(appointment: Appointment) -> Contest | None:
    """The contest that waits for a decision."""
    contest = contest_of(appointment)
    return contest if contest and contest.is_open else None
