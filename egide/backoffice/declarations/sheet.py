"""One declaration as the service reads it: where it stands, what was attested, what differs and from what."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.declarations.rows import mark_of
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.common.events import history_of
from egide.declarations import papers
from egide.declarations.comparing import with_call, with_previous
from egide.declarations.models import Declaration, Filing
from egide.declarations.preparing import standing_of
from egide.ui.downloads import paper


@requires(Right.READ_MEMBERS)
def sheet(request: ServiceRequest, declaration_id: int) -> HttpResponse:
    """Names only for whoever reads employees; the reading is written down."""
    found = one(declaration_id)
    log_access(request, AccessLog.Kind.SHEET, f"{found} de {found.member}", member=found.member)
    standing = standing_of(found)
    named = Right.READ_EMPLOYEES in rights_of(request.user)
    context = {
        "declaration": found,
        "mark": mark_of(found),
        "standing": standing,
        "steps": found.steps.select_related("done_by", "entrusted_to"),
        "filings": found.filings.select_related("filed_by"),
        "previous": with_previous(found, standing.summary),
        "call": with_call(found, named=named),
        "reminders": found.reminders.all(),
        "history": history_of(found)[:20],
    }
    return render(request, "backoffice/declarations/sheet.html", context)


@requires(Right.READ_MEMBERS)
def receipt(request: ServiceRequest, declaration_id: int, filing_id: int) -> HttpResponse:
    rows = Filing.objects.filter(declaration=declaration_id)
    filing = get_object_or_404(rows.select_related("declaration__campaign", "declaration__member"), pk=filing_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(filing), member=filing.declaration.member)
    return paper(papers.receipt(filing), f"recepisse-{filing.reference}.pdf")


def one(declaration_id: int) -> Declaration:
    rows = Declaration.objects.select_related("campaign", "member").prefetch_related("filings", "steps")
    return get_object_or_404(rows, pk=declaration_id)
