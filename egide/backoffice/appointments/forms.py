"""What the assistant decides of a request."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from egide.centres.queries import open_centres, present_physicians

DURATIONS = [(minutes, f"{minutes} minutes") for minutes in (15, 20, 30, 40, 45, 60)]


class ConfirmationForm(forms.Form):
    """A date and an hour, on the clock of Paris."""

    day = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label="Heure", widget=forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M"))
    minutes = forms.TypedChoiceField(label="Durée", choices=DURATIONS, coerce=int, initial=30)
    centre: Any = forms.ModelChoiceField(label="Centre", queryset=None)
    physician: Any = forms.ModelChoiceField(label="Professionnel", queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["centre"].queryset = open_centres()  # type: ignore[attr-defined]
        self.fields["physician"].queryset = present_physicians()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("day") and data.get("hour"):
            naive = datetime.combine(data["day"], data["hour"])
            moment = timezone.make_aware(naive)
            if timezone.make_naive(moment.astimezone(tz=None), timezone.get_current_timezone()) != naive:
                raise ValidationError("Cette heure n’existe pas : c’est la nuit du passage à l’heure d’été.")
            data["starts_at"] = moment
        return data

    @property
    def plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "centre", "physician")}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Réponse lue par l’entreprise",
        max_length=500,
        help_text="N’indiquez aucune information médicale.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OptionalAnswerForm(AnswerForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = False


class NoteForm(forms.Form):
    staff_note = forms.CharField(
        label="Note interne",
        max_length=2000,
        required=False,
        help_text="Lue par le service seul.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif lu par l’entreprise", max_length=300)


class FeeForm(forms.Form):
    decision = forms.ChoiceField(
        label="Décision",
        choices=[("confirm", "Confirmer le prix"), ("waive", "Faire la remise du prix")],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(label="Motif de la remise", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == "waive" and not data.get("because"):
            self.add_error("because", "Dites pourquoi le prix est remis.")
        return data
