"""The week as one assistant looks at it: what is chosen, which days of whom, and the addresses that lead on."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.appointments.suggestions import Suggestion, suggestions
from egide.backoffice.appointments.desk import Desk
from egide.backoffice.appointments.sheet import one
from egide.backoffice.rights import ServiceRequest
from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.common.composed import composed
from egide.common.identifiers import is_row_key
from egide.followup.models import NEVER_SHOWN
from egide.planning.rules import DAY, is_working_day
from egide.ui.fields import EARLIEST, LATEST

BY_DAY = "jour"
RowT = TypeVar("RowT", bound=Model)
present = composed(present_physicians)
opened = composed(open_centres)
STATE = ("vue", "jour", "centre", "avec", "demande", "rdv")


class Board:
    """Two views: the week of one professional, or (`vue=jour`) the day of all who receive at one centre.

    What the address does not say follows what is chosen: the first suggestion for a request, the day of a visit.
    """

    def __init__(self, request: ServiceRequest) -> None:
        self.request = request
        self.address: QueryDict = request.GET.copy()
        self.desk = Desk(request, by_week=True)
        self.people: list[Physician] = present()
        self.centres: list[Centre] = opened()
        self.by_day = self.address.get("vue") == BY_DAY
        self.visit = self._chosen("rdv") or self._chosen("demande")

    @property
    def shows_queue(self) -> bool:
        """Or else it is asked for once the week is drawn; whoever has no script has said so by a link."""
        return "file" in self.address or (bool(self.request.htmx) and self.request.htmx.target != "choix")

    @property
    def moves(self) -> bool:
        """A planned visit is chosen, to be moved."""
        return self.visit is not None and self.visit.state == State.CONFIRMED

    @property
    def told_of_a_move(self) -> str:
        """Of a visit that the worker alone asked for the company knows nothing (R.4624-29, R.4624-34)."""
        hidden = self.visit is not None and self.visit.kind in NEVER_SHOWN
        return "L’entreprise n’en sait rien." if hidden else "L’entreprise est prévenue aussitôt."

    @property
    def asks(self) -> bool:
        """An open request is chosen, to be planned."""
        return self.visit is not None and self.visit.is_open

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        return suggestions(self.visit) if self.visit and self.asks else []

    @cached_property
    def day(self) -> date:
        if typed := _day(self.address.get("jour", "")):
            return typed
        if self.suggestions:
            return self.suggestions[0].slot.starts_at.date()
        if self.visit and self.moves:
            return self.visit.planned_start.date()
        day = timezone.localdate()
        while not is_working_day(day):
            day += DAY
        return day

    @cached_property
    def centre(self) -> Centre | None:
        best = self.suggestions[0].slot.centre_id if self.suggestions else None
        usual = (self.visit.centre_id or self.visit.member.centre_id) if self.visit else None
        return _first(self.centres, self.address.get("centre"), best, usual)

    @cached_property
    def physician(self) -> Physician | None:
        best = self.suggestions[0].slot.physician_id if self.suggestions else None
        usual = (self.visit.physician_id or self.visit.member.physician_id) if self.visit else None
        return _first(self.people, self.address.get("avec"), best, usual)

    @property
    def monday(self) -> date:
        return self.day - DAY * self.day.weekday()

    def url(self, **changes: Any) -> str:
        """The same board with some of its state changed; None leaves a name out."""
        kept = dict(self.desk.kept) | {name: self.address[name] for name in STATE if self.address.get(name)}
        asked = {name: value for name, value in (kept | changes).items() if value is not None}
        return f"{self.desk.home}?{urlencode(asked)}" if asked else self.desk.home

    @property
    def here(self) -> dict[str, Any]:
        """The days shown, said in full: for links that stay on them while the choice changes."""
        return {
            "vue": BY_DAY if self.by_day else None,
            "jour": self.day,
            "centre": self.centre.pk if self.centre and self.by_day else None,
            "avec": self.physician.pk if self.physician and not self.by_day else None,
        }

    def choose(self, visit: Appointment) -> None:
        """Look at this one, whatever the address says."""
        self.visit = visit
        self.address.pop("demande", None)
        self.address.pop("rdv", None)
        self.address["demande" if visit.is_open else "rdv"] = str(visit.pk)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form of days keeps of the address."""
        chosen = [(name, str(self.address[name])) for name in ("demande", "rdv") if self.address.get(name)]
        return [*self.desk.kept, *chosen]

    def _chosen(self, name: str) -> Appointment | None:
        """The row that the address names, while there is something left to do with it here."""
        key = self.address.get(name, "")
        if not is_row_key(key):
            return None
        found = one(int(key))
        if name == "demande":
            return found if found.is_open else None
        to_come = found.state == State.CONFIRMED and found.planned_start > timezone.now()
        return found if to_come else None


def _day(typed: str) -> date | None:
    """None where no calendar of ours goes."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _first(rows: Sequence[RowT], *keys: Any) -> RowT | None:
    """The row of the first of these keys that is one of `rows`, else the first row, else None."""
    by_key = {str(row.pk): row for row in rows}
    return next((by_key[str(key)] for key in keys if str(key) in by_key), rows[0] if rows else None)
