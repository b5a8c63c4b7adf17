"""The tariff grid: what each price has been since when, and what it will be."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.backoffice.dues.forms import NewTariffForm, TariffForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Tariff
from egide.common.workflow import opened_on
from egide.ui import marks
from egide.ui.refusals import attempt


@requires(Right.READ_INVOICES)
def tariffs(request: ServiceRequest) -> HttpResponse:
    return render(request, "backoffice/dues/tariffs.html", {"groups": _groups()})


@requires(Right.BILL)
def new_tariff(request: ServiceRequest) -> HttpResponse:
    form = NewTariffForm(request.POST or None)
    if form.is_valid():
        tariff = Tariff(kind=form.cleaned_data["kind"])
        if attempt(form, lambda: tariff.decide(by=request.user, **form.facts)):
            return _decided(request, tariff)
    return _form(request, form, "Nouveau tarif")


@requires(Right.BILL)
def tariff(request: ServiceRequest, tariff_id: int) -> HttpResponse:
    found = get_object_or_404(Tariff, pk=tariff_id)
    shown = {name: getattr(found, name) for name in ("amount", "applies_from", "version")}
    form = TariffForm(request.POST or None, initial=shown)
    if form.is_valid():
        opened_on(found, form.cleaned_data["version"])
        if attempt(form, lambda: found.decide(by=request.user, **form.facts)):
            return _decided(request, found)
    return _form(request, form, found.get_kind_display())


@requires(Right.BILL)
def withdrawal(request: ServiceRequest, tariff_id: int) -> HttpResponse:
    found = get_object_or_404(Tariff, pk=tariff_id)
    if request.method == "POST":
        found.withdraw(by=request.user)
        messages.success(request, "Le tarif est retiré.")
    return redirect("backoffice:tariffs")


def _groups() -> list[tuple[str, list[dict[str, Any]]]]:
    """Each kind with its prices, the latest first, and how each stands today."""
    by_kind: dict[str, list[dict[str, Any]]] = {kind: [] for kind in Tariff.Kind.values}
    today, current, used = timezone.localdate(), set(), Tariff.objects.used()
    for one in Tariff.objects.all():
        in_force = one.applies_from <= today and one.kind not in current
        if in_force:
            current.add(one.kind)
        standing = marks.status(*_look(in_force, to_come=one.applies_from > today))
        by_kind[one.kind].append({"tariff": one, "standing": standing, "used": one.pk in used})
    return [(Tariff.Kind(kind).label, rows) for kind, rows in by_kind.items()]


def _look(in_force: bool, *, to_come: bool) -> tuple[str, str, str]:
    if to_come:
        return "info", "clock", "À venir"
    return ("ok", "check", "En vigueur") if in_force else ("", "clock", "Ancien")


def _decided(request: ServiceRequest, tariff: Tariff) -> HttpResponse:
    messages.success(request, f"{tariff}.")
    if tariff.warning:
        messages.warning(request, tariff.warning)
    return redirect("backoffice:tariffs")


def _form(request: ServiceRequest, form: TariffForm, heading: str) -> HttpResponse:
    text = "Le montant est hors taxes. La grille est votée par l’assemblée générale et remise aux adhérents."
    back = {"back": reverse("backoffice:tariffs"), "back_label": "Tarifs"}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading, "text": text} | back)
