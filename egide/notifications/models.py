"""What must leave the house: written with the fact that causes it, carried later by the worker."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.common.events import Actor
from egide.common.leasing import Leased
from egide.common.models import Event
from egide.common.workflow import verb
from egide.members.models import Owned

GIVE_UP_AFTER = 8


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None, attempts__lt=GIVE_UP_AFTER)

    def undelivered(self) -> "OutboxQuerySet":
        """Tried and failed, by the fault of the message or of a server that is down: what the service looks at."""
        return self.filter(sent_at=None).exclude(last_error="")


class Outbox(Leased):
    """A mail to one address. `confidential` texts (links that open something) are wiped once sent.

    `notice_of` is the appointment whose convocation is drawn and attached when the mail leaves, without its kind when
    `discreet`; `calendar` is the calendar file that goes with it, as it was when the fact happened.
    """

    event = models.ForeignKey(Event, models.PROTECT, verbose_name="événement", related_name="+", null=True, blank=True)
    recipient = models.EmailField("destinataire")
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    notice_of = models.ForeignKey(
        Appointment, models.CASCADE, verbose_name="convocation jointe", related_name="mails", null=True, blank=True
    )
    discreet = models.BooleanField("convocation sans le type de visite", default=False)
    calendar = models.TextField("agenda joint", blank=True)
    confidential = models.BooleanField("confidentiel", default=False)
    written_at = models.DateTimeField("écrit le", auto_now_add=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    last_error = models.CharField("dernière erreur", max_length=300, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = OutboxQuerySet.as_manager()
    never_recorded = ("text", "calendar")

    class Meta:
        verbose_name = "envoi"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("locked_until", "id"), name="outbox_waiting", condition=models.Q(sent_at=None)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("event", "recipient"),
                condition=models.Q(event__isnull=False),
                name="one_mail_per_fact_and_recipient",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} pour {self.recipient}"

    @property
    def waits(self) -> bool:
        return self.sent_at is None

    @property
    def attached(self) -> list[str]:
        """The files that go with it, in words."""
        files = {"la convocation (PDF)": self.notice_of_id, "le rendez-vous pour l’agenda (.ics)": self.calendar}
        return [name for name, there in files.items() if there]

    @verb("Message renvoyé")
    def send_again(self, *, by: Actor) -> None:
        """« Renvoyer »: the worker tries at once, with a new count of attempts."""
        self.sent_at, self.attempts, self.last_error = None, 0, ""
        self.locked_until = timezone.now() - timedelta(seconds=1)


class Reminder(Owned):
    """That an appointment was reminded, so many days before this very moment: moved, it is reminded anew."""

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, verbose_name="rendez-vous", related_name="reminders", editable=False
    )
    days = models.PositiveSmallIntegerField("jours avant la visite", editable=False)
    starts_at = models.DateTimeField("date et heure rappelées", editable=False)

    class Meta:
        verbose_name = "rappel"
        constraints = (
            models.UniqueConstraint(
                fields=("appointment", "days", "starts_at"),
                name="a_moment_is_reminded_once",
                violation_error_message="Ce rendez-vous est déjà rappelé.",
            ),
        )

    def __str__(self) -> str:
        return f"rappel J-{self.days} du rendez-vous {self.appointment_id}"

    @verb("Rappel envoyé")
    def send(self, *, by: Actor) -> None:
        """Born in the transaction that writes its mails: both are there, or neither."""


class MailChoices(models.Model):
    """The subjects of which a person wants no mail; no row, and everything is wanted."""

    user = models.OneToOneField(User, models.CASCADE, verbose_name="utilisateur", related_name="mail_choices")
    unwanted = models.JSONField("sujets refusés", default=list, blank=True)

    class Meta:
        verbose_name = "choix de courriels"
        db_table = "mail_choices"

    def __str__(self) -> str:
        return f"choix de courriels de {self.user}"

    @classmethod
    def of(cls, user: User) -> "MailChoices":
        return cls.objects.filter(user=user).first() or cls(user=user)

    @verb("Choix des courriels changé")
    def choose(self, *, by: Actor, unwanted: list[str]) -> None:
        self.unwanted = unwanted


class Heartbeat(models.Model):
    """The worker's last sign of life."""

    at = models.DateTimeField("vu le", default=timezone.now)

    class Meta:
        verbose_name = "signe de vie du worker"

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"
