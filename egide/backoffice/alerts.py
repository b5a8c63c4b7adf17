"""Alertes: the uses of an account that no day's work explains, until somebody has looked at them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.accounts.models import Alert
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.ui.listing import page_of


@requires(Right.AUDIT)
def alerts(request: ServiceRequest) -> HttpResponse:
    rows = Alert.objects.select_related("user", "seen_by")
    return render(request, "backoffice/alerts.html", {"page": page_of(request, rows)})


@requires(Right.AUDIT)
def acknowledgement(request: ServiceRequest, alert_id: int) -> HttpResponse:
    alert = get_object_or_404(Alert, pk=alert_id, seen_at=None)
    if request.method == "POST":
        alert.acknowledge(by=request.user)
        messages.success(request, f"« {alert} » est notée comme vue.")
    return redirect("backoffice:alerts")
