"""The week as one assistant looks at it: what is chosen, which days of whom, and the addresses that lead on."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.appointments.suggestions import Suggestion, suggestions
from egide.backoffice.appointments.desk import Desk
from egide.backoffice.appointments.sheet import one
from egide.backoffice.planning.agenda import Agenda, Asked
from egide.backoffice.planning.grid import Column, Grid, laid_out
from egide.backoffice.rights import ServiceRequest
from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.common.french import SHORT_MONTHS, WEEKDAYS, long_date
from egide.common.identifiers import is_row_key
from egide.planning.queries import visit_type
from egide.planning.rules import DAY, WEEK, is_working_day
from egide.ui.fields import EARLIEST, LATEST

BY_DAY = "jour"
RowT = TypeVar("RowT", bound=Model)
STATE = ("vue", "jour", "centre", "avec", "demande", "rdv")


class Board:
    """Two views: the week of one professional, or (`vue=jour`) the day of all who receive at one centre.

    What the address does not say follows what is chosen: the first suggestion for a request, the day of a visit.
    """

    def __init__(self, request: ServiceRequest) -> None:
        self.request = request
        self.address: QueryDict = request.GET.copy()
        self.desk = Desk(request, by_week=True)
        self.people: list[Physician] = list(present_physicians())
        self.centres: list[Centre] = list(open_centres())
        self.by_day = self.address.get("vue") == BY_DAY
        self.visit = self._chosen("rdv") or self._chosen("demande")

    @property
    def moves(self) -> bool:
        """A planned visit is chosen, to be moved."""
        return self.visit is not None and self.visit.state == State.CONFIRMED

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

    def context(self) -> dict[str, Any]:
        agenda, columns = self._columns()
        away = DAY if self.by_day else WEEK
        return {
            **self.desk.context(),
            "board": self,
            "appointment": self.visit,
            "grid": laid_out(columns, *agenda.bounds) if agenda else Grid([], [], 0),
            "heading": long_date(self.day) if self.by_day else f"Semaine du {_day_and_month(self.monday)}",
            "before_url": self.url(jour=self._next_day(-away), **self._fixed),
            "after_url": self.url(jour=self._next_day(away), **self._fixed),
            "today_url": self.url(jour=timezone.localdate(), **self._fixed),
            "week_url": self.url(vue=None, jour=self.day, centre=None),
            "day_url": self.url(vue=BY_DAY, jour=self.day, avec=None),
            "keep_url": self.url(rdv=None, demande=None, **self.here),
            "placing_url": self._posts_to("placing", 0),
            "moving_url": self._posts_to("moving", 0),
            "action": self._posts_to("moving" if self.moves else "placing", self.visit.pk) if self.visit else "",
            "proposals": self._proposals(),
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

    def _posts_to(self, name: str, key: int) -> str:
        """Where a slot is posted to; the days shown stay in the address."""
        query = self.url(**self.here).partition("?")[2]
        return f"{reverse(f'backoffice:{name}', args=[key])}?{query}"

    @property
    def _fixed(self) -> dict[str, Any]:
        return {name: value for name, value in self.here.items() if name in ("centre", "avec")}

    def _next_day(self, by: timedelta) -> date:
        """By days, bank holidays and weekends are passed over; by weeks, one week."""
        day = self.day + by
        while self.by_day and not is_working_day(day):
            day += by
        return day

    def _columns(self) -> tuple[Agenda | None, list[Column]]:
        if self.by_day:
            return self._by_professional()
        return self._by_weekday()

    def _by_professional(self) -> tuple[Agenda | None, list[Column]]:
        if self.centre is None:
            return None, []
        agenda = Agenda(
            self.people, self.day, self.day, centre=self.centre, asked=self._asked(), choosing=self._choosing
        )
        here = [
            who for who in self.people if agenda.receives(who, self.day, self.centre) or who.centre_id == self.centre.pk
        ]
        columns = []
        for physician in here:
            blocks = agenda.blocks(physician, self.day)
            url = self.url(vue=None, avec=physician.pk, jour=self.day, centre=None)
            columns.append(Column(str(physician), agenda.said_of(blocks), url, blocks))
        return agenda, columns

    def _by_weekday(self) -> tuple[Agenda | None, list[Column]]:
        if self.physician is None:
            return None, []
        agenda = Agenda(
            [self.physician],
            self.monday,
            self.monday + 5 * DAY,
            centre=None,
            asked=self._asked(),
            choosing=self._choosing,
        )
        today, columns = timezone.localdate(), []
        for day in (self.monday + number * DAY for number in range(6)):
            if day.weekday() < 5 or agenda.receives(self.physician, day):
                blocks = agenda.blocks(self.physician, day)
                centre = agenda.place_of(self.physician, day) or self.physician.centre_id
                url = self.url(vue=BY_DAY, jour=day, avec=None, centre=centre)
                title = f"{WEEKDAYS[day.weekday()][:3]}. {day.day}"
                columns.append(Column(title, agenda.said_of(blocks), url, blocks, day == today))
        return agenda, columns

    @property
    def _choosing(self) -> str:
        """The address of these days with a visit chosen, whose key is left to be added."""
        return f"{self.url(demande=None, rdv=None, **self.here)}&rdv="

    def _asked(self) -> Asked | None:
        if self.visit is None:
            return None
        numbers = {
            (found.slot.starts_at, found.slot.physician_id, found.slot.centre_id): (rank, ", ".join(found.reasons))
            for rank, found in enumerate(self.suggestions, 1)
        }
        return Asked(self.visit, visit_type(self.visit.kind), numbers)

    def _proposals(self) -> list[dict[str, Any]]:
        """The suggestions as the strip above the week draws them."""
        people, centres = ({row.pk: row for row in rows} for rows in (self.people, self.centres))
        found = []
        for rank, said in enumerate(self.suggestions, 1):
            slot = said.slot
            value = f"{slot.starts_at:%Y-%m-%dT%H:%M} {slot.physician_id} {slot.centre_id}"
            place = {"vue": BY_DAY, "centre": slot.centre_id} if self.by_day else {"avec": slot.physician_id}
            url = self.url(**({"jour": slot.starts_at.date(), "avec": None, "centre": None} | place))
            found.append(
                {"rank": rank, "value": value, "said": said, "url": url,
                 "physician": people[slot.physician_id], "centre": centres[slot.centre_id]}
            )  # fmt: skip
        return found

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


def _day_and_month(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
