"""Facturation: every invoice, its payments, and the credit note that corrects it."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.backoffice.invoicing.forms import CreditForm, PaymentForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.invoicing.models import Invoice, Payment
from egide.invoicing.papers import invoice_pdf
from egide.members.models import Member
from egide.ui.downloads import paper
from egide.ui.listing import page_of

MOST_MEMBERS = 200  # whose invoices a search shows: more is no search


@requires(Right.READ_INVOICES)
def invoices(request: ServiceRequest) -> HttpResponse:
    rows = Invoice.objects.issued().select_related("member")
    if request.GET.get("etat") in {"issued", "settled", "credited"}:
        rows = rows.filter(state=request.GET["etat"])
    if words := request.GET.get("q", "")[:80]:
        members = list(Member.objects.matching(words).values_list("pk", flat=True)[:MOST_MEMBERS])
        rows = rows.filter(Q(number__startswith=words) | Q(member__in=members))
    return render(request, "backoffice/invoicing/list.html", {"page": page_of(request, rows)})


@requires(Right.READ_INVOICES)
def invoice(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = _one(invoice_id)
    allocations = found.allocations.select_related("payment").order_by("payment__received_on", "pk")
    context = {"invoice": found, "allocations": allocations, "lines": found.lines.all()}
    return render(request, "backoffice/invoicing/invoice.html", context)


@requires(Right.READ_INVOICES)
def pdf(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = _one(invoice_id)
    return paper(invoice_pdf(found), f"{found.number}.pdf")


@requires(Right.BILL)
def payment(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = _one(invoice_id)
    form = PaymentForm(request.POST or None, initial={"amount": found.remaining, "reference": found.number})
    if form.is_valid():
        received = Payment(member_id=found.member_id, **form.cleaned_data)
        with transaction.atomic():
            received.receive(by=request.user)
            received.allocate(by=request.user, invoice=found, amount=received.amount)
        messages.success(request, "Le règlement est enregistré.")
        return redirect("backoffice:invoice", found.pk)
    return _form(request, form, f"Règlement de la {found}", found)


@requires(Right.BILL)
def credit_note(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = _one(invoice_id)
    form = CreditForm(request.POST or None)
    if form.is_valid():
        found.credit(by=request.user, **form.cleaned_data)
        messages.success(request, "L’avoir est émis.")
        return redirect("backoffice:invoice", found.pk)
    return _form(request, form, f"Annuler la {found} par un avoir", found)


def _one(invoice_id: int) -> Invoice:
    return get_object_or_404(Invoice.objects.issued().select_related("member", "corrects"), pk=invoice_id)


def _form(request: ServiceRequest, form: object, heading: str, found: Invoice) -> HttpResponse:
    back = reverse("backoffice:invoice", args=[found.pk])
    return render(request, "backoffice/form.html", {"form": form, "heading": heading, "back": back})
