"""The centres and the professionals: described, closed, gone; what still leans on them is said."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.forms import CentreForm, PhysicianForm, Told
from egide.centres.models import Centre, Physician
from egide.common.workflow import opened_on
from egide.ui.refusals import attempt


@requires(Right.MANAGE_PLACES)
def centre(request: ServiceRequest, centre_id: int | None = None) -> HttpResponse:
    row = get_object_or_404(Centre, pk=centre_id) if centre_id else Centre()
    form = CentreForm(request.POST or None, request.FILES or None, instance=row)
    if form.is_valid() and _described(request, row, form):
        messages.success(request, f"{row} : c’est à jour.{_left_behind(row, row.closed_on)}")
        return redirect("backoffice:settings")
    leaning = _leaning(row) if centre_id else ""
    return _form(request, form, row.name if centre_id else "Nouveau centre", leaning)


@requires(Right.MANAGE_PLACES)
def physician(request: ServiceRequest, physician_id: int | None = None) -> HttpResponse:
    row = get_object_or_404(Physician, pk=physician_id) if physician_id else Physician()
    form = PhysicianForm(request.POST or None, instance=row)
    if form.is_valid() and _described(request, row, form):
        messages.success(request, f"{row} : c’est à jour.{_left_behind(row, row.left_on)}")
        return redirect("backoffice:settings")
    leaning = _leaning(row) if physician_id else ""
    return _form(request, form, str(row) if physician_id else "Nouveau professionnel", leaning)


def _described(request: ServiceRequest, row: Centre | Physician, form: Told) -> bool:
    """Two people who correct one place are told of each other."""
    if not row._state.adding:
        opened_on(row, form.cleaned_data["version"])
    return attempt(form, lambda: row.describe(by=request.user, **form.facts))


def _leaning(row: Centre | Physician) -> str:
    """How many members and appointments to come count on this place, or on this person."""
    of_row = {"centre": row} if isinstance(row, Centre) else {"physician": row}
    coming = Appointment.objects.filter(**of_row).to_come(timezone.now()).count()
    return f"Adhérents rattachés : {row.members.count()}. Rendez-vous à venir : {coming}."


def _left_behind(row: Centre | Physician, ended: Any) -> str:
    return f" {_leaning(row)} Déplacez-les." if ended else ""


def _form(request: ServiceRequest, form: Any, heading: str, text: str) -> HttpResponse:
    back = {"back": reverse("backoffice:settings"), "back_label": "Administration"}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading, "text": text} | back)
