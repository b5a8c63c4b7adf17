"""The date of a paper that the employer holds."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from egide.ui.fields import DayField


class PaperForm(forms.Form):
    issued_on = DayField(
        "Date de délivrance",
        error_messages={"required": "Indiquez la date écrite sur la pièce."},
        help_text="Celle qui est écrite sur la pièce. N’indiquez rien d’autre.",
    )

    def clean_issued_on(self) -> date:
        issued: date = self.cleaned_data["issued_on"]
        if issued > timezone.localdate():
            raise ValidationError("Vérifiez l’année : cette date est à venir.")
        return issued
