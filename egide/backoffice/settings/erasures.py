"""What the coming night erases, told in time to change the delay; and what the last nights have erased."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.employees.models import Employee
from egide.retention.models import Erasure
from egide.retention.queries import leavers_to_erase
from egide.retention.rules import first_day_kept, next_night
from egide.ui.listing import page_of


@dataclass(frozen=True)
class Night:
    """When it is, the first day of departure that it keeps, and the sheets that go."""

    at: datetime
    kept_from: date
    rows: "QuerySet[Employee]"


def tonight() -> Night:
    """As the worker will see it, if nobody changes anything until then."""
    at = next_night(timezone.localtime())
    kept_from = first_day_kept(at.date(), Service.current().leaver_months)
    return Night(at, kept_from, leavers_to_erase(kept_from, at))


@requires(Right.CONFIGURE)
def erasures(request: ServiceRequest) -> HttpResponse:
    night = tonight()
    members = night.rows.order_by().values("member__number", "member__name")
    counted = members.annotate(sheets=Count("pk"), oldest=Min("left_on")).order_by("-sheets", "member__number")
    context = {"night": night, "page": page_of(request, counted), "done": Erasure.objects.all()[:10]}
    return render(request, "backoffice/settings/erasures.html", context | {"total": night.rows.count()})
