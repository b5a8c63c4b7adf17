"""Accueil: what to do first, then what comes next."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.invoicing.models import Invoice
from egide.library.queries import documents_of
from egide.members.rights import Right
from egide.portal.home.answers import matters_of, schedule_of
from egide.portal.home.declaring import declaration_of
from egide.portal.home.people import People, people_of
from egide.portal.home.todo import Waiting, todo_of
from egide.portal.scope import PortalRequest, requires

UNPAID_READ = 200


@requires(Right.HOME)
def home(request: PortalRequest) -> HttpResponse:
    today = timezone.localdate()
    may = request.door.may
    invoices = list(request.member.invoices.to_pay()[:UNPAID_READ]) if may(Right.READ_INVOICES) else []
    people = people_of(request.member, today) if may(Right.READ_EMPLOYEES) else People({})
    schedule = schedule_of(request)
    matters = matters_of(request)
    asked = [matter for matter in matters if matter.kind != "declaration"]  # it has a card of its own, quieter
    waiting = Waiting(invoices, people, schedule, asked)
    context = {
        "today": today,
        "todo": todo_of(request.user, request.door, waiting, today),
        "due": _due(invoices) if may(Right.READ_INVOICES) else None,
        "staff": people.counts,
        "physician": request.member.physician,
        "coming": schedule.coming[:3] if may(Right.READ_APPOINTMENTS) else None,
        **_documents(request, today),
        "declaration": declaration_of(matters, today),
    }
    return render(request, "portal/home/home.html", context)


def _due(invoices: list[Invoice]) -> dict[str, Any]:
    """`invoices` come soonest due first."""
    late = [invoice for invoice in invoices if invoice.is_overdue]
    coming = [invoice for invoice in invoices if not invoice.is_overdue]
    return {
        "amount": sum((invoice.remaining for invoice in invoices), Decimal(0)),
        "late": sum((invoice.remaining for invoice in late), Decimal(0)),
        "next": coming[0] if coming else None,
    }


def _documents(request: PortalRequest, today: date) -> dict[str, Any]:
    if not request.door.may(Right.READ_DOCUMENTS):
        return {"documents": None}
    latest = documents_of(request.member).prefetch_related(None).order_by("-published_at")[:3]
    return {"documents": latest, "new_since": request.user.previous_login}
