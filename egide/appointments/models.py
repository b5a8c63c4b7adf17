"""Rendez-vous: from the employer's request to the visit, and the time that each one occupies."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from egide.appointments.occupancy import occupy, release
from egide.appointments.rules import last_free_moment
from egide.appointments.states import OPEN, PAST, REQUESTS, Reason, State, StopCause
from egide.centres.models import Centre, Physician, Service
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import transition, verb
from egide.employees.models import Employee
from egide.followup.models import KINDS, NEVER_SHOWN
from egide.members.models import Owned

UNDO_WITHIN = timedelta(minutes=2)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def visible_to_employer(self) -> "AppointmentQuerySet":
        return self.exclude(kind__in=NEVER_SHOWN)

    def to_come(self, now: datetime) -> "AppointmentQuerySet":
        return self.filter(state=State.CONFIRMED, starts_at__gte=now).order_by("starts_at", "pk")

    def requests(self) -> "AppointmentQuerySet":
        return self.filter(state__in=REQUESTS).order_by("-requested_at", "-pk")

    def past(self, now: datetime) -> "AppointmentQuerySet":
        held = Q(state__in=PAST) | Q(state=State.CONFIRMED, starts_at__lt=now)
        return self.filter(held).order_by("-starts_at", "-pk")

    def to_answer(self) -> "AppointmentQuerySet":
        """The service's queue: what the law wants first comes first."""
        waiting = self.filter(state__in=(State.REQUESTED, State.UNDER_REVIEW, State.WAITLISTED))
        return waiting.order_by(models.F("due_on").asc(nulls_last=True), "requested_at", "pk")

    def cancellations_to_decide(self) -> "AppointmentQuerySet":
        decided = Q(fee_decided_at=None)
        return self.filter(decided, state=State.CANCELLED_BY_EMPLOYER).order_by("cancelled_at", "pk")


