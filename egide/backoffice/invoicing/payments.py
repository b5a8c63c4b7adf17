"""Règlements: received for an invoice or on account, put on other invoices, given back, undone; never erased."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.invoicing import forms
from egide.backoffice.invoicing.filters import payments_matching
from egide.backoffice.invoicing.views import one_invoice
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.errors import Refused
from egide.common.events import Actor, history_of
from egide.common.french import shown_euros
from egide.invoicing.models import Invoice, Payment
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField
from egide.ui.listing import first_of, page_of, render_list, told
from egide.ui.refusals import attempt


class PaymentFilters(Filters):
    q = SearchField("Rechercher un règlement", "Référence, montant, adhérent")
    etat = ChipsField(
        "Filtrer par état",
        [Chip("", "Reçus"), Chip("annules", "Annulés", "danger", "ban")],
    )
    mode = MenuField("Mode", "Tous modes", Payment.Mode.choices)


@requires(Right.READ_INVOICES)
def payments(request: ServiceRequest) -> HttpResponse:
    filters = PaymentFilters(request.GET)
    rows = Payment.objects.filter(cancelled_at__isnull=filters.asked("etat") == "").select_related("member")
    if mode := filters.asked("mode"):
        rows = rows.filter(mode=mode)
    if words := filters.asked("q").strip():
        rows = rows.filter(payments_matching(words))
    page = page_of(request, rows.prefetch_related("allocations__invoice", "refunds"), told(first_of(rows).count()))
    return render_list(request, "backoffice/invoicing/payments.html", {"filters": filters, "page": page})


@requires(Right.READ_INVOICES)
def payment(request: ServiceRequest, payment_id: int) -> HttpResponse:
    found = _one(payment_id)
    context = {
        "payment": found,
        "allocations": found.allocations.select_related("invoice").order_by("pk"),
        "refunds": found.refunds.all(),
        "history": history_of(found),
    }
    return render(request, "backoffice/invoicing/payment.html", context)


@requires(Right.BILL)
def receipt(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    """For one invoice; what exceeds it stays the member's credit."""
    found = one_invoice(invoice_id)
    form = forms.PaymentForm(request.POST or None, initial={"amount": found.remaining})
    if form.is_valid():
        received = Payment(member_id=found.member_id, **form.cleaned_data)
        if attempt(form, lambda: _receive_for(found, received, by=request.user)):
            messages.success(request, _told(received))
            return redirect("backoffice:invoice", found.pk)
    back = {"back": reverse("backoffice:invoice", args=[found.pk]), "back_label": str(found)}
    text = f"{found.member}, n° {found.member.number} : reste dû {shown_euros(found.remaining)}."
    return _form(request, form, f"Règlement de la facture {found.number}", back | {"text": text})


@requires(Right.BILL)
def on_account(request: ServiceRequest) -> HttpResponse:
    """Money whose invoice is not known yet: `?adherent=` proposes the member."""
    form = forms.AccountPaymentForm(request.POST or None, initial={"member": request.GET.get("adherent", "")})
    if form.is_valid():
        received = Payment(**form.cleaned_data)
        if attempt(form, lambda: received.receive(by=request.user)):
            messages.success(request, f"Reçu : {received}. Imputez-le sur une facture.")
            return redirect("backoffice:payment", received.pk)
    back = {"back": reverse("backoffice:payments"), "back_label": "Règlements"}
    return _form(request, form, "Règlement sans facture", back)


@requires(Right.BILL)
def allocation(request: ServiceRequest, payment_id: int) -> HttpResponse:
    found = _one(payment_id)
    form = forms.AllocationForm(request.POST or None, payment=found)
    if form.is_valid() and attempt(form, lambda: _put_on(request, found, **form.cleaned_data)):
        return redirect("backoffice:payment", found.pk)
    text = f"Il reste {shown_euros(found.unallocated)} à imputer."
    if not form.offered.exists():
        text += f" {found.member} n’a aucune facture à régler : remboursez, ou gardez cette somme pour la prochaine."
    told = {"text": text, "submit": "Imputer"}
    return _form(request, form, "Imputer le règlement", told, found)


@requires(Right.BILL)
def refund(request: ServiceRequest, payment_id: int) -> HttpResponse:
    found = _one(payment_id)
    form = forms.RefundForm(request.POST or None, initial={"amount": found.unallocated})
    if form.is_valid() and attempt(form, lambda: found.give_back(by=request.user, **form.cleaned_data)):
        messages.success(request, f"{shown_euros(form.cleaned_data['amount'])} remboursés à {found.member}.")
        return redirect("backoffice:payment", found.pk)
    text = f"{shown_euros(found.unallocated)} ne sont sur aucune facture. Notez ici le virement déjà fait."
    return _form(request, form, "Rembourser l’adhérent", {"text": text, "submit": "Noter le remboursement"}, found)


@requires(Right.BILL)
def cancellation(request: ServiceRequest, payment_id: int) -> HttpResponse:
    found = _one(payment_id)
    form = forms.CancellationForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.cancel(by=request.user, **form.cleaned_data)):
        messages.success(request, "Le règlement est annulé ; ses factures sont de nouveau dues.")
        return redirect("backoffice:payment", found.pk)
    text = "Les factures qu’il règle redeviennent dues. Le règlement reste visible, barré de son motif."
    return _form(request, form, "Annuler le règlement", {"text": text, "submit": "Annuler le règlement"}, found)


def _receive_for(invoice: Invoice, received: Payment, *, by: Actor) -> None:
    received.receive(by=by)
    received.settle_in_order(by=by, invoices=[invoice])


def _put_on(request: ServiceRequest, found: Payment, *, invoice: Invoice, amount: Decimal | None) -> None:
    """An amount that is typed is put whole, or refused; without one, all that can be."""
    if amount:
        found.allocate(by=request.user, invoice=invoice, amount=amount)
    elif shares := found.settle_in_order(by=request.user, invoices=[invoice]):
        amount = shares[0][1]
    else:
        raise Refused(f"Plus rien n’est à imputer sur la facture {invoice.number}.")
    messages.success(request, f"{shown_euros(amount)} imputés sur la facture {invoice.number}.")


def _told(received: Payment) -> str:
    left = received.unallocated
    more = f" {shown_euros(left)} restent à l’avoir de l’adhérent." if left else ""
    return f"Le règlement est enregistré.{more}"


def _one(payment_id: int) -> Payment:
    return get_object_or_404(Payment.objects.select_related("member"), pk=payment_id)


def _form(
    request: ServiceRequest, form: Any, heading: str, told: dict[str, str], found: Payment | None = None
) -> HttpResponse:
    back = {"back": reverse("backoffice:payment", args=[found.pk]), "back_label": "Règlement"} if found else {}
    return render(request, "backoffice/form.html", {"form": form, "heading": heading} | back | told)
