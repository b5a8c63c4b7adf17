"""Relevés bancaires: the credits of the bank, each with whose money it seems to be and why."""

from django.http import HttpResponse

from egide.backoffice.banking.filters import LineFilters
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.banking.matching import proposals
from egide.banking.models import BankLine
from egide.ui.listing import page_of, render_list


@requires(Right.READ_INVOICES)
def lines(request: ServiceRequest) -> HttpResponse:
    """`?suite`: one line has just been confirmed, the next is under the hand."""
    filters = LineFilters(request.GET)
    counts = filters.counts(BankLine.objects.all())
    filters.count("etat", counts)
    rows = filters.narrow(BankLine.objects.select_related("payment__member"))
    page = page_of(request, rows.prefetch_related("payment__allocations__invoice"), counts[filters.asked("etat")])
    waiting = [one for one in page if one.state == BankLine.State.TO_MATCH]
    proposed = proposals(waiting)
    context = {
        "filters": filters,
        "page": page,
        "lines": [(one, proposed.get(one.pk)) for one in page],
        "first": next(iter(proposed), 0) if "suite" in request.GET else 0,
    }
    return render_list(request, "backoffice/banking/lines.html", context)
