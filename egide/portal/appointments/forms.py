"""What an employer may write about an appointment: closed lists, dates, and no medical word."""

from datetime import date, timedelta
from typing import Any

from django import forms

from egide.appointments.models import Appointment
from egide.employees.models import Employee
from egide.members.models import Member
from egide.regulation import VisitKind

ASKED = [(kind.value, kind.label) for kind in VisitKind if kind.employer_may_ask]
EXPECTED = ("attendue", "La visite attendue pour chacun, d’après son suivi")
NOTHING_MEDICAL = "N’indiquez aucune information médicale."
RETURN_DAYS = timedelta(days=8)  # R.4624-31: on the return day, at most eight days after


class RequestForm(forms.Form):
    """One request for each employee chosen."""

    employees: Any = forms.ModelMultipleChoiceField(
        label="Salariés", queryset=None, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label="Type de visite", choices=[EXPECTED, *ASKED])
    reason = forms.ChoiceField(label="Motif", choices=Appointment.Reason.choices)
    stop_cause = forms.ChoiceField(
        label="Cause de l’arrêt (reprise)", choices=[("", "–"), *Appointment.StopCause.choices], required=False
    )
    stopped_on = forms.DateField(
        label="Début de l’arrêt (reprise)",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    returns_on = forms.DateField(
        label="Date de reprise",
        required=False,
        help_text="La visite se tient le jour de la reprise, au plus tard huit jours après (R.4624-31).",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    unavailable = forms.CharField(
        label="Indisponibilités", required=False, max_length=300, help_text="Jours ou heures à éviter."
    )
    wished_centre: Any = forms.ModelChoiceField(label="Centre souhaité", queryset=None, required=False)
    comment = forms.CharField(
        label="Message au service",
        required=False,
        max_length=300,
        help_text=NOTHING_MEDICAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, member: Member, centres: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employees"].queryset = member.employees.present()  # type: ignore[attr-defined]
        self.fields["wished_centre"].queryset = centres  # type: ignore[attr-defined]
        self.fields["wished_centre"].initial = member.centre

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == VisitKind.RETURN.value:
            for name in ("stop_cause", "stopped_on", "returns_on"):
                if not data.get(name):
                    self.add_error(name, "Ce renseignement est nécessaire pour une visite de reprise.")
        if data.get("stopped_on") and data.get("returns_on") and data["returns_on"] <= data["stopped_on"]:
            self.add_error("returns_on", "La reprise doit suivre le début de l’arrêt.")
        return data

    def facts_for(self, employee: Employee) -> dict[str, Any]:
        """The fields of the request of this employee."""
        names = ("reason", "unavailable", "wished_centre", "comment")
        facts = {name: self.cleaned_data[name] for name in names}
        facts["kind"] = self._kind_for(employee)
        if facts["kind"] == VisitKind.RETURN.value:
            facts |= {name: self.cleaned_data[name] for name in ("stop_cause", "stopped_on", "returns_on")}
        return facts

    def due_for(self, employee: Employee) -> date | None:
        """The legal deadline of what is asked, when the law sets one."""
        follow_up = getattr(employee, "follow_up", None)
        kind = self._kind_for(employee)
        if kind == VisitKind.RETURN.value:
            returns: date = self.cleaned_data["returns_on"]
            return returns + RETURN_DAYS
        return follow_up.shown_due_on if follow_up and follow_up.next_kind == kind else None

    def _kind_for(self, employee: Employee) -> str:
        asked = str(self.cleaned_data["kind"])
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
    reason = forms.CharField(label="Motif de l’annulation", max_length=300, help_text=NOTHING_MEDICAL)
