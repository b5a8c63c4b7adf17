"""What a member hands to the service."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from egide.common.uploads import ACCEPTED, check_upload
from egide.library.models import Deposit
from egide.ui.fields import DayField


class DepositForm(forms.Form):
    kind = forms.ChoiceField(label="Nature", choices=Deposit.Kind.choices)
    title = forms.CharField(label="Titre", max_length=160)
    dated_on = DayField("Date du document")
    upload = forms.FileField(label="Fichier", help_text=f"{ACCEPTED}.", validators=[check_upload])

    def clean_dated_on(self) -> Any:
        day = self.cleaned_data["dated_on"]
        if day > timezone.localdate():
            raise ValidationError("La date du document ne peut pas être à venir.")
        return day
