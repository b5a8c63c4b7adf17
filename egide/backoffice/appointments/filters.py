"""What narrows the queue of requests: its tab, words, what is urgent, who holds it, where, for which visit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import OPEN, State
from egide.backoffice.appointments.search import AppointmentSearch
from egide.centres.queries import open_centres
from egide.regulation import VisitKind
from egide.ui.filters import Chip, ChipsField, MenuField

URGENT = timedelta(days=15)
HIRES = (VisitKind.VIP_HIRE.value, VisitKind.EMA_HIRE.value)
ASKED_FOR = [(kind.value, kind.label) for kind in VisitKind if kind.employer_may_ask]
# tab of the address → its words, and the states that it holds
TABS: dict[str, tuple[str, tuple[State, ...]]] = {
    "": ("À traiter", (State.REQUESTED, State.UNDER_REVIEW)),
    "precision": ("Précision", (State.NEEDS_PRECISION,)),
    "attente": ("Attente", (State.WAITLISTED,)),
    "traitees": ("Traitées", tuple(state for state in State if state not in OPEN)),
}


class RequestFilters(AppointmentSearch):
    folded = True

    quoi = ChipsField(
        "Filtrer les demandes",
        [
            Chip("", "Toutes"),
            Chip("urgentes", "Urgentes", "danger", "alert-circle"),
            Chip("embauches", "Embauches"),
            Chip("reprises", "Reprises"),
        ],
    )
    suivi = MenuField("Suivi par", "Tout le monde", [("moi", "Moi : les miennes"), ("personne", "Sans propriétaire")])
    lieu = MenuField("Centre", "Tous les centres")
    visite = MenuField("Type de visite", "Toutes les visites", ASKED_FOR)

    def __init__(self, *args: Any, user: User) -> None:
        self.user = user
        super().__init__(*args)

    def prepare(self) -> None:
        field = self.fields["lieu"]
        if isinstance(field, MenuField):
            field.offer([(str(centre.pk), centre.name) for centre in open_centres()])

    def narrow(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        """The rows that all filters in force leave, the chip included."""
        rows, what = self.narrow_but_chip(rows), self.asked("quoi")
        return rows.filter(WHAT[what]()) if what else rows

    def narrow_but_chip(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        """What the numbers in the chips are counted on."""
        rows = self.found(rows)
        owners = {"moi": Q(owner=self.user), "personne": Q(owner=None)}
        rows = rows.filter(owners.get(self.asked("suivi"), Q()))
        if centre := self.asked("lieu"):
            rows = rows.filter(Q(wished_centre=centre) | Q(wished_centre=None, member__centre=centre))
        return rows.filter(kind=self.asked("visite")) if self.asked("visite") else rows

    def show_counts(self, rows: AppointmentQuerySet) -> int:
        """How many each chip would leave, in one query; and how many the chip in force leaves."""
        counted = self.narrow_but_chip(rows).aggregate(
            all=Count("pk"), **{name: Count("pk", filter=condition()) for name, condition in WHAT.items()}
        )
        by_chip: dict[str, int] = {"": counted["all"], **{name: counted[name] for name in WHAT}}
        self.count("quoi", by_chip)
        return by_chip[self.asked("quoi")]


def urgent() -> Q:
    """Late already, or due within a fortnight."""
    return Q(due_on__lte=timezone.localdate() + URGENT)


WHAT: dict[str, Callable[[], Q]] = {
    "urgentes": urgent,
    "embauches": lambda: Q(kind__in=HIRES),
    "reprises": lambda: Q(kind=VisitKind.RETURN.value),
}


def in_tab(rows: AppointmentQuerySet, tab: str) -> AppointmentQuerySet:
    """What the law wants first comes first; what was answered, the latest first."""
    rows = rows.filter(state__in=TABS[tab][1])
    if tab == "traitees":
        return rows.order_by(F("answered_at").desc(nulls_last=True), "-pk")
    return rows.order_by(F("due_on").asc(nulls_last=True), "requested_at", "pk")