class Appointment(Owned, Versioned):
    """A meeting between one employee and the care team: asked for, then planned, then held or not."""

    State = State
    Reason = Reason
    StopCause = StopCause

    employee = models.ForeignKey(Employee, models.PROTECT, verbose_name="salarié", related_name="appointments")
    kind = models.CharField("type de visite", max_length=30, choices=KINDS)
    reason = models.CharField("motif", max_length=20, choices=Reason)
    unavailable = models.CharField("indisponibilités", max_length=300, blank=True)
    comment = models.CharField("message au service", max_length=300, blank=True)
    wished_centre = models.ForeignKey(
        Centre, models.PROTECT, verbose_name="centre souhaité", related_name="+", null=True, blank=True
    )
    stop_cause = models.CharField("cause de l’arrêt", max_length=30, choices=StopCause, blank=True)
    stopped_on = models.DateField("début de l’arrêt", null=True, blank=True)
    returns_on = models.DateField("date de reprise", null=True, blank=True)
    due_on = models.DateField("au plus tard le", null=True, blank=True, editable=False)
    state = models.CharField("état", max_length=40, choices=State, default=State.REQUESTED, editable=False)
    requested_at = models.DateTimeField("demandé le", default=timezone.now, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="demandé par",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
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
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("motif de l’annulation", max_length=300, blank=True, editable=False)
    fee = models.DecimalField("prix HT dû", max_digits=8, decimal_places=2, null=True, blank=True, editable=False)
    fee_waived_because = models.CharField("remise du prix", max_length=300, blank=True, editable=False)
    fee_decided_at = models.DateTimeField("décidé le", null=True, blank=True, editable=False)

    objects = AppointmentQuerySet.as_manager()
    never_recorded = ("staff_note",)

    class Meta:
        verbose_name = "rendez-vous"
        indexes = (
            models.Index(fields=("member", "state", "starts_at"), name="appointments_of_member"),
            models.Index(fields=("state", "due_on", "requested_at"), name="appointments_to_answer"),
            models.Index(fields=("centre", "starts_at"), name="appointments_of_centre"),
        )
        constraints = (
            models.CheckConstraint(
                name="an_unfavourable_appointment_answer_says_why",
                condition=~Q(state__in=("refused", "needs_precision"), answer=""),
                violation_error_message="Dites à l’entreprise pourquoi, ou ce qui manque.",
            ),
            models.CheckConstraint(
                name="a_cancelled_appointment_has_a_reason",
                condition=~Q(state__in=("cancelled_by_employer", "cancelled_by_service"), cancel_reason=""),
                violation_error_message="Indiquez le motif de l’annulation.",
            ),
            models.CheckConstraint(
                name="a_planned_appointment_has_its_place",
                condition=~Q(state="confirmed")
                | Q(starts_at__isnull=False, centre__isnull=False, physician__isnull=False),
                violation_error_message="Choisissez la date, l’heure, le centre et le professionnel.",
            ),
            models.CheckConstraint(
                name="a_return_has_its_dates",
                condition=~Q(kind="reprise")
                | (Q(returns_on__isnull=False, stopped_on__isnull=False) & ~Q(stop_cause="")),
                violation_error_message="Indiquez la cause de l’arrêt, son début et la date de reprise.",
            ),
            models.CheckConstraint(
                name="a_stop_begins_before_the_return",
                condition=Q(returns_on=None) | Q(stopped_on=None) | Q(returns_on__gt=models.F("stopped_on")),
                violation_error_message="La reprise doit suivre le début de l’arrêt.",
            ),
            models.UniqueConstraint(
                fields=("employee", "kind"),
                condition=Q(state__in=[state.value for state in OPEN]),
                name="one_open_request_per_employee_and_kind",
                violation_error_message="Une demande du même type est déjà en cours pour ce salarié.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} de {self.employee}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def planned_start(self) -> datetime:
        """The wall-clock start, once planned."""
        if self.starts_at is None:
            raise Refused("Choisissez la date et l’heure du rendez-vous.")
        return timezone.localtime(self.starts_at)

    @property
    def planned_end(self) -> datetime:
        return self.planned_start + timedelta(minutes=self.minutes)

    @property
    def last_free_moment(self) -> datetime:
        return last_free_moment(self.planned_start, Service.current().cancellation_notice_days)

    def price_of_cancelling(self, now: datetime) -> Decimal:
        """Without VAT; zero until the last free moment."""
        return Service.current().absence_fee if now > self.last_free_moment else Decimal(0)

    @verb
    def request(self, *, by: Actor, due_on: date | None = None) -> None:
        """The birth of the row: whoever builds it has set its member, its employee and what is asked."""
        if self.employee.is_gone:
            raise Refused(f"{self.employee} est sorti de l’effectif : annulez la sortie d’abord.")
        if self.kind in NEVER_SHOWN:
            raise Refused("Cette visite ne se demande pas sur le portail.")
        self.requested_by_id, self.requested_at = by.pk if by else None, timezone.now()
        self.due_on = due_on

    @transition(
        State.REQUESTED,
        State.NEEDS_PRECISION,
        State.WAITLISTED,
        to=State.UNDER_REVIEW,
        label="Prendre en charge",
    )
    def take_up(self, *, by: Actor) -> None:
        self.owner_id = by.pk if by else None

    @transition(State.UNDER_REVIEW, to=State.NEEDS_PRECISION, label="Demander une précision")
    def ask_precision(self, *, by: Actor, answer: str) -> None:
        self._answer(answer)

    @transition(State.NEEDS_PRECISION, to=State.UNDER_REVIEW, label="Envoyer la précision")
    def specify(self, *, by: Actor, precision: str) -> None:
        self.precision = precision

    @transition(State.UNDER_REVIEW, to=State.WAITLISTED, label="Mettre en liste d’attente")
    def put_on_waiting_list(self, *, by: Actor, answer: str = "") -> None:
        self._answer(answer)

    @transition(State.UNDER_REVIEW, to=State.REFUSED, label="Refuser la demande")
    def refuse(self, *, by: Actor, answer: str) -> None:
        self._answer(answer)

    @transition(*OPEN, to=State.WITHDRAWN, label="Retirer la demande")
    def withdraw(self, *, by: Actor) -> None:
        """The employer changes its mind before the service has planned anything: free of charge."""

    @transition(State.UNDER_REVIEW, to=State.CONFIRMED, label="Valider le rendez-vous")
    def confirm(self, *, by: Actor, starts_at: datetime, minutes: int, centre: Centre, physician: Physician) -> None:
        """Plan it; the database decides between two confirmations for one moment."""
        if starts_at <= timezone.now():
            raise Refused("Ce moment est passé : choisissez une date à venir.")
        self.starts_at, self.minutes, self.centre, self.physician = starts_at, minutes, centre, physician
        self.confirmed_at = timezone.now()
        self._answer("")
        occupy(self)

    @transition(State.CONFIRMED, to=State.UNDER_REVIEW, label="Défaire la validation")
    def undo_confirmation(self, *, by: Actor) -> None:
        """« Défaire », while the mail still waits: as if nothing had been planned."""
        if self.confirmed_at is None or timezone.now() > self.confirmed_at + UNDO_WITHIN:
            raise Refused("L’entreprise est déjà prévenue : annulez le rendez-vous et proposez-en un autre.")
        self.starts_at = self.centre = self.physician = self.confirmed_at = None
        release(self)

    @transition(State.CONFIRMED, to=State.CANCELLED_BY_EMPLOYER, label="Annuler le rendez-vous")
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
        self._cancelled(reason)

    @transition(State.CONFIRMED, to=State.CANCELLED_BY_SERVICE, label="Annuler pour le service")
    def cancel_for_service(self, *, by: Actor, reason: str) -> None:
        self._cancelled(reason)

    @transition(State.CONFIRMED, to=State.HONOURED, label="Noter la présence")
    def honour(self, *, by: Actor) -> None:
        self._is_over()

    @transition(State.CONFIRMED, to=State.ABSENT_EXCUSED, label="Noter une absence excusée")
    def excuse_absence(self, *, by: Actor) -> None:
        self._is_over()

    @transition(State.CONFIRMED, to=State.ABSENT_UNEXCUSED, label="Noter une absence non excusée")
    def note_absence(self, *, by: Actor) -> None:
        self._is_over()
        self.fee = Service.current().absence_fee

    @verb
    def confirm_fee(self, *, by: Actor) -> None:
        self._must_await_a_decision()
        self.fee_decided_at = timezone.now()

    @verb
    def waive_fee(self, *, by: Actor, because: str) -> None:
        self._must_await_a_decision()
        self.fee, self.fee_waived_because, self.fee_decided_at = None, because, timezone.now()

    @verb
    def note(self, *, by: Actor, staff_note: str) -> None:
        """For the service alone: never in an Event, never in the portal."""
        self.staff_note = staff_note

    def _answer(self, answer: str) -> None:
        self.answer, self.answered_at = answer, timezone.now()

    def _cancelled(self, reason: str) -> None:
        self.cancel_reason, self.cancelled_at = reason, timezone.now()
        release(self)

    def _is_over(self) -> None:
        if timezone.now() < self.planned_start:
            raise Refused("Ce rendez-vous n’a pas encore eu lieu.")

    def _must_await_a_decision(self) -> None:
        if self.state != State.CANCELLED_BY_EMPLOYER or self.fee_decided_at:
            raise Refused("Le prix de cette annulation est déjà décidé.")
