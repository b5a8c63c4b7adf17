"""What accounting decides: a price and its first day, a run and the day of its count."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from egide.backoffice.invoicing.forms import EurosField
from egide.centres.models import Tariff
from egide.dues.models import DuesRun
from egide.dues.periods import WHOLE_YEAR, Period
from egide.ui.fields import DayField

QUARTERS = [
    (WHOLE_YEAR, "L’année entière"),
    *((rank, str(Period(2000, rank)).removesuffix(" 2000")) for rank in (1, 2, 3, 4)),
]
YEARS_BACK, YEARS_AHEAD = 2, 1


class TariffForm(forms.Form):
    """`facts` is what the verb takes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    amount = EurosField(label="Montant HT, en euros")
    applies_from = DayField("En vigueur à partir du", help_text="Le tarif d’avant s’arrête la veille.")

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("amount", "applies_from")}


class NewTariffForm(TariffForm):
    kind = forms.ChoiceField(label="Tarif", choices=Tariff.Kind.choices)
    field_order = ("kind",)


class RunForm(forms.Form):
    """The run to open; the day of the count is the first of its period unless said otherwise."""

    kind = forms.ChoiceField(
        label="Quoi",
        choices=DuesRun.Kind.choices,
        help_text="L’appel compte tous les salariés ; la régularisation, ceux qu’aucun appel n’a encore comptés.",
    )
    year = forms.TypedChoiceField(label="Année", coerce=int)
    quarter = forms.TypedChoiceField(label="Période", coerce=int, choices=QUARTERS)
    counted_on = DayField(
        "Effectif compté au",
        required=False,
        help_text="Vide : au premier jour de la période, ou à aujourd’hui pour une régularisation.",
    )
    due_on = DayField(
        "À régler au plus tard le", required=False, help_text="Vide : le délai de paiement des paramètres."
    )

    def __init__(self, data: QueryDict | None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"year": today.year})
        years = range(today.year + YEARS_AHEAD, today.year - YEARS_BACK - 1, -1)
        year = self.fields["year"]
        if isinstance(year, forms.TypedChoiceField):
            year.choices = [(one, str(one)) for one in years]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "year" in data and "quarter" in data:
            data["counted_on"] = data.get("counted_on") or self._usual_day(data)
        today = timezone.localdate()
        if data.get("counted_on") and data["counted_on"] > today:
            self.add_error(
                "counted_on", "L’effectif se compte à un jour passé : les entrées à venir ne sont pas toutes déclarées."
            )
        if data.get("due_on") and data["due_on"] < today:
            self.add_error("due_on", "L’échéance ne peut pas être passée.")
        return data

    def _usual_day(self, data: dict[str, Any]) -> date:
        first = Period(data["year"], data["quarter"]).first_day
        adjusts = data.get("kind") == DuesRun.Kind.ADJUSTMENT
        return max(first, timezone.localdate()) if adjusts else first

    @property
    def run(self) -> DuesRun:
        return DuesRun(**{name: self.cleaned_data[name] for name in self.fields})
