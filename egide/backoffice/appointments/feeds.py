"""Agendas: for each professional, the address by which their own calendar reads their visits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from egide.appointments.models import PhysicianFeed
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Physician
from egide.ui.calendars import shown_once


@requires(Right.PLAN)
def feeds(request: ServiceRequest) -> HttpResponse:
    physicians = Physician.objects.filter(left_on=None).select_related("feed", "centre").order_by("last_name", "pk")
    return render(request, "backoffice/appointments/feeds.html", {"physicians": physicians})


@requires(Right.PLAN)
def feed(request: ServiceRequest, physician_id: int) -> HttpResponse:
    physician = get_object_or_404(Physician.objects.filter(left_on=None), pk=physician_id)
    found = PhysicianFeed.objects.filter(physician=physician).first() or PhysicianFeed(physician=physician)
    address = ""
    if request.method == "POST" and request.POST.get("act") == "close":
        if found.is_open:
            found.revoke(by=request.user)
        messages.success(request, f"{physician} : l’adresse est fermée, son agenda ne lit plus rien.")
        return redirect("backoffice:feeds")
    if request.method == "POST":
        address = shown_once(found.open(by=request.user))
    context = {"physician": physician, "feed": found, "address": address}
    return render(request, "backoffice/appointments/feed.html", context)
