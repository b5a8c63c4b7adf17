"""One debit: sent back by the bank, or taken out of its batch before the file leaves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.debits.forms import ReasonForm, RejectForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.errors import Refused
from egide.debits.models import DebitBatch, DebitOrder
from egide.ui.refusals import attempt

SENT = "Le fichier est arrêté : ce prélèvement ne se retire plus. Notez un rejet, ou abandonnez la remise."


@requires(Right.BILL)
def reject(request: ServiceRequest, order_id: int) -> HttpResponse:
    found = _one(order_id)
    form = RejectForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.reject(by=request.user, **form.cleaned_data)):
        messages.success(request, "Le rejet est noté : la facture est de nouveau due, l’adhérent est prévenu.")
        return redirect("backoffice:debit-batch", found.batch_id)
    text = "Le règlement est annulé, la facture redevient due. AC04 et MD01 suspendent le mandat."
    return _form(request, form, found, {"heading": "Noter un rejet", "text": text, "submit": "Noter le rejet"})


@requires(Right.BILL)
def withdrawal(request: ServiceRequest, order_id: int) -> HttpResponse:
    found = _one(order_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _withdraw(found, request, form.cleaned_data["reason"])):
        messages.success(request, "Le prélèvement est retiré de la remise ; l’adhérent est prévenu.")
        return redirect("backoffice:debit-batch", found.batch_id)
    told = {"heading": "Retirer de la remise", "text": "La facture reste due.", "submit": "Retirer"}
    return _form(request, form, found, told)


def _withdraw(found: DebitOrder, request: ServiceRequest, reason: str) -> None:
    if found.batch.state != DebitBatch.State.PLANNED:
        raise Refused(SENT)
    found.withdraw(by=request.user, reason=reason)


def _one(order_id: int) -> DebitOrder:
    rows = DebitOrder.objects.select_related("batch", "member", "invoice", "mandate", "payment")
    return get_object_or_404(rows, pk=order_id)


def _form(request: ServiceRequest, form: Any, found: DebitOrder, told: dict[str, str]) -> HttpResponse:
    back = reverse("backoffice:debit-batch", args=[found.batch_id])
    told["text"] = f"{found.member}, {found}. {told['text']}"
    return render(request, "backoffice/form.html", {"form": form, "back": back, "back_label": "Remise"} | told)
