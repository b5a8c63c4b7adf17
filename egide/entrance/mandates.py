"""« Mes adhérents »: what an accountant sees first, the members that trust the firm, and what waits in each."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.appointments.states import OPEN
from egide.common.search import folded
from egide.employees.models import Employee
from egide.employees.queries import LACKING, PRESENT
from egide.entrance.forms import MandateRequestForm
from egide.invoicing.models import Invoice
from egide.members.doors import live_mandates
from egide.members.models import Access, DelegateUser, Mandate, Member
from egide.members.rights import Scope

SAME_ANSWER = "Si cet adhérent existe, son administrateur reçoit votre demande : le mandat s’ouvrira s’il l’accorde."


def mandates(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User):
        return redirect("account_login")
    today = timezone.localdate()
    reachable = Q(pk__in=live_mandates(user, today).values("member")) | Q(
        pk__in=Access.objects.filter(user=user, revoked_at=None).values("member")
    )
    members = _with_badges(Member.objects.filter(reachable), request.GET.get("q", ""))
    seat = DelegateUser.objects.filter(user=user, left_at=None).select_related("delegate").first()
    others = seat.delegate.mandates.select_related("member") if seat else Mandate.objects.none()
    waiting = [m for m in others if not m.is_live(today) and m.state != Mandate.State.REVOKED]
    context = {"members": members, "waiting": waiting, "seat": seat}
    return render(request, "entrance/mandates.html", context)


def _with_badges(members: QuerySet[Member], words: str) -> list[dict[str, object]]:
    """Each member with what waits there: one query a badge, whatever the number of members."""
    for word in folded(words).split():
        members = members.filter(search_key__contains=word)
    shown = list(members.order_by("name")[:200])
    staff = _count(Employee.objects.filter(PRESENT, member__in=shown))
    lacking = _count(Employee.objects.filter(PRESENT & LACKING, member__in=shown))
    due = _count(Invoice.objects.filter(nature="invoice", state="issued", member__in=shown))
    asked = _count(Appointment.objects.filter(state__in=OPEN, member__in=shown))
    return [
        {"member": m, "staff": staff[m.pk], "lacking": lacking[m.pk], "due": due[m.pk], "asked": asked[m.pk]}
        for m in shown
    ]


def _count(rows: QuerySet[Any]) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list("member").annotate(n=Count("pk"))))


def mandate_request(request: HttpRequest) -> HttpResponse:
    """A firm asks for a mandate: nothing opens, and nothing is learnt about who exists."""
    form = MandateRequestForm(request.POST or None)
    form.fields["scopes"].choices = Scope.choices  # type: ignore[attr-defined]
    if form.is_valid():
        _ask(request, form.cleaned_data)
        messages.success(request, SAME_ANSWER)
        return redirect("mandates")
    return render(request, "entrance/mandate_request.html", {"form": form})


def _ask(request: HttpRequest, asked: dict[str, Any]) -> None:
    seat = DelegateUser.objects.filter(user_id=request.user.pk or 0, left_at=None).first()
    member = Member.objects.filter(number=asked["number"]).first()
    if seat is None or member is None or folded(member.name) != folded(str(asked["name"])):
        return
    known = Mandate.objects.filter(delegate=seat.delegate, member=member).exclude(state=Mandate.State.REVOKED)
    if not known.exists():
        mandate = Mandate(delegate=seat.delegate, member=member, scopes=asked["scopes"], starts_on=timezone.localdate())
        mandate.ask(by=request.user if isinstance(request.user, User) else None)
