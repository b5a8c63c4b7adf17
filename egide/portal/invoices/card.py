"""Payer par carte: invoices are chosen, the provider's own page takes the card, ours says what became of it."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.cards.gateway import provider
from egide.cards.models import CardPayment
from egide.cards.rules import give_up, open_checkout, payable
from egide.members.rights import Right
from egide.portal.invoices.card_watch import watch_after
from egide.portal.invoices.forms import CardForm
from egide.portal.invoices.under_way import under_way
from egide.portal.pace import keep_pace
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt, render_form

SHOWN = 12
ENOUGH = "Vous venez d’ouvrir trente paiements en moins d’une heure"


@requires(Right.PAY)
def card(request: PortalRequest) -> HttpResponse:
    """What may be paid so, all of it or the invoices that the address names; what is being paid already."""
    found = provider()
    if found is None:
        raise Http404
    owed = payable(request.member)
    asked = [word for word in request.GET.getlist("facture") if word.isascii() and word.isdigit()]
    form = CardForm(request.POST or None, invoices=owed, initial={"invoices": asked or owed})
    if request.method == "POST" and (opened := _sent_before(request) or _opened(request, form)):
        return redirect("portal:card-payment", request.member.number, opened.pk)
    context = {
        "form": form,
        "provider": found,
        "none": not owed.exists(),
        "held": under_way(request.member),
        "payments": request.member.cardpayments.all()[:SHOWN],
    }
    return render_form(request, "portal/invoices/card.html", context)


@requires(Right.READ_INVOICES)
def card_payment(request: PortalRequest, card_payment_id: int) -> HttpResponse:
    """Where one payment stands, before the provider's page and after it (`?retour`): only the provider's notice says
    that it is paid, the address one comes back by never does."""
    found = get_object_or_404(request.member.cardpayments.select_related("payment"), pk=card_payment_id)
    parts = found.parts.select_related("invoice").order_by("pk")
    context = {
        "card_payment": found,
        "parts": parts,
        "same": urlencode([("facture", part.invoice_id) for part in parts]),
        "provider": provider(),
        "is_back": "retour" in request.GET,
        "watch": watch_after(request.GET.get("fois", "")),
    }
    if request.htmx and request.GET.get("liste"):
        return render(request, "portal/invoices/card_payment.html#standing", context)
    return render(request, "portal/invoices/card_payment.html", context)


@requires(Right.PAY)
def card_payment_end(request: PortalRequest, card_payment_id: int) -> HttpResponse:
    """« Abandonner »: its invoices may be paid otherwise."""
    found = get_object_or_404(request.member.cardpayments, pk=card_payment_id)
    if request.method == "POST":
        give_up(found, by=request.user)
        messages.success(request, "Le paiement est abandonné : rien n’a été débité.")
    return redirect("portal:card-payment", request.member.number, found.pk)


def _sent_before(request: PortalRequest) -> CardPayment | None:
    """The payment that this very form has opened a moment before: sent twice, it leads there twice."""
    asked = set(request.POST.getlist("invoices"))
    for found in request.member.cardpayments.open().filter(opened_by=request.user).prefetch_related("parts"):
        if {str(part.invoice_id) for part in found.parts.all()} == asked:
            return found
    return None


def _opened(request: PortalRequest, form: CardForm) -> CardPayment | None:
    """Nothing is held while the provider answers. None when the form says why not."""

    def back(found: CardPayment) -> str:
        page = reverse("portal:card-payment", args=[request.member.number, found.pk])
        return f"{settings.SITE_URL}{page}?retour=1"

    def open_one() -> None:
        keep_pace(request, "card", ENOUGH)
        invoices = form.cleaned_data["invoices"]
        opened.append(open_checkout(request.member, invoices, by=request.user, return_url=back))

    opened: list[CardPayment] = []
    if form.is_valid():
        attempt(form, open_one, whole=False)
    return opened[0] if opened else None
