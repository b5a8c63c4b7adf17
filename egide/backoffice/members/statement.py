"""A member's invoices, payments and account, as a section of its page and as a statement."""

from django.http import HttpResponse

from egide.backoffice.invoicing.filters import InvoiceFilters
from egide.backoffice.invoicing.rows import rows_of
from egide.backoffice.members.sections import member_numbered, show_section
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.invoicing.statement import balance_of, statement_of
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
    """Every movement and the balance after it, to be printed or read on the phone."""
    found = member_numbered(number)
    context = {"movements": statement_of(found), "balance": balance_of(found)}
    return show_section(request, found, "statement.html", context)
