"""Leaving the workforce, or moving to another establishment: for one employee or for several."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.common.french import in_words
from egide.employees.models import Employee, LeavingReason
from egide.members.models import Member
from egide.ui.fields import DayField, offer
from egide.ui.versions import VersionedForm

FURTHEST = timedelta(days=92)


class DepartureForm(VersionedForm):
    """When and why; and which of the visits planned or asked for are cancelled in the same step."""

    on = DayField("Date de sortie", help_text="Le dernier jour du contrat.")
    reason = forms.ChoiceField(label="Motif", choices=[("", "Choisissez"), *LeavingReason.choices])
    cancel = forms.TypedMultipleChoiceField(
        label="Visites à annuler, sans frais", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, leavers: Sequence[Employee], planned: Sequence[Appointment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leavers, self.planned = leavers, {visit.pk: visit for visit in planned}
        offer(self, cancel=[(visit.pk, _said(visit)) for visit in planned])
        self.fields["cancel"].help_text = (
            "Sans frais tant que la sortie tient : annulée, ou suivie d’un retour avant la visite, elle laisse dû "
            "le prix d’une annulation tardive."
        )
        self.fields["cancel"].initial = [visit.pk for visit in planned]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        late = [one for one in self.leavers if on < one.hired_on]
        if late:
            told = ", ".join(f"{one.full_name} est entré le {one.hired_on:%d/%m/%Y}" for one in late[:3])
            raise ValidationError(f"La sortie ne peut pas précéder l’entrée : {told}.")
        if on > timezone.localdate() + FURTHEST:
            raise ValidationError("Vérifiez l’année : une sortie se déclare trois mois à l’avance au plus.")
        return on

    def clean(self) -> dict[str, Any]:
        """A visit that comes before the departure may still be held: it is given up at the usual conditions."""
        data = super().clean() or {}
        on: date = data.get("on") or timezone.localdate()
        chosen = [self.planned[key] for key in data.get("cancel", ())]
        for visit in (one for one in chosen if one.starts_at):
            if visit.planned_start.date() < on and visit.price_of_cancelling(timezone.now()):
                told = f"{_said(visit)} : cette visite a lieu avant la sortie. Décochez-la, ou annulez-la dans "
                self.add_error("cancel", told + "Mes rendez-vous, aux conditions habituelles.")
        return data


def _said(visit: Appointment) -> str:
    """« Visite de reprise de Girard Paul, mardi 24 novembre 2026 à 9 h 30 »."""
    when = in_words(visit.starts_at) if visit.starts_at else f"demande {visit.get_state_display().lower()}"
    return f"{visit}, {when}"


class TransferForm(forms.Form):
    establishment: Any = forms.ModelChoiceField(label="Nouvel établissement", queryset=None)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, establishment=member.establishments.filter(closed_on=None))
