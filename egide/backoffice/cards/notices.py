"""Anomalies: what the provider told that does not fit, what accounting may do, and the word that closes it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.cards.models import CardNotice
from egide.ui.refusals import attempt

Anomaly = CardNotice.Anomaly
NOT_BOOKED = (
    "Rien n’est enregistré. Vérifiez la somme chez le prestataire : enregistrez-la en « Règlement sans facture », ou "
    "remboursez-la chez lui."
)
ADVICE = {
    Anomaly.AMOUNT: NOT_BOOKED,
    Anomaly.CURRENCY: NOT_BOOKED,
    Anomaly.UNKNOWN: NOT_BOOKED,
    Anomaly.REFUNDED: "L’argent est reparti : annulez le règlement, ou notez le remboursement s’il était à l’avoir.",
    Anomaly.DISPUTED: "Répondez au prestataire avec la facture. Si l’argent est repris, annulez le règlement.",
}


class ClosingForm(forms.Form):
    note = forms.CharField(label="Ce qui a été fait", max_length=300)


@requires(Right.BILL)
def closing(request: ServiceRequest, notice_id: int) -> HttpResponse:
    """« Classer »: somebody has looked at it, and says what was done."""
    found = get_object_or_404(CardNotice.objects.exclude(anomaly="").select_related("card_payment"), pk=notice_id)
    form = ClosingForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.close(by=request.user, **form.cleaned_data)):
        messages.success(request, "L’anomalie est classée.")
        return redirect("backoffice:card-payments")
    context = {
        "form": form,
        "heading": "Classer l’anomalie",
        "text": f"{found.get_anomaly_display()}. {advice_on(found)}",
        "submit": "Classer",
        "back": reverse("backoffice:card-payments"),
        "back_label": "Paiements par carte",
    }
    return render(request, "backoffice/form.html", context)


def advice_on(notice: CardNotice) -> str:
    """What to do; "" of a notice that fits."""
    return ADVICE[Anomaly(notice.anomaly)] if notice.anomaly else ""
