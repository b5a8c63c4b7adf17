"""A member's invoices, payments and account, as a section of its page and as a statement."""

from django.http import HttpResponse

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.invoicing.filters import InvoiceFilters
from egide.backoffice.invoicing.rows import rows_of
from egide.backoffice.members.sections import member_numbered, show_section
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.invoicing.statement import HEADER, balance_of
from egide.proofs.forms import account_asked
from egide.proofs.papers import statement_pdf
from egide.ui.downloads import paper
from egide.ui.exports import export_as
from egide.ui.listing import page_of


@requires(Right.READ_INVOICES)
def invoices(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    filters = InvoiceFilters(request.GET)
    rows = found.invoices.issued().select_related("member")
    counts = filters.counts(rows)
    filters.count("etat", counts)
    page = page_of(request, filters.narrow(rows), counts[filters.asked("etat")])
    context = {
        "filters": filters,
        "page": page,
        "rows": rows_of(page),
        "balance": balance_of(found),
        "payments": found.payments.prefetch_related("allocations__invoice", "refunds"),
    }
    return show_section(request, found, "invoices.html", context)


@requires(Right.READ_INVOICES)
def statement(request: ServiceRequest, number: int) -> HttpResponse:
    """Every movement of a period and the balance after it, to be printed or read on the phone."""
    found = member_numbered(number)
    form, account = account_asked(request.GET, found)
    return show_section(
        request, found, "statement.html", {"form": form, "account": account, "balance": balance_of(found)}
    )


@requires(Right.READ_INVOICES)
def statement_paper(request: ServiceRequest, number: int) -> HttpResponse:
    found = member_numbered(number)
    _, account = account_asked(request.GET, found)
    log_access(request, AccessLog.Kind.DOWNLOAD, f"Relevé de compte de {found}", member=found)
    return paper(statement_pdf(found, account), f"releve-{number}.pdf")


@requires(Right.READ_INVOICES)
def statement_export(request: ServiceRequest, number: int, kind: str) -> HttpResponse:
    found = member_numbered(number)
    _, account = account_asked(request.GET, found)
    log_access(request, AccessLog.Kind.EXPORT, f"Relevé de compte de {found} ({kind})", member=found)
    return export_as(kind, f"releve-{number}", HEADER, account.lines())
