"""Accueil: what to do first, then what comes next."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.employees.queries import ADDED, COMPLETE, LACKING, PRESENT
from egide.library.queries import documents_of
from egide.members.rights import Right
from egide.portal.home.todo import Figures, todo_of
from egide.portal.scope import PortalRequest, requires

SOON = timedelta(days=60)


@requires(Right.HOME)
def home(request: PortalRequest) -> HttpResponse:
    today = timezone.localdate()
    figures = Figures(_due(request, today), _staff(request, today), _visits(request, today))
    context = {
        "today": today,
        "todo": todo_of(request, figures),
        "amount_due": figures.due.get("amount"),
        "staff": figures.staff,
        **_appointments(request),
        **_documents(request),
    }
    return render(request, "portal/home/home.html", context)


def _appointments(request: PortalRequest) -> dict[str, Any]:
    if not request.door.may(Right.READ_APPOINTMENTS):
        return {}
    coming = request.member.appointments.visible_to_employer().to_come(timezone.now())
    return {"coming": coming.select_related("employee", "centre", "physician")[:3]}


def _due(request: PortalRequest, today: date) -> dict[str, Any]:
    if not request.door.may(Right.READ_INVOICES):
        return {}
    late = Q(due_on__lt=today)
    due = request.member.invoices.to_pay().aggregate(
        gross=Sum("gross"),
        settled=Sum("settled"),
        late=Count("pk", filter=late),
        coming=Count("pk", filter=~late),
        oldest=Min("due_on", filter=late),
    )
    return {**due, "amount": (due["gross"] or 0) - (due["settled"] or 0)}


def _staff(request: PortalRequest, today: date) -> dict[str, int]:
    if not request.door.may(Right.READ_EMPLOYEES):
        return {}
    counted: dict[str, int] = request.member.employees.aggregate(
        present=Count("pk", filter=PRESENT),
        complete=Count("pk", filter=COMPLETE),
        incomplete=Count("pk", filter=PRESENT & LACKING),
        added=Count("pk", filter=ADDED),
        gone=Count("pk", filter=Q(left_on__year=today.year)),
    )
    return counted


def _visits(request: PortalRequest, today: date) -> dict[str, int]:
    if not request.door.may(Right.READ_EMPLOYEES):
        return {}
    counted: dict[str, int] = request.member.followups.of_present().aggregate(
        late=Count("pk", filter=Q(shown_due_on__lt=today)),
        soon=Count("pk", filter=Q(shown_due_on__range=(today, today + SOON))),
    )
    unasked = request.member.employees.present().filter(visits=None, appointments=None).count()
    return {**counted, "unasked": unasked}


def _documents(request: PortalRequest) -> dict[str, Any]:
    if not request.door.may(Right.READ_DOCUMENTS):
        return {}
    return {"documents": documents_of(request.member).prefetch_related(None).order_by("-published_at")[:3]}
