"""Mandats de prélèvement: who has signed, what became of it, the rejects under each."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.debits.forms import ReasonForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import history_of
from egide.debits.models import DebitMandate
from egide.debits.papers import file_name, mandate_pdf
from egide.members.models import Member
from egide.ui import marks
from egide.ui.downloads import paper
from egide.ui.filters import Chip, ChipsField, Filters, SearchField
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt

State = DebitMandate.State
STATES = {"actifs": State.ACTIVE, "suspendus": State.SUSPENDED, "revoques": State.REVOKED, "expires": State.EXPIRED}
LOOKS = {
    State.ACTIVE: ("ok", "check"),
    State.SUSPENDED: ("danger", "alert-circle"),
    State.REVOKED: ("", "ban"),
    State.EXPIRED: ("warn", "clock"),
}


class MandateFilters(Filters):
    q = SearchField("Rechercher un mandat", "Adhérent, RUM, fin de l’IBAN")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Tous"),
            Chip("actifs", "Actifs", "ok", "check"),
            Chip("suspendus", "Suspendus", "danger", "alert-circle"),
            Chip("revoques", "Révoqués", "", "ban"),
            Chip("expires", "Expirés", "warn", "clock"),
        ],
    )


@requires(Right.READ_INVOICES)
def mandates(request: ServiceRequest) -> HttpResponse:
    filters = MandateFilters(request.GET)
    rows: Any = DebitMandate.objects.all()
    if words := filters.asked("q").strip():
        rows = rows.filter(
            Q(member__in=Member.objects.keys_matching(words)) | Q(rum__startswith=words) | Q(iban_end=words)
        )
    counts = {word: Count("pk", filter=Q(state=state)) for word, state in STATES.items()}
    found = rows.order_by().aggregate(all=Count("pk"), **counts)
    filters.count("etat", {"": found.pop("all"), **found})
    if state := STATES.get(filters.asked("etat")):
        rows = rows.filter(state=state)
    rejected = Count("orders", filter=Q(orders__state="rejected"))
    page = page_of(request, rows.select_related("member").annotate(rejected=rejected).order_by("-signed_at", "-pk"))
    lines = [(row, look_of(row)) for row in page]
    return render_list(request, "backoffice/debits/mandates.html", {"filters": filters, "page": page, "lines": lines})


@requires(Right.READ_INVOICES)
def mandate(request: ServiceRequest, debit_mandate_id: int) -> HttpResponse:
    found = _one(debit_mandate_id)
    context = {
        "mandate": found,
        "standing": look_of(found),
        "orders": found.orders.select_related("batch", "invoice").order_by("-pk")[:50],
        "history": history_of(found),
    }
    return render(request, "backoffice/debits/mandate.html", context)


@requires(Right.READ_INVOICES)
def pdf(request: ServiceRequest, debit_mandate_id: int) -> HttpResponse:
    found = _one(debit_mandate_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found), member=found.member)
    return paper(mandate_pdf(found), file_name(found), inline="inline" in request.GET)


@requires(Right.BILL)
def revocation(request: ServiceRequest, debit_mandate_id: int) -> HttpResponse:
    found = _one(debit_mandate_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: found.revoke(by=request.user, **form.cleaned_data)):
        messages.success(request, "Le mandat est révoqué ; l’adhérent est prévenu.")
        return redirect("backoffice:debit-mandate", found.pk)
    context = {
        "form": form,
        "heading": "Révoquer le mandat",
        "text": f"{found.member} ne sera plus prélevé, et peut signer un autre mandat.",
        "submit": "Révoquer le mandat",
        "danger": True,
        "back": reverse("backoffice:debit-mandate", args=[found.pk]),
        "back_label": "Mandat",
    }
    return render(request, "backoffice/form.html", context)


def look_of(mandate: DebitMandate) -> str:
    state = State(mandate.state)
    return marks.status(*LOOKS[state], state.label)


def _one(debit_mandate_id: int) -> DebitMandate:
    return get_object_or_404(DebitMandate.objects.select_related("member"), pk=debit_mandate_id)
