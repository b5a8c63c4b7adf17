"""Facturation: every invoice, found by what an accountant holds in hand; its paper, its credit note."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.invoicing.filters import InvoiceFilters
from egide.backoffice.invoicing.forms import CreditForm
from egide.backoffice.invoicing.rows import rows_of, standing_of
from egide.backoffice.platform.standing import standing_on_platform
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.common.events import history_of
from egide.common.french import shown_euros
from egide.dues.explained import explained
from egide.dunning.models import DunningHold
from egide.invoicing.keeping import paper_of
from egide.invoicing.listed import HEADER, cells
from egide.invoicing.models import Invoice
from egide.invoicing.queries import InvoiceQuerySet
from egide.ui.downloads import paper
from egide.ui.exports import export_as
from egide.ui.listing import in_order, page_of, render_list, sort_of
from egide.ui.refusals import attempt

SORTS = {"date": "issued_on", "numero": "number", "echeance": "due_on", "montant": "gross", "adherent": "member__name"}
SORT_LABELS = (
    ("-date", "Les plus récentes"),
    ("echeance", "Échéance la plus proche"),
    ("-montant", "Montant"),
    ("adherent", "Adhérent"),
)


@requires(Right.READ_INVOICES)
def invoices(request: ServiceRequest) -> HttpResponse:
    filters = InvoiceFilters(request.GET)
    sort = sort_of(request, SORTS, "-date")
    counts = filters.counts(Invoice.objects.issued())
    filters.count("etat", counts)
    rows = _rows(filters)
    page = page_of(request, in_order(rows, sort, SORTS), counts[filters.asked("etat")])
    context = {
        "filters": filters,
        "sort": sort,
        "sort_labels": SORT_LABELS,
        "page": page,
        "rows": rows_of(page),
        "due": rows.remaining(),
    }
    return render_list(request, "backoffice/invoicing/list.html", context)


@requires(Right.READ_INVOICES)
def export(request: ServiceRequest, kind: str) -> HttpResponse:
    log_access(request, AccessLog.Kind.EXPORT, f"Factures ({kind})")
    rows = in_order(_rows(InvoiceFilters(request.GET)), sort_of(request, SORTS, "-date"), SORTS)
    lines = ((*cells(row), row.member.number, row.member.name) for row in rows)
    return export_as(kind, "factures", (*HEADER, "N° d’adhérent", "Adhérent"), lines)


@requires(Right.READ_INVOICES)
def invoice(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = one_invoice(invoice_id)
    allocations = found.allocations.live().select_related("payment")
    context = {
        "invoice": found,
        "allocations": allocations.order_by("payment__received_on", "pk"),
        "lines": found.lines.all(),
        "totals": found.totals,
        "standing": standing_of(found),
        "why": explained(found, with_names=Right.READ_EMPLOYEES in rights_of(request.user)),
        "corrections": found.corrections.issued(),
        "reminders": found.dunned.select_related("letter"),
        "holds": DunningHold.objects.covering(found),
        "history": history_of(found)[:20],
        "today": timezone.localdate(),
    } | standing_on_platform(found)
    return render(request, "backoffice/invoicing/invoice.html", context)


@requires(Right.READ_INVOICES)
def pdf(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    """`?apercu` shows it in the page's own frame."""
    found = one_invoice(invoice_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(found), member=found.member)
    return paper(paper_of(found), f"{found.number}.pdf", inline="apercu" in request.GET)


@requires(Right.BILL)
def credit_note(request: ServiceRequest, invoice_id: int) -> HttpResponse:
    found = one_invoice(invoice_id)
    form = CreditForm(request.POST or None, invoice=found)
    if form.is_valid() and attempt(form, lambda: _correct(request, found, form)):
        note = found.corrections.latest("pk")
        messages.success(
            request, f"L’avoir {note.number}, {shown_euros(note.gross)}, est émis ; l’adhérent est prévenu."
        )
        return redirect("backoffice:invoice", note.pk)
    context = {
        "form": form,
        "heading": f"Avoir sur la facture {found.number}",
        "text": _consequences(found),
        "submit": "Émettre l’avoir",
        "back": reverse("backoffice:invoice", args=[found.pk]),
        "back_label": str(found),
    }
    return render(request, "backoffice/form.html", context)


def one_invoice(invoice_id: int) -> Invoice:
    return get_object_or_404(Invoice.objects.issued().select_related("member", "corrects"), pk=invoice_id)


def _consequences(found: Invoice) -> str:
    rest = shown_euros(found.gross - found.credited)
    said = (
        f"L’avoir part à {found.member} et, numéroté, ne s’efface plus. Écrivez ce qu’il retire de chaque ligne ; sans "
        f"aucun montant, il annule toute la facture : {rest} TTC."
    )
    kept = f" Des {shown_euros(found.settled)} déjà réglés, ce qui n’est plus dû reste à l’avoir de l’adhérent."
    return said + (kept if found.settled else "")


def _correct(request: ServiceRequest, found: Invoice, form: CreditForm) -> None:
    found.correct(by=request.user, reason=form.cleaned_data["reason"], parts=form.parts)


def _rows(filters: InvoiceFilters) -> InvoiceQuerySet:
    return filters.narrow(Invoice.objects.issued().select_related("member"))
