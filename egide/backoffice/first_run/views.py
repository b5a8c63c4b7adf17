"""Three steps, each one a page that can be left: identity, centres, physicians; then the espace service."""

from typing import Any

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.backoffice.first_run.forms import IdentityForm
from egide.backoffice.first_run.steps import CENTRES, IDENTITY, PHYSICIANS, Step
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.backoffice.settings.forms import CentreForm, PhysicianForm, Told
from egide.centres.models import Centre, Physician, Service
from egide.library.opening import open_library


@requires(Right.CONFIGURE)
def identity(request: ServiceRequest) -> HttpResponse:
    current = Service.current()
    form = IdentityForm(request.POST or None, request.FILES or None, instance=current)
    if form.is_valid():
        Service.current().configure(by=request.user, **form.cleaned_data)
        open_library(by=request.user)
        return redirect("backoffice:first-run-centres")
    return _step(request, IDENTITY, form, [])


@requires(Right.CONFIGURE)
def centres(request: ServiceRequest) -> HttpResponse:
    form = CentreForm(request.POST or None, request.FILES or None, instance=Centre())
    if form.is_valid():
        return _added(request, Centre(), form)
    return _step(request, CENTRES, form, list(Centre.objects.all()))


@requires(Right.CONFIGURE)
def physicians(request: ServiceRequest) -> HttpResponse:
    if not Centre.objects.exists():
        messages.info(request, "Ajoutez d’abord un centre : chaque professionnel y est rattaché.")
        return redirect("backoffice:first-run-centres")
    form = PhysicianForm(request.POST or None, instance=Physician())
    if form.is_valid():
        return _added(request, Physician(), form)
    return _step(request, PHYSICIANS, form, list(Physician.objects.select_related("centre")))


def _added(request: ServiceRequest, row: Centre | Physician, form: Told) -> HttpResponse:
    row.describe(by=request.user, **form.facts)
    messages.success(request, f"{row} est ajouté. Ajoutez-en un autre, ou continuez.")
    return redirect(request.path)


def _step(request: ServiceRequest, step: Step, form: "ModelForm[Any]", entered: list[Any]) -> HttpResponse:
    following = reverse(f"backoffice:{step.following}") if entered else ""
    context = {"step": step, "form": form, "entered": entered, "following": following}
    return render(request, "backoffice/first_run/step.html", context)
