"""What the simulator asks: a contract, an age, a few dates, the risks; nothing that tells who it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone

from egide.centres.models import Service
from egide.employees.models import ContractKind, StopCause
from egide.employees.models.stop import as_fact
from egide.followup.facts import past_visit
from egide.regulation import Declared, Determinant, Facts, PastVisit, VisitKind, offered_to_employer
from egide.regulation.attestations import attested
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
PAPERS = {"conduite": "conduite", "electricite": "electricite"}
STOP = ("cause", "arret", "reprise")
ORDERED = (  # what must not come before what
    ("embauche", "poste", "La prise de poste ne peut pas précéder l’embauche."),
    ("poste", "fin", "La fin du contrat ne peut pas précéder la prise de poste."),
)


@dataclass(frozen=True)
class Dated:
    """One risk ticked, and the two dates that it may have of its own."""

    row: Determinant
    since: BoundField
    until: BoundField

    @property
    def is_said(self) -> bool:
        return bool(self.since.value() or self.until.value())


class SimulatorForm(forms.Form):
    """The names are those of the address that people send to each other: French, short, none of a person."""

    contrat = forms.ChoiceField(label="Contrat", choices=ContractKind.choices, initial=ContractKind.PERMANENT)
    age = forms.ChoiceField(label="Âge", choices=list(AGES.items()), initial="adulte")
    poste = DayField("Prise de poste", initial=timezone.localdate)
    embauche = DayField("Embauche", required=False, help_text="Si le poste a changé depuis.")
    fin = DayField("Fin du contrat", required=False)
    jours = forms.IntegerField(
        label="Jours de travail de la saison",
        min_value=1,
        max_value=366,
        required=False,
        help_text="Pour un saisonnier : le seuil est de 45 jours (D.4625-22).",
    )
    visite = DayField("Dernière visite d’information", required=False)
    examen = DayField("Dernier examen d’aptitude", required=False)
    intermediaire = DayField("Dernière visite intermédiaire", required=False)
    conduite = DayField("Attestation pour la conduite", required=False)
    electricite = DayField("Attestation pour l’électricité", required=False)
    derogation = DayField("Déclaration de dérogation", required=False, help_text="Pour un mineur (R.4153-41).")
    cause = forms.ChoiceField(label="Cause", choices=[("", "Aucun arrêt"), *StopCause.choices], required=False)
    arret = DayField("Premier jour de l’arrêt", required=False)
    reprise = DayField("Date de reprise", required=False)
    le = DayField("Situation vue le", required=False, help_text="Aujourd’hui, si vous laissez vide.")
    codes = forms.MultipleChoiceField(
        label="Risques du poste",
        required=False,
        error_messages={"invalid_choice": "Ce risque n’est pas dans la liste du jour choisi : « %(value)s »."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.offered()
        offer(self, codes=[(row.code, row.label) for row in offered])
        asked = self.data.getlist("codes") if isinstance(self.data, QueryDict) else []
        self.chosen = [row for row in offered if row.code in asked]
        for row in self.chosen:
            self.fields[f"debut.{row.code}"] = DayField("Depuis le", required=False)
            self.fields[f"fin.{row.code}"] = DayField("Jusqu’au", required=False)

    def offered(self) -> list[Determinant]:
        """The risks that an employer may declare on the day looked at."""
        groups = offered_to_employer(self.day, Service.current().regulation)
        return [row for rows in groups.values() for row in rows]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        own = [(f"debut.{r.code}", f"fin.{r.code}", "La fin ne peut pas précéder le début.") for r in self.chosen]
        for before, after, sentence in (*ORDERED, *own):
            if said.get(before) and said.get(after) and said[after] < said[before]:
                self.add_error(after, sentence)
        if said.get("arret") and said.get("reprise") and said["reprise"] <= said["arret"]:
            self.add_error("reprise", "La reprise doit suivre le début de l’arrêt.")
        told = [name for name in STOP if said.get(name)]
        if told and len(told) < len(STOP) and not self.errors:
            self.add_error("reprise", "Pour un arrêt, donnez la cause, le premier jour et la date de reprise.")
        return said

    @property
    def day(self) -> date:
        """The day looked at; today while nothing that reads as a day is typed."""
        try:
            return self.fields["le"].clean(self.data.get("le")) or timezone.localdate()
        except forms.ValidationError:
            return timezone.localdate()

    @property
    def ticked(self) -> list[str]:
        return [row.code for row in self.chosen]

    @property
    def dated(self) -> list[Dated]:
        return [Dated(row, self[f"debut.{row.code}"], self[f"fin.{row.code}"]) for row in self.chosen]

    def said_among(self, *names: str) -> bool:
        """Whether one of these was filled in: what is folded away opens by itself."""
        return any(self[name].value() for name in names)

    @property
    def says_visits(self) -> bool:
        return self.said_among(*VISITS)

    @property
    def says_papers(self) -> bool:
        return self.said_among(*PAPERS, "derogation")

    @property
    def says_stop(self) -> bool:
        return self.said_among(*STOP)

    @property
    def says_more(self) -> bool:
        return self.said_among("embauche", "fin", "jours", "le")

    @property
    def says_own_dates(self) -> bool:
        return any(one.is_said for one in self.dated)

    @property
    def facts(self) -> Facts:
        """Somebody of that age; only dates and risks are known, so that nobody is."""
        asked = self.cleaned_data
        stopped = [asked[name] for name in STOP]
        return Facts(
            birth_date=_born(asked["age"], asked["poste"], self.day),
            post_since=asked["poste"],
            hired_on=asked["embauche"],
            ends_on=asked["fin"],
            status=asked["contrat"],
            work_days=asked["jours"],
            determinants=tuple(Declared(code, asked[f"debut.{code}"], asked[f"fin.{code}"]) for code in asked["codes"]),
            visits=(*self._visits(), *(attested(kind, asked[kind]) for kind in PAPERS if asked[kind])),
            stops=(as_fact(*stopped),) if all(stopped) else (),
            derogation_on=asked["derogation"],
        )

    def _visits(self) -> Iterator[PastVisit]:
        """A visit long before the hire is that of a former contract: it may spare the first one."""
        hired_on = self.cleaned_data["embauche"] or self.cleaned_data["poste"]
        for name, kind in VISITS.items():
            if held_on := self.cleaned_data[name]:
                yield past_visit(kind, held_on, hired_on)

    @property
    def query(self) -> str:
        """The choices as an address carries them; what the form does not ask is left out."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return urlencode(said, doseq=True)


def _born(age: str, post: date, day: date) -> date:
    if age == "quarante-cinq":
        return date(day.year - MIDDLE_AGE, 1, 1)
    return add_years(post, -MINOR_AGE if age == "mineur" else -ADULT_AGE)
