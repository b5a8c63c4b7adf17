"""What narrows Mes rendez-vous: the name of an employee and, among the requests, where they stand."""

from typing import Any

from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import OPEN, State
from egide.members.models import Member
from egide.ui.filters import Chip, ChipsField, Filters, SearchField

STANDINGS = {
    "a-repondre": (State.NEEDS_PRECISION,),
    "en-cours": OPEN,
    "refusees": (State.REFUSED,),
    "retirees": (State.WITHDRAWN,),
}


class AppointmentFilters(Filters):
    q = SearchField("Rechercher un salarié", "Nom du salarié")
    suite = ChipsField(
        "Filtrer les demandes",
        [
            Chip("", "Toutes"),
            Chip("a-repondre", "À préciser", "warn", "message"),
            Chip("en-cours", "En cours", "", "hourglass"),
            Chip("refusees", "Refusées", "danger", "ban"),
            Chip("retirees", "Retirées"),
        ],
    )

    def __init__(self, *args: Any, member: Member, tab: str) -> None:
        self.member, self.tab = member, tab
        super().__init__(*args)

    def prepare(self) -> None:
        """Only requests stand somewhere on the way; the other tabs have one state each."""
        if self.tab != "demandes":
            del self.fields["suite"]

    def narrow(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        if states := STANDINGS.get(self.asked("suite")):
            rows = rows.filter(state__in=states)
        if words := self.asked("q"):
            rows = rows.filter(employee__in=self.member.employees.matching(words))
        return rows
