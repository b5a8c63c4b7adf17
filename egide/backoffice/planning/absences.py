"""Absences of professionals and closings of centres: posed, corrected, withdrawn; each says what it displaces."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.replanning import visits_under
from egide.backoffice.planning.forms import AbsenceForm, NewAbsenceForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.planning.models import Absence
from egide.ui.listing import page_of
from egide.ui.refusals import attempt


@requires(Right.PLAN)
def absences(request: ServiceRequest) -> HttpResponse:
    """To come, the next first; `onglet=passees` shows those that are over, the latest first."""
    over = request.GET.get("onglet") == "passees"
    rows = Absence.objects.select_related("physician", "centre")
    ended = rows.filter(ends_at__lte=timezone.now()).order_by("-ends_at", "-pk")
    page = page_of(request, ended if over else rows.to_come())
    displaced = visits_under(list(page))
    lines = [(absence, len(displaced[absence.pk])) for absence in page]
    context = {"page": page, "lines": lines, "over": over, "to_replan": sum(count for _, count in lines)}
    return render(request, "backoffice/planning/absences.html", context)


@requires(Right.PLAN)
def new_absence(request: ServiceRequest) -> HttpResponse:
    """`qui` in the address chooses whose it is beforehand."""
    form = NewAbsenceForm(request.POST or None, who=request.GET.get("qui", ""))
    if form.is_valid():
        absence = form.absence
        if attempt(form, lambda: absence.declare(by=request.user, **form.facts)):
            return _posed(request, absence)
    return _form(request, form, "Poser une absence", "Les créneaux de ces jours ne sont plus proposés.")


@requires(Right.PLAN)
def one_absence(request: ServiceRequest, absence_id: int) -> HttpResponse:
    absence = _one(absence_id)
    form = AbsenceForm(request.POST or None, absence=absence)
    if form.is_valid():
        opened_on(absence, form.cleaned_data["version"])
        if attempt(form, lambda: absence.declare(by=request.user, **form.facts)):
            return _posed(request, absence)
    return _form(request, form, f"Absence : {absence.whose}", "")


@requires(Right.PLAN)
def withdrawal(request: ServiceRequest, absence_id: int) -> HttpResponse:
    absence = _one(absence_id)
    if request.method == "POST":
        absence.withdraw(by=request.user)
        messages.success(request, f"{absence.whose} : l’absence est retirée, les créneaux sont de nouveau libres.")
    return redirect("backoffice:absences")


def _posed(request: ServiceRequest, absence: Absence) -> HttpResponse:
    """On to the visits that it displaces, where there are any."""
    displaced = len(visits_under([absence])[absence.pk])
    messages.success(request, f"{absence.whose} : absence posée {absence.period}.")
    return redirect("backoffice:replanning", absence.pk) if displaced else redirect("backoffice:absences")


def _one(absence_id: int) -> Absence:
    return get_object_or_404(Absence.objects.select_related("physician", "centre"), pk=absence_id)


def _form(request: ServiceRequest, form: forms.Form, heading: str, text: str) -> HttpResponse:
    back = {"back": reverse("backoffice:absences"), "back_label": "Absences"}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading, "text": text} | back)
