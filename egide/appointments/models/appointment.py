"""The appointment itself: all its capabilities in one row, and the rules that the database keeps."""

from django.db import models
from django.db.models import F, Q

from egide.appointments.models.answering import Answered
from egide.appointments.models.attending import Attended
from egide.appointments.models.cancelling import Cancelled
from egide.appointments.models.choosing import Chosen
from egide.appointments.models.requesting import Requested
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import OPEN


class Appointment(Attended, Cancelled, Chosen, Answered, Requested):
    """A meeting between one employee and the care team: asked for, then planned, then held or not."""

    objects = AppointmentQuerySet.as_manager()
    never_recorded = ("staff_note",)

    class Meta:
        verbose_name = "rendez-vous"
        indexes = (
            models.Index(fields=("member", "state", "starts_at"), name="appointments_of_member"),
            models.Index(  # the order of the queue: its first rows are read, not all of them sorted
                fields=("due_on", "requested_at", "id"),
                name="appointments_to_answer",
                condition=Q(state__in=[state.value for state in OPEN]),
            ),
            models.Index(fields=("centre", "starts_at"), name="appointments_of_centre"),
            models.Index(  # few are charged, and most of those past are visits held
                fields=("starts_at", "id"), name="charged_appointments", condition=Q(fee__isnull=False)
            ),
            models.Index(fields=("state", "starts_at"), name="appointments_by_date"),
            models.Index(
                fields=("answered_at",), name="appointments_by_answer", condition=Q(answered_at__isnull=False)
            ),
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
                condition=Q(returns_on=None) | Q(stopped_on=None) | Q(returns_on__gt=F("stopped_on")),
                violation_error_message="La reprise doit suivre le début de l’arrêt.",
            ),
            models.CheckConstraint(
                name="days_away_have_a_beginning_and_an_end",
                condition=Q(away_from=None, away_until=None)
                | Q(away_from__isnull=False, away_until__isnull=False, away_from__lte=F("away_until")),
                violation_error_message="Indiquez le premier et le dernier jour d’indisponibilité, dans l’ordre.",
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
