"""Mes adhérents, and the request of a mandate."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.throttling import MAILS, MAILS_OF_ADDRESS, take_try
from egide.entrance.forms import MandateRequestForm
from egide.entrance.mandates.filters import MandateFilters
from egide.entrance.mandates.rows import rows_of
from egide.entrance.requests import PersonRequest
from egide.members.doors import doors_of
from egide.members.models import DelegateUser, MandateRequest
from egide.members.models.mandate_request import NEVER_GRANTED
from egide.members.tasks import deliver_requests
from egide.ui.listing import ROWS_A_PAGE, render_list
from egide.ui.refusals import attempt

SAME_ANSWER = "Si cet adhérent existe, son administrateur reçoit votre demande : le mandat s’ouvrira s’il l’accorde."
# shown state of a mandate that opens nothing → tone, icon
LOOKS = {
    "À venir": ("info", "calendar"),
    "Expiré": ("warn", "clock"),
    "Révoqué": ("danger", "x"),
}


def mandates(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = rows_of(doors_of(request.user, today), today)
    filters = MandateFilters(request.GET)
    page = Paginator(filters.narrow(rows), ROWS_A_PAGE).get_page(request.GET.get("page"))
    seat = _seat(request)
    context = {
        "filters": filters,
        "page": page,
        "rows": page.object_list,
        "total": len(rows),
        "waiting": sum(row.waits for row in rows),
        "seat": seat,
        "closed": _closed(seat) if seat else [],
        "requests": seat.delegate.requests.unanswered()[:ROWS_A_PAGE] if seat else [],
    }
    return render_list(request, "entrance/mandates/list.html", context)


def _closed(seat: DelegateUser) -> list[dict[str, Any]]:
    """The mandates that the firm has held or will hold, and that open nothing today. One that was never granted is
    not told: its name would answer the question that a request asks."""
    today = timezone.localdate()
    mandates = seat.delegate.mandates.exclude(state__in=NEVER_GRANTED).select_related("member")
    closed = [mandate for mandate in mandates if not mandate.is_live(today)]
    return [{"mandate": one, "look": LOOKS[one.shown_state]} for one in closed[:ROWS_A_PAGE]]


def mandate_request(request: PersonRequest) -> HttpResponse:
    """A firm asks for a mandate: nothing opens, and nothing is learnt about who exists."""
    seat = _seat(request)
    if seat is None:
        messages.info(request, "Seul un cabinet peut demander un mandat.")
        return redirect("mandates")
    form = MandateRequestForm(request.POST or None)
    if form.is_valid() and _within_tries(seat, form) and attempt(form, lambda: _ask(request, seat, form.cleaned_data)):
        messages.success(request, SAME_ANSWER)
        return redirect("mandates")
    return render(request, "entrance/mandates/request.html", {"form": form, "back": reverse("mandates")})


def _within_tries(seat: DelegateUser, form: MandateRequestForm) -> bool:
    """Whether the member exists or not: numbers are not tried one after the other, nor one member asked endlessly."""
    number = form.cleaned_data["number"]
    keys = [(f"mandates:{seat.delegate_id}", MAILS_OF_ADDRESS), (f"mandate:{seat.delegate_id}:{number}", MAILS)]
    if take_try(keys):
        return True
    form.add_error(None, "Votre cabinet vient d’envoyer plusieurs demandes : attendez une heure avant la suivante.")
    return False


def _seat(request: PersonRequest) -> DelegateUser | None:
    return DelegateUser.objects.filter(user=request.user, left_at=None).select_related("delegate").first()


def _ask(request: PersonRequest, seat: DelegateUser, asked: dict[str, Any]) -> None:
    row = MandateRequest.of(seat.delegate, asked["number"])
    row.ask(by=request.user, name=asked["name"], scopes=asked["scopes"])
    transaction.on_commit(deliver_requests)
