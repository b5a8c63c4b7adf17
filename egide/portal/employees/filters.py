"""What narrows Mes salariés: words, state, category, deadline, establishment, PCS code."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from egide.appointments.queries import never_seen
from egide.common.composed import composed
from egide.employees.models import Employee
from egide.employees.queries import EmployeeQuerySet, Trade
from egide.followup.rules import Standing, stand
from egide.members.models import Establishment, Member
from egide.reference import pcs
from egide.regulation import Category
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField

STATES = {"complet": "complete", "a-completer": "incomplete", "ajoute": "added", "sorti": "gone"}
NEWS = timedelta(days=30)  # long enough to find again what a mail has told
STANDINGS = {"en-retard": Standing.LATE, "60-jours": Standing.TO_PLAN, "a-jour": Standing.FINE}
DEADLINES = (
    ("en-retard", "En retard"),
    ("60-jours", "À planifier dans les 60 jours"),
    ("a-jour", "À jour"),
    ("a-demander", "Visite à demander"),
    ("changee", "Suivi changé depuis 30 jours"),
)


class EmployeeFilters(Filters):
    q = SearchField("Rechercher un salarié", "Nom, poste, code PCS")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("a-completer", "À compléter", "warn", "alert-triangle"),
            Chip("ajoute", "Ajoutés", "ok", "user-plus"),
            Chip("sorti", "Sortis", "danger", "user-minus"),
            Chip("complet", "Complets", "", "check"),
        ],
    )
    categorie = MenuField("Catégorie", "Toutes catégories", [(c.value, c.value) for c in Category])
    echeance = MenuField("Échéance", "Toutes échéances", DEADLINES)
    etablissement = MenuField("Établissement", "Tous établissements")
    pcs = MenuField("Métier", "Tous métiers")

    def __init__(self, *args: Any, member: Member, may_read_risks: bool) -> None:
        self.member, self.may_read_risks = member, may_read_risks
        super().__init__(*args)

    def prepare(self) -> None:
        """A filter with nothing to choose from is not shown; the trades and the counts are read in one query."""
        places = [(str(place.pk), str(place)) for place in _places(self.member.pk)]
        by_trade = [Trade(*row) for row in _by_trade(self.member.pk, today=timezone.localdate())]
        trades = [
            (row.pcs_code, f"{row.pcs_code} {pcs.label(row.pcs_code) or ''}")
            for row in by_trade
            if row.pcs_code and row.present
        ]
        self.counts = {"": _total(by_trade, "shown")} | {
            word: _total(by_trade, state) for word, state in STATES.items()
        }
        self.count("etat", self.counts)
        for name, options in (("etablissement", places), ("pcs", trades)):
            field = self.fields[name]
            if len(options) > 1 and isinstance(field, MenuField):
                field.offer(options)
            else:
                del self.fields[name]
        if not self.may_read_risks:
            del self.fields["categorie"]

    def narrow(self, rows: EmployeeQuerySet[Employee]) -> EmployeeQuerySet[Employee]:
        """The rows that all filters in force leave; those who left in a past year only when asked for."""
        state = STATES.get(self.asked("etat"))
        rows = rows.in_state(state) if state else rows.shown_by_default(timezone.localdate())
        if category := self.asked("categorie"):
            rows = rows.filter(category=category)
        if place := self.asked("etablissement"):
            rows = rows.filter(establishment_id=place)
        if code := self.asked("pcs"):
            rows = rows.filter(pcs_code=code)
        return _due(rows.matching(self.asked("q")), self.asked("echeance"), self.member)


@composed
def _places(member_id: int) -> QuerySet[Establishment]:
    return Member(pk=member_id).establishments.filter(closed_on=None)


@composed
def _by_trade(member_id: int, *, today: date) -> "QuerySet[Any, Any]":
    return Member(pk=member_id).employees.counted_by_trade(today)


def _total(by_trade: list[Trade], state: str) -> int:
    return sum(getattr(row, state) for row in by_trade)


def _due(rows: EmployeeQuerySet[Employee], when: str, member: Member) -> EmployeeQuerySet[Employee]:
    if when in STANDINGS:
        return rows.filter(stand(STANDINGS[when], timezone.localdate()))
    if when == "changee":
        return rows.present().filter(follow_up__reassessed_on__gte=timezone.localdate() - NEWS)
    if when == "a-demander":
        return rows.present().filter(never_seen(member))
    return rows
