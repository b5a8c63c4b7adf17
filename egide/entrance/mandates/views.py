"""Mes adhérents, and the request of a mandate."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.throttling import MAILS, MAILS_OF_ADDRESS, take_try
from egide.common.search import folded
from egide.entrance.forms import MandateRequestForm
from egide.entrance.mandates.filters import MandateFilters
from egide.entrance.mandates.rows import rows_of
from egide.entrance.requests import PersonRequest
from egide.members.doors import doors_of
from egide.members.models import DelegateUser, Mandate, Member
from egide.members.rights import Scope
from egide.ui.listing import ROWS_A_PAGE, render_list

SAME_ANSWER = "Si cet adhérent existe, son administrateur reçoit votre demande : le mandat s’ouvrira s’il l’accorde."
# shown state of a mandate that opens nothing → tone, icon
LOOKS = {
    "En attente": ("info", "hourglass"),
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
    }
    return render_list(request, "entrance/mandates/list.html", context)


def _closed(seat: DelegateUser) -> list[dict[str, Any]]:
    """The mandates of the firm that open nothing today, and why."""
    today = timezone.localdate()
    mandates = seat.delegate.mandates.select_related("member")
    closed = [mandate for mandate in mandates if not mandate.is_live(today)]
    return [{"mandate": one, "look": LOOKS[one.shown_state]} for one in closed[:ROWS_A_PAGE]]


def mandate_request(request: PersonRequest) -> HttpResponse:
    """A firm asks for a mandate: nothing opens, and nothing is learnt about who exists."""
    seat = _seat(request)
    if seat is None:
        messages.info(request, "Seul un cabinet peut demander un mandat.")
        return redirect("mandates")
    form = MandateRequestForm(request.POST or None)
    form.fields["scopes"].choices = Scope.choices  # type: ignore[attr-defined]
    if form.is_valid() and _within_tries(seat, form):
        _ask(request, seat, form.cleaned_data)
        messages.success(request, SAME_ANSWER)
        return redirect("mandates")
    return render(request, "entrance/mandates/request.html", {"form": form, "back": reverse("mandates")})


def _within_tries(seat: DelegateUser, form: MandateRequestForm) -> bool:
    """Whether the member exists or not: numbers are not tried one after the other, nor one member asked endlessly."""
    number = form.cleaned_data["number"]
    keys = [(f"mandates:{seat.delegate_id}", MAILS_OF_ADDRESS), (f"mandate:{seat.delegate_id}:{number}", MAILS)]
    if take_try(keys):
        return True
    form.add_error(None, "Votre cabinet vient d’envoyer plusieurs demandes : attendez une heure avant la suivante.")
    return False


def _seat(request: PersonRequest) -> DelegateUser | None:
    return DelegateUser.objects.filter(user=request.user, left_at=None).select_related("delegate").first()


def _ask(request: PersonRequest, seat: DelegateUser, asked: dict[str, Any]) -> None:
    member = Member.objects.filter(number=asked["number"]).first()
    if member is None or folded(member.name) != folded(str(asked["name"])):
        return
    known = Mandate.objects.filter(delegate=seat.delegate, member=member).exclude(state=Mandate.State.REVOKED)
    if not known.exists():
        mandate = Mandate(delegate=seat.delegate, member=member, scopes=asked["scopes"], starts_on=timezone.localdate())
        mandate.ask(by=request.user)
