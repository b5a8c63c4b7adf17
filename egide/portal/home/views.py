"""Accueil: what to do first, then what comes next."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.employees.queries import ADDED, COMPLETE, LACKING, PRESENT
from egide.library.queries import documents_of
from egide.members.rights import Right
from egide.portal.home.todo import todo_of
from egide.portal.scope import PortalRequest, requires

RECENTLY = timedelta(days=365)


@requires(Right.HOME)
def home(request: PortalRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "today": today,
        "todo": todo_of(request, today),
        **_appointments(request),
        **_invoices(request),
        **_staff(request),
        **_documents(request),
    }
    return render(request, "portal/home/home.html", context)


def _appointments(request: PortalRequest) -> dict[str, Any]:
    if not request.door.may(Right.READ_APPOINTMENTS):
        return {}
    coming = request.member.appointments.visible_to_employer().to_come(timezone.now())
    return {"coming": coming.select_related("employee", "centre", "physician")[:3]}


def _invoices(request: PortalRequest) -> dict[str, Any]:
    if not request.door.may(Right.READ_INVOICES):
        return {}
    due = request.member.invoices.to_pay().aggregate(total=Sum("gross"), settled=Sum("settled"))
    return {"amount_due": (due["total"] or 0) - (due["settled"] or 0)}


def _staff(request: PortalRequest) -> dict[str, Any]:
    if not request.door.may(Right.READ_EMPLOYEES):
        return {}
    this_year = Q(left_on__year=timezone.localdate().year)
    counted = request.member.employees.aggregate(
        present=Count("pk", filter=PRESENT),
        complete=Count("pk", filter=COMPLETE),
        incomplete=Count("pk", filter=PRESENT & LACKING),
        added=Count("pk", filter=ADDED),
        gone=Count("pk", filter=this_year),
    )
    return {"staff": counted}


def _documents(request: PortalRequest) -> dict[str, Any]:
    if not request.door.may(Right.READ_DOCUMENTS):
        return {}
    return {"documents": documents_of(request.member).order_by("-published_at")[:3]}
