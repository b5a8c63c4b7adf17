"""What was attested: its receipt as PDF, and the copy by name for whoever reads Mes salariés."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.declarations import papers
from egide.declarations.models import Filing
from egide.declarations.preparing import Attested
from egide.employees.models.risks import determinant_label
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.downloads import paper
from egide.ui.listing import page_of


@requires(Right.READ_DECLARATION)
def receipt(request: PortalRequest, declaration_id: int, filing_id: int) -> HttpResponse:
    filing = _one(request, declaration_id, filing_id)
    log_access(request, AccessLog.Kind.DOWNLOAD, str(filing))
    return paper(papers.receipt(filing), f"recepisse-{filing.reference}.pdf", inline="inline" in request.GET)


@requires(Right.READ_DECLARATION)
def copy(request: PortalRequest, declaration_id: int, filing_id: int) -> HttpResponse:
    """Counts for everybody; names and risks for whoever may read them elsewhere."""
    filing = _one(request, declaration_id, filing_id)
    named = request.door.may(Right.READ_EMPLOYEES) and request.door.may(Right.READ_RISKS)
    page = page_of(request, filing.workers_declared.all()) if named else None
    lines = [(row, [determinant_label(code) for code in row.codes]) for row in page] if page else []
    context = {"filing": filing, "standing": Attested(filing), "page": page, "lines": lines}
    return render(request, "portal/declarations/copy.html", context)


def _one(request: PortalRequest, declaration_id: int, filing_id: int) -> Filing:
    mine = request.member.filings.filter(declaration=declaration_id)
    return get_object_or_404(mine.select_related("declaration__campaign", "declaration__member"), pk=filing_id)
