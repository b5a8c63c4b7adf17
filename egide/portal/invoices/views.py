"""Mes factures: what is due, what is paid, the credit notes; each opens as a PDF and on its settlement."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.invoicing.models import Invoice
from egide.invoicing.papers import invoice_pdf
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper
from egide.ui.exports import csv_export, xlsx_export
from egide.ui.listing import page_of

GROUPS = {"a-regler": "À régler", "acquittees": "Mes factures acquittées", "avoirs": "Avoirs"}
HEADER = ("N°", "Date", "Type de facture", "Nature", "Montant TTC", "Période", "Échéance", "Reste dû", "État")


@requires(Right.READ_INVOICES)
def invoices(request: PortalRequest) -> HttpResponse:
    """Without a group asked for, the three stand one under the other, each with its first rows."""
    asked = request.GET.get("groupe", "")
    shown = [asked] if asked in GROUPS else list(GROUPS)
    groups = [{"key": key, "label": GROUPS[key], "page": page_of(request, _rows(request, key))} for key in shown]
    issued = request.member.invoices.issued()
    due = issued.to_pay().aggregate(total=Sum("gross"), settled=Sum("settled"))
    context = {
        "groups": groups,
        "asked": asked,
        "amount_due": (due["total"] or 0) - (due["settled"] or 0),
        "years": sorted({day.year for day in issued.dates("issued_on", "year")}, reverse=True),
        "kinds": Invoice.Kind.choices,
        "today": timezone.localdate(),
    }
    return render(request, "portal/invoices/list.html", context)


@requires(Right.READ_INVOICES)
def export(request: PortalRequest, kind: str) -> HttpResponse:
    makers = {"csv": csv_export, "xlsx": xlsx_export}
    if kind not in makers:
        raise Http404
    log_access(request, AccessLog.Kind.EXPORT, f"Mes factures ({kind})")
    rows = (row for key in GROUPS for row in _rows(request, key))
    return makers[kind](f"factures-{request.member.number}", HEADER, (_line(row) for row in rows))


@requires(Right.READ_INVOICES)
def preview(request: PortalRequest, invoice_id: int) -> HttpResponse:
    invoice = get_object_or_404(request.member.invoices.issued(), pk=invoice_id)
    return render(request, "portal/invoices/preview.html", {"invoice": invoice})


@requires(Right.READ_INVOICES)
def pdf(request: PortalRequest, invoice_id: int) -> HttpResponse:
    invoice = get_object_or_404(request.member.invoices.issued().select_related("corrects"), pk=invoice_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(invoice))
    name = f"{invoice.get_nature_display().lower()}-{invoice.number}.pdf"
    return paper(invoice_pdf(invoice), name, inline="inline" in request.GET)


@requires(Right.READ_INVOICES)
def settlement(request: PortalRequest, invoice_id: int) -> HttpResponse:
    """« Obtenez des renseignements sur le règlement »: date, mode, amount, reference; closed by its cross."""
    invoice = get_object_or_404(request.member.invoices.issued(), pk=invoice_id)
    context = {
        "invoice": invoice,
        "allocations": invoice.allocations.filter(released_at=None)
        .select_related("payment")
        .order_by("payment__received_on", "pk"),
        "corrections": invoice.corrections.all(),
    }
    return render(request, "portal/invoices/settlement.html", context)


def _rows(request: PortalRequest, group: str) -> QuerySet[Invoice]:
    mine = request.member.invoices.select_related("corrects")
    rows = {"a-regler": mine.to_pay, "acquittees": mine.settled, "avoirs": mine.credit_notes}[group]()
    asked = request.GET
    if asked.get("annee", "").isdigit():
        rows = rows.filter(issued_on__year=min(int(asked["annee"]), 9999))
    if asked.get("type") in Invoice.Kind.values:
        rows = rows.filter(kind=asked["type"])
    return rows.matching(asked.get("q", "")[:80])


def _line(row: Invoice) -> tuple[Any, ...]:
    return (
        row.number, row.issued_on, row.get_kind_display(), row.get_nature_display(), row.gross, row.period,
        row.due_on, row.remaining, row.get_state_display(),
    )  # fmt: skip
