"""What accounting says of debits: the day of a batch, what was read before confirming, why the bank sent one back."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from egide.centres.models import Service
from egide.centres.models.debiting import DebitScheme
from egide.debits import bank_days
from egide.debits.models.batch import earliest_day
from egide.debits.rejects import REASONS
from egide.ui.fields import DayField

CODES = [("", "Choisissez"), *((code, f"{code} – {meaning}") for code, meaning in REASONS.items())]


class DayForm(forms.Form):
    """Which day, which scheme: read from the address, so that the preview can be shared and read again."""

    le = DayField("Date du débit")
    sorte = forms.ChoiceField(label="Mandats", choices=DebitScheme)

    def __init__(self, data: QueryDict) -> None:
        usual = {"le": earliest_day(timezone.localdate()), "sorte": Service.current().debit_scheme}
        super().__init__(data if "le" in data else None, initial=usual)

    def clean_le(self) -> Any:
        day, earliest = self.cleaned_data["le"], earliest_day(timezone.localdate())
        if not bank_days.is_bank_day(day):
            after = bank_days.on_or_after(day)
            raise forms.ValidationError(f"Les banques n’échangent pas ce jour-là : prenez le {after:%d/%m/%Y}.")
        if day < earliest:
            raise forms.ValidationError(f"Au plus tôt le {earliest:%d/%m/%Y} : préavis et délai de la banque.")
        return day


class SeenForm(forms.Form):
    """How many invoices and how much were on the screen of whoever confirms."""

    count = forms.IntegerField()
    total = forms.DecimalField(max_digits=12, decimal_places=2)


class RejectForm(forms.Form):
    code = forms.ChoiceField(label="Motif donné par la banque", choices=CODES)
    on = DayField("Rejeté le", initial=timezone.localdate)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=200, help_text="L’adhérent le lit.")
