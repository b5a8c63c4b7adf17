"""The contract: its kind, its start, its expected end."""

from typing import Any

from django import forms

from egide.employees.models import ContractKind
from egide.ui.dates import day_field


class ContractForm(forms.Form):
    contract_kind = forms.ChoiceField(
        label="Contrat", choices=ContractKind.choices, help_text="Un apprenti est vu dans les deux mois."
    )
    hired_on = day_field("Date d’entrée", help_text="La première visite se compte d’ici.")
    contract_ends_on = day_field("Fin prévue du contrat", required=False, help_text="Si sa durée est limitée.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        hired, born, ends = data.get("hired_on"), data.get("birth_date"), data.get("contract_ends_on")
        if hired and born and hired <= born:
            self.add_error("hired_on", "La date d’entrée doit suivre la date de naissance.")
        if hired and ends and ends < hired:
            self.add_error("contract_ends_on", "La fin du contrat ne peut pas précéder l’entrée.")
        return data
