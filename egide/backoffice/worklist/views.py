"""The first page of the espace service: what must be done, and who comes today."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.first_run.steps import unfinished
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.backoffice.worklist.queues import QUEUES, waiting_in


@dataclass(frozen=True)
class CentreDay:
    """Who is expected in one centre today, in the order of the hours."""

    centre: str
    appointments: list[Appointment]


@requires(Right.ENTER)
def home(request: ServiceRequest) -> HttpResponse:
    rights, now = rights_of(request.user), timezone.now()
    waiting = [waiting_in(queue, request.user, now) for queue in QUEUES if queue.right in rights]
    context = {
        "waiting": [queue for queue in waiting if queue.length],
        "empty": [queue for queue in waiting if not queue.length],
        "today": timezone.localdate(),
        "centres": _today() if Right.PLAN in rights else None,
        "now": now,
        "opening": unfinished() if Right.CONFIGURE in rights else None,
    }
    return render(request, "backoffice/worklist/home.html", context)


def _today() -> list[CentreDay]:
    start = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    rows = Appointment.objects.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    held = rows.filter(state__in=(State.CONFIRMED, State.HONOURED, State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED))
    held = held.select_related("employee", "member", "centre", "physician").order_by("centre__name", "starts_at", "pk")
    return [CentreDay(name, list(found)) for name, found in groupby(held, key=lambda row: str(row.centre))]
