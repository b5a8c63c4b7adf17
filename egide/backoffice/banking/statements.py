"""A statement comes in; how the bank writes its CSV is said once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.backoffice.banking.forms import ColumnsForm, StatementForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.banking.models import CsvLayout
from egide.banking.rules import take_in
from egide.common.workflow import opened_on
from egide.ui.refusals import attempt


@requires(Right.BILL)
def upload(request: ServiceRequest) -> HttpResponse:
    form = StatementForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        name, credits = form.cleaned_data["upload"].name, form.credits
        if attempt(form, lambda: take_in(name, credits, by=request.user)):
            messages.success(request, "Le relevé est lu : confirmez ses propositions une à une.")
            return redirect("backoffice:bank-lines")
    text = "Seuls ses crédits sont gardés, chacun une fois, même si un autre relevé les répète."
    return _form(request, form, {"heading": "Déposer un relevé", "text": text, "submit": "Lire le relevé"})


@requires(Right.BILL)
def columns(request: ServiceRequest) -> HttpResponse:
    form = ColumnsForm(request.POST or None, instance=CsvLayout.current())
    if form.is_valid():
        row = CsvLayout.current()
        if not row._state.adding:
            opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.choose(by=request.user, **form.facts)):
            messages.success(request, "Les colonnes sont retenues pour tous les relevés CSV à venir.")
            return redirect("backoffice:statement-upload")
    text = "Les noms que la banque écrit au-dessus des colonnes ; la majuscule ne compte pas."
    return _form(request, form, {"heading": "Colonnes du CSV", "text": text})


def _form(request: ServiceRequest, form: object, told: dict[str, str]) -> HttpResponse:
    back = {"back": reverse("backoffice:bank-lines"), "back_label": "Relevés bancaires"}
    return render(request, "backoffice/form.html", {"form": form} | back | told)
