"""The queue as one assistant sees it: her tab and filters, the order of the requests, the way to the next one."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.queries import AppointmentQuerySet
from egide.backoffice.appointments.filters import TABS, RequestFilters, in_tab
from egide.backoffice.appointments.rows import line_of
from egide.backoffice.rights import ServiceRequest
from egide.common.identifiers import is_row_key
from egide.ui.listing import ROWS_A_PAGE, page_of

COUNTED = {"": "todo", "precision": "asked", "attente": "waiting"}
# The week beside which the queue may stand (`egide/backoffice/planning/`): how its address says so, and its view.
WEEK = "planning"


@dataclass(frozen=True)
class Tab:
    """One state of the queue as a link; `count` is None where the number says nothing."""

    label: str
    url: str
    current: bool
    count: int | None


class Desk:
    """Read from the address of any page of the queue, so that no click loses the tab or the filters.

    `by_week`: it stands beside the week, and answers come back there; elsewhere the address says so (`depuis`).
    """

    def __init__(self, request: ServiceRequest, *, by_week: bool = False) -> None:
        self.request = request
        self.by_week = by_week or request.GET.get("depuis") == WEEK
        asked = request.GET.get("onglet", "")
        self.tab = asked if asked in TABS else ""
        self.all = Appointment.objects.all()

    @cached_property
    def filters(self) -> RequestFilters:
        return RequestFilters(self.request.GET, user=self.request.user)

    @cached_property
    def rows(self) -> AppointmentQuerySet:
        return self.filters.narrow(in_tab(self.all, self.tab))

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """The tab and filters in force, by their names in the address."""
        names = ("onglet", *RequestFilters.base_fields, *(["vue", "file"] if self.by_week else []))
        return [(name, self.request.GET[name]) for name in names if self.request.GET.get(name)]

    @property
    def suffix(self) -> str:
        """The same, as every link and form of the page carries them."""
        kept = [*self.kept, *([("depuis", WEEK)] if self.by_week else [])]
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def home(self) -> str:
        """The queue without a tab nor filters, where it stands."""
        return reverse("backoffice:planning" if self.by_week else "backoffice:requests")

    def url_of(self, pk: int | None, **more: Any) -> str:
        """The address of one request in this queue, the focus on its line; None: of the queue itself."""
        asked = [*self.kept, *((key, value) for key, value in more.items() if value)]
        if self.by_week:
            name, asked = self.home, [*asked, *([("demande", pk)] if pk else [])]
        else:
            name = reverse("backoffice:request", args=[pk]) if pk else self.home
        query = f"?{urlencode(asked)}" if asked else ""
        return f"{name}{query}#demande-{pk}" if pk else f"{name}{query}"

    def after(self, pk: int) -> int | None:
        """The request that follows in the order of the queue, or the one before the last."""
        order = list(self.rows.values_list("pk", flat=True))
        if pk not in order:
            return order[0] if order else None
        place = order.index(pk)
        left = order[place + 1 :] + order[:place][::-1]
        return left[0] if left else None

    def next_url(self, following: int | None, done: Appointment) -> str:
        """Where one goes after an answer: the next request, with « Défaire » at hand."""
        return self.url_of(following, page=self._page_of(following), fait=done.pk)

    def frame(self) -> dict[str, Any]:
        """What a page needs of the queue when its rows are not drawn."""
        return {"desk": self, "undo": self._undo()}

    def context(self) -> dict[str, Any]:
        now = timezone.localtime()
        total = self.filters.show_counts(in_tab(self.all, self.tab))
        rows = self.rows.select_related("employee", "member", "owner").prefetch_related("offers")
        page = page_of(self.request, rows, total)
        return {
            **self.frame(),
            "filters": self.filters,
            "tabs": self._tabs(),
            "page": page,
            "lines": [line_of(appointment, self.url_of(appointment.pk), now) for appointment in page],
            "done_today": self._by_the_service.filter(answered_at__gte=now.replace(hour=0, minute=0, second=0)).count(),
        }

    @property
    def _by_the_service(self) -> AppointmentQuerySet:
        return self.all.filter(chosen_by_employer=False)

    def _tabs(self) -> list[Tab]:
        counted = self.all.filter(state__in=[state for tab in COUNTED for state in TABS[tab][1]]).aggregate(
            **{name: Count("pk", filter=Q(state__in=TABS[tab][1])) for tab, name in COUNTED.items()}
        )
        return [
            Tab(
                label,
                self._tab_url(tab),
                tab == self.tab,
                counted.get(COUNTED.get(tab, "")),
            )
            for tab, (label, _) in TABS.items()
        ]

    def _tab_url(self, tab: str) -> str:
        shown = {"onglet": tab, "file": self.request.GET.get("file", "") if self.by_week else ""}
        asked = urlencode({name: value for name, value in shown.items() if value})
        return f"{self.home}?{asked}" if asked else self.home

    def _undo(self) -> Appointment | None:
        """What was just answered, as long as its mail waits."""
        done = self.request.GET.get("fait", "")
        if not is_row_key(done):
            return None
        answered = self.all.select_related("employee").filter(pk=int(done)).first()
        return answered if answered and answered.is_undoable else None

    def _page_of(self, pk: int | None) -> int | None:
        order = list(self.rows.values_list("pk", flat=True))
        place = order.index(pk) if pk in order else 0
        return place // ROWS_A_PAGE + 1 if place >= ROWS_A_PAGE else None
