"""The contract: its kind, its start, its expected end."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from egide.employees.models import ContractKind
from egide.employees.models.contract import MOST_EMPLOYERS
from egide.ui.fields import DayField

FURTHEST = timedelta(days=366)


class ContractForm(forms.Form):
    contract_kind = forms.ChoiceField(
        label="Contrat", choices=ContractKind.choices, help_text="Un apprenti est vu dans les deux mois."
    )
    hired_on = DayField("Date d’entrée", help_text="La première visite se compte d’ici.")
    contract_ends_on = DayField("Fin prévue du contrat", required=False, help_text="Si sa durée est limitée.")

    employers = forms.IntegerField(
        label="Employeurs pour ce même emploi",
        min_value=1,
        max_value=MOST_EMPLOYERS,
        initial=1,
        required=False,
        help_text="2 ou plus si le même emploi est tenu ailleurs aussi : la cotisation est alors partagée.",
    )

    def clean_employers(self) -> int:
        """Left empty, the worker is ours alone."""
        return self.cleaned_data["employers"] or 1

    def clean_hired_on(self) -> date:
        hired: date = self.cleaned_data["hired_on"]
        if hired > timezone.localdate() + FURTHEST:
            raise ValidationError("Vérifiez l’année : une entrée se déclare un an à l’avance au plus.")
        return hired

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hired, born, ends = data.get("hired_on"), data.get("birth_date"), data.get("contract_ends_on")
        if hired and born and hired <= born:
            self.add_error("hired_on", "La date d’entrée doit suivre la date de naissance.")
        if hired and ends and ends < hired:
            self.add_error("contract_ends_on", "La fin du contrat ne peut pas précéder l’entrée.")
        return data
