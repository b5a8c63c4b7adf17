"""Agenda: the address by which one's own calendar reads the appointments to come; shown once, renewed, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.appointments.models import MemberFeed
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.calendars import shown_once


@requires(Right.READ_APPOINTMENTS)
def feed(request: PortalRequest) -> HttpResponse:
    """One feed for each person and member: it shows what that person may see, and no more once they may not."""
    mine = request.member.memberfeeds.filter(user=request.user).first()
    mine = mine or MemberFeed(member=request.member, user=request.user)
    address = ""
    if request.method == "POST" and request.POST.get("act") == "close":
        if mine.is_open:
            mine.revoke(by=request.user)
        messages.success(request, "L’adresse est fermée : votre agenda ne lit plus rien.")
        return redirect("portal:appointment-feed", request.member.number)
    if request.method == "POST":
        address = shown_once(mine.open(by=request.user))
    return render(request, "portal/appointments/feed.html", {"feed": mine, "address": address})
