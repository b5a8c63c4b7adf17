"""The first page of the espace service: what must be done, and who comes today."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, When, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.first_run.steps import unfinished
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.backoffice.worklist.queues import QUEUES, waiting_in

SHOWN_OF_A_DAY = 20  # of each centre


@dataclass(frozen=True)
class CentreDay:
    """Who is expected in one centre today, in the order of the hours; `total` counts also those that are not shown."""

    centre: str
    appointments: list[Appointment]
    total: int

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.appointments)


@requires(Right.ENTER)
def home(request: ServiceRequest) -> HttpResponse:
    rights, now = rights_of(request.user), timezone.now()
    waiting = [waiting_in(queue, request.user, now) for queue in QUEUES if queue.right in rights]
    context = {
        "waiting": [queue for queue in waiting if queue.length],
        "empty": [queue for queue in waiting if not queue.length],
        "today": timezone.localdate(),
        "centres": _today(now) if Right.PLAN in rights else None,
        "now": now,
        "opening": unfinished() if Right.CONFIGURE in rights else None,
    }
    return render(request, "backoffice/worklist/home.html", context)


def _today(now: datetime) -> list[CentreDay]:
    """Where a day is long, who comes next is shown before who has been; only the rows shown are read whole."""
    start = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    rows = Appointment.objects.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    held = rows.filter(state__in=(State.CONFIRMED, State.HONOURED, State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED))
    been = Case(When(starts_at__lt=now, then=1), default=0)
    next_ones: Any = held.annotate(
        rank=Window(RowNumber(), partition_by="centre", order_by=(been, "starts_at", "pk")),
        total=Window(Count("pk"), partition_by="centre"),
    ).filter(rank__lte=SHOWN_OF_A_DAY)
    totals: dict[int, int] = dict(next_ones.values_list("pk", "total"))
    named = Appointment.objects.filter(pk__in=totals).select_related("employee", "member", "centre", "physician")
    days = groupby(named.order_by("centre__name", "starts_at", "pk"), key=lambda row: str(row.centre))
    found = [(name, list(rows)) for name, rows in days]
    return [CentreDay(name, rows, totals[rows[0].pk]) for name, rows in found]
