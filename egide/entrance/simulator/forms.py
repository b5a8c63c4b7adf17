"""What the simulator asks: a contract, an age, a few dates, the risks; nothing that tells who it is."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from egide.centres.models import Service
from egide.employees.models import ContractKind
from egide.regulation import HIRE_MARGIN, Determinant, Facts, PastVisit, VisitKind, holding, offered_to_employer
from egide.regulation.periods import add_years
from egide.ui.fields import DayField, offer

ADULT_AGE, MINOR_AGE, MIDDLE_AGE = 30, 16, 45
AGES = {
    "adulte": "18 ans ou plus",
    "mineur": "Moins de 18 ans à la prise de poste",
    "quarante-cinq": "45 ans cette année",
}
VISITS = {
    "visite": VisitKind.VIP,
    "examen": VisitKind.EMA,
    "intermediaire": VisitKind.INTERMEDIATE,
}


class SimulatorForm(forms.Form):
    """The names are those of the address that people send to each other: French, short, none of a person."""

    contrat = forms.ChoiceField(label="Contrat", choices=ContractKind.choices, initial=ContractKind.PERMANENT)
    jours = forms.IntegerField(
        label="Jours de travail de la saison",
        min_value=1,
        max_value=366,
        required=False,
        help_text="Pour un saisonnier : à partir de 45 jours, la visite est due pour un poste à risque.",
    )
    age = forms.ChoiceField(label="Âge", choices=list(AGES.items()), initial="adulte")
    poste = DayField("Prise de poste")
    visite = DayField("Dernière visite d’information", required=False)
    examen = DayField("Dernier examen d’aptitude", required=False)
    intermediaire = DayField("Dernière visite intermédiaire", required=False)
    le = DayField("Situation vue le", required=False, help_text="Aujourd’hui, si vous laissez vide.")
    codes = forms.MultipleChoiceField(
        label="Risques du poste",
        required=False,
        error_messages={"invalid_choice": "Ce risque n’est pas dans la liste du jour choisi : « %(value)s »."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, codes=[(row.code, row.label) for row in self.offered()])

    def offered(self) -> list[Determinant]:
        """The risks that an employer may declare on the day looked at."""
        groups = offered_to_employer(self.day, Service.current().regulation)
        return [row for rows in groups.values() for row in rows]

    @property
    def day(self) -> date:
        """The day looked at; today while nothing that reads as a day is typed."""
        try:
            return self.fields["le"].clean(self.data.get("le")) or timezone.localdate()
        except forms.ValidationError:
            return timezone.localdate()

    @property
    def ticked(self) -> list[str]:
        return list(self.cleaned_data["codes"]) if self.is_bound and self.is_valid() else []

    @property
    def facts(self) -> Facts:
        """Somebody of that age; only dates and risks are known, so that nobody is."""
        asked = self.cleaned_data
        return Facts(
            birth_date=_born(asked["age"], asked["poste"], self.day),
            post_since=asked["poste"],
            status=asked["contrat"],
            work_days=asked["jours"],
            determinants=holding(asked["codes"]),
            visits=tuple(self._visits()),
        )

    def _visits(self) -> Iterator[PastVisit]:
        """A visit long before the post is that of a former contract: it may spare the first one."""
        earliest = self.cleaned_data["poste"] - HIRE_MARGIN
        for name, kind in VISITS.items():
            if held_on := self.cleaned_data[name]:
                yield PastVisit(kind, held_on, former=held_on < earliest)

    @property
    def query(self) -> str:
        """The choices as an address carries them; what the form does not ask is left out."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return urlencode(said, doseq=True)


def _born(age: str, post: date, day: date) -> date:
    if age == "quarante-cinq":
        return date(day.year - MIDDLE_AGE, 1, 1)
    return add_years(post, -MINOR_AGE if age == "mineur" else -ADULT_AGE)
