"""Administration: the identity and rules of the service, its centres, its physicians."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.models import User
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.forms import CentreForm, PhysicianForm, ServiceForm
from egide.centres.models import Centre, Physician, Service


@requires(Right.CONFIGURE)
def settings(request: ServiceRequest) -> HttpResponse:
    context = {
        "centres": Centre.objects.all(),
        "physicians": Physician.objects.select_related("centre"),
        "staff": User.objects.exclude(staff_role=""),
    }
    return render(request, "backoffice/settings/settings.html", context)


@requires(Right.CONFIGURE)
def service(request: ServiceRequest) -> HttpResponse:
    current = Service.current()
    form = ServiceForm(request.POST or None, request.FILES or None, instance=current)
    if form.is_valid():
        Service.current().configure(by=request.user, **form.cleaned_data)
        return _saved(request)
    return _form(request, form, "Le service")


@requires(Right.CONFIGURE)
def centre(request: ServiceRequest, centre_id: int | None = None) -> HttpResponse:
    row = get_object_or_404(Centre, pk=centre_id) if centre_id else Centre()
    form = CentreForm(request.POST or None, request.FILES or None, instance=row)
    if form.is_valid():
        row.describe(by=request.user, **form.cleaned_data)
        return _saved(request)
    return _form(request, form, str(row) if centre_id else "Nouveau centre")


@requires(Right.CONFIGURE)
def physician(request: ServiceRequest, physician_id: int | None = None) -> HttpResponse:
    row = get_object_or_404(Physician, pk=physician_id) if physician_id else Physician()
    form = PhysicianForm(request.POST or None, instance=row)
    if form.is_valid():
        row.describe(by=request.user, **form.cleaned_data)
        return _saved(request)
    return _form(request, form, str(row) if physician_id else "Nouveau professionnel")


def _saved(request: ServiceRequest) -> HttpResponse:
    messages.success(request, "C’est enregistré.")
    return redirect("backoffice:settings")


def _form(request: ServiceRequest, form: Any, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("backoffice:settings")}
    return render(request, "backoffice/form.html", context)
