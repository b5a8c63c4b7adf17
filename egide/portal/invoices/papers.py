"""One invoice opened: its preview, its PDF, what is known of its settlement."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.cards.gateway import provider
from egide.dues.explained import explained, is_explained
from egide.invoicing.keeping import paper_of
from egide.invoicing.models import Invoice
from egide.invoicing.transfer import transfer_code, transfer_facts
from egide.members.rights import Right
from egide.portal.invoices.under_way import under_way
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper
from egide.ui.windows import render_window


@requires(Right.READ_INVOICES)
def preview(request: PortalRequest, invoice_id: int) -> HttpResponse:
    """The eye: the paper as it reads, to save or print."""
    invoice = _one(request, invoice_id)
    context = {
        "invoice": invoice,
        "lines": invoice.lines.all(),
        "totals": invoice.totals,
        "is_explained": is_explained(invoice),
    }
    return render_window(request, "portal/invoices/preview.html", context)


@requires(Right.READ_INVOICES)
def why(request: PortalRequest, invoice_id: int) -> HttpResponse:
    """« Pourquoi ce montant »: the count behind a contribution, by name for whoever reads Mes salariés; or the
    appointment that is charged."""
    invoice = _one(request, invoice_id)
    explanation = explained(invoice, with_names=Right.READ_EMPLOYEES in request.door.rights)
    if explanation is None:
        raise Http404
    return render_window(request, "portal/invoices/why.html", {"invoice": invoice, "why": explanation})


@requires(Right.READ_INVOICES)
def pdf(request: PortalRequest, invoice_id: int) -> HttpResponse:
    invoice = _one(request, invoice_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(invoice))
    name = f"{invoice.get_nature_display().lower()}-{invoice.number}.pdf"
    return paper(paper_of(invoice), name, inline="inline" in request.GET)


@requires(Right.READ_INVOICES)
def settlement(request: PortalRequest, invoice_id: int) -> HttpResponse:
    """The euro: date, mode, amount, reference; how to pay what remains."""
    invoice = _one(request, invoice_id)
    context = {
        "invoice": invoice,
        "allocations": invoice.allocations.live().select_related("payment").order_by("payment__received_on", "pk"),
        "reminders": invoice.dunned.select_related("letter"),
        "transfer": transfer_facts(invoice) if invoice.remaining else [],
        "code": transfer_code(invoice, invoice.remaining),
        "takes_cards": provider() is not None,
        "under_way": under_way(request.member, invoice) if invoice.remaining else [],
    }
    return render_window(request, "portal/invoices/settlement.html", context)


def _one(request: PortalRequest, invoice_id: int) -> Invoice:
    mine = request.member.invoices.issued().select_related("corrects").prefetch_related("corrections")
    return get_object_or_404(mine, pk=invoice_id)
