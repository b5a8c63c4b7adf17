"""Alertes: the uses of an account that no day's work explains, until somebody has looked at them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.models import Alert, User
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.ui.listing import page_of


@requires(Right.AUDIT)
def alerts(request: ServiceRequest) -> HttpResponse:
    rows = Alert.objects.select_related("user__delegate_user__delegate", "seen_by")
    page = page_of(request, rows.prefetch_related("user__accesses__member"))
    return render(request, "backoffice/alerts.html", {"page": page, "rows": [(a, house_of(a.user)) for a in page]})


@dataclass(frozen=True)
class House:
    """Where an account belongs: its name, the page where its access is blocked, the number to call."""

    name: str
    page: str
    phone: str = ""


def house_of(user: User) -> House:
    if user.staff_role:
        return House("Service", reverse("backoffice:settings"))
    if works_for := getattr(user, "delegate_user", None):
        firm = works_for.delegate
        return House(firm.name, reverse("backoffice:firm", args=[firm.pk]), firm.phone)
    access = next(iter(user.accesses.all()), None)
    if access is None:
        return House("Sans adhérent", "")
    return House(
        access.member.name, reverse("backoffice:member-access", args=[access.member.number]), access.member.phone
    )


@requires(Right.AUDIT)
def acknowledgement(request: ServiceRequest, alert_id: int) -> HttpResponse:
    alert = get_object_or_404(Alert, pk=alert_id, seen_at=None)
    if request.method == "POST":
        alert.acknowledge(by=request.user)
        messages.success(request, f"« {alert} » est notée comme vue.")
    return redirect("backoffice:alerts")
