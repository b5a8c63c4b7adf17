"""What the service does to one declaration: give it back, correct it, give more time; each with its reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.backoffice.declarations.forms import ExtensionForm, ReasonForm
from egide.backoffice.declarations.sheet import one
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.declarations.models import Declaration
from egide.ui.refusals import attempt

REOPENING = {
    "heading": "Rouvrir la déclaration",
    "text": "L’adhérent lit le motif, corrige dans Mes salariés, relit le récapitulatif et atteste de nouveau.",
    "submit": "Rouvrir et prévenir l’adhérent",
}
CORRECTION = {
    "heading": "Corriger à la place de l’adhérent",
    "text": "Mes salariés est déjà corrigé : une nouvelle copie est prise à cet instant. L’ancienne reste, avec son "
    "récépissé ; l’adhérent reçoit le nouveau et son motif.",
    "submit": "Prendre la nouvelle copie",
}
EXTENSION = {
    "heading": "Prolonger le délai",
    "text": "Pour cet adhérent seulement, même si la campagne est close entre-temps.",
    "submit": "Prolonger et prévenir l’adhérent",
}


@requires(Right.MANAGE_DECLARATIONS)
def reopening(request: ServiceRequest, declaration_id: int) -> HttpResponse:
    found = one(declaration_id)
    return _answered(request, found, ReasonForm, found.reopen, REOPENING)


@requires(Right.MANAGE_DECLARATIONS)
def correction(request: ServiceRequest, declaration_id: int) -> HttpResponse:
    found = one(declaration_id)
    return _answered(request, found, ReasonForm, found.correct, CORRECTION)


@requires(Right.MANAGE_DECLARATIONS)
def extension(request: ServiceRequest, declaration_id: int) -> HttpResponse:
    found = one(declaration_id)
    return _answered(request, found, ExtensionForm, found.extend, EXTENSION)


def _answered(
    request: ServiceRequest,
    found: Declaration,
    kind: type[ReasonForm],
    act: Callable[..., Any],
    words: dict[str, str],
) -> HttpResponse:
    form = kind(request.POST or None)
    form.open_on(found)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        opened_on(found, facts.pop("version"))
        if attempt(form, lambda: act(by=request.user, **facts)):
            messages.success(request, f"C’est fait : {found.member} est prévenu par courriel.")
            return redirect("backoffice:declaration", found.pk)
    back = {"back": reverse("backoffice:declaration", args=[found.pk]), "back_label": f"{found}, {found.member}"}
    return render(request, "backoffice/form.html", {"form": form, **words, **back})
