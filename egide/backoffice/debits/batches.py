"""Remises: a day is chosen, the list read and confirmed, the file given to the bank, the money noted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.debits.forms import DayForm, ReasonForm, SeenForm
from egide.backoffice.debits.rows import look_of, rows_of, unheard
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.centres.models import Service
from egide.common.events import history_of
from egide.debits.models import DebitBatch, DebitFile
from egide.debits.rules import hand_over, lines_of, plan_batch
from egide.debits.tasks import wake
from egide.ui.downloads import text_file
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt


@requires(Right.READ_INVOICES)
def batches(request: ServiceRequest) -> HttpResponse:
    page = page_of(request, DebitBatch.objects.all())
    lines = [(batch, look_of(batch), batch.progress()) for batch in page]
    return render(request, "backoffice/debits/batches.html", {"page": page, "lines": lines})


@requires(Right.BILL)
def new_batch(request: ServiceRequest) -> HttpResponse:
    """The preview of the day in the address; what is confirmed is what was read, or nothing."""
    form, seen = DayForm(request.GET), SeenForm(request.POST or None)
    lines = []
    if form.is_valid():
        day, scheme = form.cleaned_data["le"], form.cleaned_data["sorte"]
        if seen.is_valid():
            read = seen.cleaned_data["count"], seen.cleaned_data["total"]
            planned: list[DebitBatch] = []
            if attempt(seen, lambda: planned.append(plan_batch(day, scheme, by=request.user, seen=read))):
                wake(planned[0])
                messages.success(request, "La remise est confirmée : les préavis partent aux adhérents.")
                return redirect("backoffice:debit-batch", planned[0].pk)
        lines = lines_of(day, scheme)
    context = {
        "form": form,
        "seen": seen,
        "lines": lines,
        "page": page_of(request, lines),
        "total": sum(line.invoice.remaining for line in lines),
        "is_open": Service.current().collects_by_debit,
    }
    return render(request, "backoffice/debits/new_batch.html", context)


@requires(Right.READ_INVOICES)
def batch(request: ServiceRequest, batch_id: int) -> HttpResponse:
    found = _one(batch_id)
    page = page_of(request, found.orders.select_related("batch", "member", "invoice", "mandate"))
    context = {
        "batch": found,
        "standing": look_of(found),
        "progress": found.progress(),
        "unheard": unheard(found),
        "page": page,
        "rows": rows_of(page, acts=Right.BILL in rights_of(request.user)),
        "history": history_of(found)[:20],
    }
    return render_list(request, "backoffice/debits/batch.html", context)


@requires(Right.BILL)
def handing_over(request: ServiceRequest, batch_id: int) -> HttpResponse:
    found = _one(batch_id)
    if request.method == "POST":
        hand_over(found, by=request.user)
        messages.success(request, "Le fichier est arrêté : téléchargez-le et remettez-le à la banque.")
    return redirect("backoffice:debit-batch", found.pk)


@requires(Right.BILL)
def file(request: ServiceRequest, batch_id: int) -> HttpResponse:
    """The same bytes each time: the bank recognises a file sent twice."""
    found = _one(batch_id)
    kept = get_object_or_404(DebitFile, batch=found)
    log_access(request, AccessLog.Kind.EXPORT, f"Fichier de la {found}")
    return text_file(kept.content, f"prelevements-{found.collect_on}-{found.pk}.xml", "application/xml")


@requires(Right.BILL)
def collection(request: ServiceRequest, batch_id: int) -> HttpResponse:
    found = _one(batch_id)
    if request.method == "POST":
        found.collect(by=request.user)
        wake(found)
        messages.success(request, "La remise est encaissée : les règlements s’enregistrent.")
    return redirect("backoffice:debit-batch", found.pk)


@requires(Right.BILL)
def abandonment(request: ServiceRequest, batch_id: int) -> HttpResponse:
    found = _one(batch_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.abandon(by=request.user, **form.cleaned_data)):
        messages.success(request, "La remise est abandonnée : les adhérents prévenus l’apprennent.")
        return redirect("backoffice:debit-batch", found.pk)
    context = {
        "form": form,
        "heading": "Abandonner la remise",
        "text": "Les adhérents prévenus apprennent que rien ne sera prélevé. Si la banque a le fichier, rappelez-le.",
        "submit": "Abandonner la remise",
        "danger": True,
        "back": reverse("backoffice:debit-batch", args=[found.pk]),
        "back_label": "Remise",
    }
    return render(request, "backoffice/form.html", context)


def _one(batch_id: int) -> DebitBatch:
    return get_object_or_404(DebitBatch, pk=batch_id)
