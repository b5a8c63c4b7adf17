"""The rooms of a centre: as many visits at once as there are rooms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.planning_forms import RoomForm
from egide.centres.models import Centre
from egide.common.workflow import opened_on
from egide.planning.models import Room
from egide.ui.refusals import attempt


@requires(Right.MANAGE_PLACES)
def rooms(request: ServiceRequest, centre_id: int) -> HttpResponse:
    centre = get_object_or_404(Centre, pk=centre_id)
    return render(request, "backoffice/settings/rooms.html", {"centre": centre, "rooms": centre.rooms.all()})


@requires(Right.MANAGE_PLACES)
def new_room(request: ServiceRequest, centre_id: int) -> HttpResponse:
    centre = get_object_or_404(Centre, pk=centre_id)
    room = Room(centre=centre)
    form = RoomForm(request.POST or None, instance=room)
    if form.is_valid() and attempt(form, lambda: room.describe(by=request.user, **form.facts)):
        messages.success(request, f"{room} : c’est ajouté.")
        return redirect("backoffice:rooms", centre.pk)
    return _form(request, form, "Nouvelle salle", centre)


@requires(Right.MANAGE_PLACES)
def one_room(request: ServiceRequest, room_id: int) -> HttpResponse:
    room = get_object_or_404(Room.objects.select_related("centre"), pk=room_id)
    centre = room.centre
    form = RoomForm(request.POST or None, instance=room)
    if form.is_valid():
        opened_on(room, form.cleaned_data["version"])
        if attempt(form, lambda: room.describe(by=request.user, **form.facts)):
            messages.success(request, f"{room} : c’est à jour.")
            return redirect("backoffice:rooms", centre.pk)
    return _form(request, form, room.name, centre)


def _form(request: ServiceRequest, form: Any, heading: str, centre: Centre) -> HttpResponse:
    back = {"back": reverse("backoffice:rooms", args=[centre.pk]), "back_label": f"Salles, {centre}"}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading} | back)
