"""What an employer may write about an appointment: closed lists, dates, and no medical word."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from egide.appointments.half_days import HALF_DAYS
from egide.appointments.models import Appointment
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import CancelReason
from egide.common.french import in_words
from egide.employees.models import Employee, WorkStop
from egide.members.models import Member
from egide.portal.employees.forms import FACTS_OF_A_STOP, StopForm
from egide.regulation import VisitKind
from egide.ui.fields import DayField, offer

ASKED = [(kind.value, kind.label) for kind in VisitKind if kind.employer_may_ask]
EXPECTED = ("attendue", "La visite attendue (selon le suivi)")
NOTHING_MEDICAL = "N’indiquez aucune information médicale."
# The reason that a kind of visit has by itself, when the employer says no other.
REASON_OF = {
    VisitKind.VIP_HIRE.value: Appointment.Reason.HIRE,
    VisitKind.EMA_HIRE.value: Appointment.Reason.HIRE,
    VisitKind.RETURN.value: Appointment.Reason.RETURN,
    VisitKind.ATTESTATION.value: Appointment.Reason.DRIVING,
    VisitKind.POST_EXPOSURE.value: Appointment.Reason.END_OF_EXPOSURE,
}
# what goes from the form to the row as it is
SHARED = ("avoided", "away_from", "away_until", "unavailable", "wished_centre", "comment")


class RequestForm(StopForm):
    """One request for each employee chosen."""

    field_order = ("employees", "kind", "reason")
    employees: Any = forms.ModelMultipleChoiceField(
        label="Salariés", queryset=None, error_messages={"required": "Choisissez au moins un salarié."}
    )
    kind = forms.ChoiceField(label="Type de visite", choices=[EXPECTED, *ASKED])
    reason = forms.ChoiceField(
        label="Motif", choices=[("", "Selon la visite"), *Appointment.Reason.choices], required=False
    )
    avoided = forms.MultipleChoiceField(
        label="Demi-journées à éviter",
        choices=list(HALF_DAYS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    away_from = DayField("Indisponible du", required=False)
    away_until = DayField("Jusqu’au", required=False)
    unavailable = forms.CharField(
        label="Autres indisponibilités",
        required=False,
        max_length=300,
        help_text="Par exemple : chantier éloigné les semaines paires.",
    )
    wished_centre: Any = forms.ModelChoiceField(
        label="Centre souhaité", queryset=None, required=False, empty_label="Sans préférence"
    )
    comment = forms.CharField(
        label="Message au service",
        required=False,
        max_length=300,
        help_text=NOTHING_MEDICAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, member: Member, centres: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        offer(self, employees=member.employees.present().select_related("follow_up"), wished_centre=centres)
        self.fields["wished_centre"].initial = member.centre_id

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == VisitKind.RETURN.value:
            self._check_the_stop(data)
        if bool(data.get("away_from")) != bool(data.get("away_until")):
            self.add_error("away_until", "Indiquez le premier et le dernier jour d’indisponibilité.")
        elif data.get("away_from") and data["away_until"] < data["away_from"]:
            self.add_error("away_until", "Le dernier jour d’indisponibilité doit suivre le premier.")
        if data.get("kind") == VisitKind.EMPLOYER.value and not data.get("reason"):
            self.add_error("reason", "Choisissez pourquoi vous demandez cette visite.")
        self._check_nothing_is_asked_twice(data)
        return data

    def _check_the_stop(self, data: dict[str, Any]) -> None:
        for name, sentence in FACTS_OF_A_STOP.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        visit = self.visit
        if visit and not visit.is_due:
            self.add_error(
                "kind",
                f"Pour cette cause, la visite de reprise suit un arrêt d’au moins {visit.least_days} jours "
                f"({visit.article}) ; celui-ci en compte {visit.days_stopped}. Vous pouvez demander une "
                "« Visite à la demande de l’employeur ».",
            )

    def _check_nothing_is_asked_twice(self, data: dict[str, Any]) -> None:
        wanted = {(employee.pk, self._kind_for(employee)) for employee in data.get("employees") or ()}
        waiting = [row.employee.full_name for row in self._same_among(self.member.appointments.waiting(), wanted)]
        if waiting:
            self.add_error("employees", f"Une demande du même type est déjà en cours : {', '.join(sorted(waiting))}.")
        planned = {(key, kind) for key, kind in wanted if kind != VisitKind.EMPLOYER.value}  # each has its own reason
        booked = [
            f"{row.employee.full_name}, {in_words(row.planned_start)}"
            for row in self._same_among(self.member.appointments.to_come(timezone.now()), planned)
        ]
        if booked:
            told = " ; ".join(booked)
            self.add_error(
                "employees", f"Ce rendez-vous est déjà prévu : {told}. S’il ne convient pas, annulez-le d’abord."
            )

    def _same_among(self, rows: AppointmentQuerySet, wanted: set[tuple[int, str]]) -> list[Appointment]:
        found = rows.filter(employee__in={key for key, _ in wanted}).select_related("employee")
        return [row for row in found if (row.employee_id, row.kind) in wanted]

    def requests(self) -> Iterable[tuple[Appointment, date | None]]:
        """One row for each employee, not saved yet, with its legal deadline when the law sets one."""
        for employee in self.cleaned_data["employees"]:
            kind = self._kind_for(employee)
            facts = {name: self.cleaned_data[name] for name in SHARED}
            facts["reason"] = self.cleaned_data["reason"] or REASON_OF.get(kind, Appointment.Reason.PERIODIC)
            if kind == VisitKind.RETURN.value:
                facts |= self._stop_of(employee)
            yield Appointment(member=self.member, employee=employee, kind=kind, **facts), self._due_for(employee, kind)

    def _stop_of(self, employee: Employee) -> dict[str, Any]:
        """The stop typed here; for the visit that the follow-up expects, the one declared on the sheet."""
        if self.visit:
            return {name: self.cleaned_data[name] for name in FACTS_OF_A_STOP}
        declared = WorkStop.to_return_from(employee)
        return declared.as_asked if declared else {}  # taken away meanwhile: the database asks for its dates

    def _due_for(self, employee: Employee, kind: str) -> date | None:
        if kind == VisitKind.RETURN.value and self.visit:
            return self.visit.latest
        follow_up = getattr(employee, "follow_up", None)
        return follow_up.shown_due_on if follow_up and follow_up.next_kind == kind else None

    def _kind_for(self, employee: Employee) -> str:
        """What is asked, or what the rules expect for this employee."""
        asked = str(self.cleaned_data.get("kind", EXPECTED[0]))
        if asked != EXPECTED[0]:
            return asked
        follow_up = getattr(employee, "follow_up", None)
        return str(follow_up.next_kind if follow_up and follow_up.next_kind else VisitKind.VIP.value)


class PrecisionForm(forms.Form):
    precision = forms.CharField(
        label="Votre réponse",
        max_length=500,
        help_text=NOTHING_MEDICAL,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CancellationForm(forms.Form):
    """Why the appointment is given up: one of the usual reasons, or « autre » in a few words."""

    why = forms.ChoiceField(
        label="Motif de l’annulation",
        choices=[("", "Choisissez"), *CancelReason.choices],
        error_messages={"required": "Choisissez le motif de l’annulation."},
    )
    other = forms.CharField(label="Précisez", required=False, max_length=300, help_text=NOTHING_MEDICAL)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("why") == CancelReason.OTHER and not data.get("other"):
            self.add_error("other", "Dites pourquoi en quelques mots, sans information médicale.")
        return data

    @property
    def reason(self) -> str:
        """The words that the service reads."""
        why = CancelReason(self.cleaned_data["why"])
        told = str(self.cleaned_data["other"])
        if why == CancelReason.OTHER:
            return told
        return f"{why.label} : {told}"[:300] if told else str(why.label)
