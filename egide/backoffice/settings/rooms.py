"""The rooms of a centre: as many visits at once as there are rooms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.appointments.rooms import place, without_a_room
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.planning_forms import RoomForm
from egide.centres.models import Centre
from egide.common.workflow import opened_on
from egide.planning.models import Room
from egide.ui.refusals import attempt

SHOWN = 20


@requires(Right.MANAGE_PLACES)
def rooms(request: ServiceRequest, centre_id: int) -> HttpResponse:
    """The rooms, and the visits to come that hold none of them: told until they are placed or moved."""
    centre = get_object_or_404(Centre, pk=centre_id)
    homeless = without_a_room(centre)
    context = {"centre": centre, "rooms": centre.rooms.all(), "count": homeless.count(), "homeless": homeless[:SHOWN]}
    return render(request, "backoffice/settings/rooms.html", context)


@requires(Right.MANAGE_PLACES)
def placing(request: ServiceRequest, centre_id: int) -> HttpResponse:
    """Posted: a room for each visit to come that has none; those that find all rooms taken stay on the page."""
    centre = get_object_or_404(Centre, pk=centre_id)
    if request.method == "POST":
        placed, left = place(centre, by=request.user), without_a_room(centre).count()
        messages.success(request, f"Visites qui ont maintenant une salle : {placed}.")
        if left:
            full = "Toutes sont prises à leur heure : ajoutez-en une, ou déplacez-les."
            messages.warning(request, f"Visites encore sans salle : {left}. {full}")
    return redirect("backoffice:rooms", centre.pk)


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
