"""Relevés bancaires: the movements of the bank, each credit with whose money it seems to be and why."""

from django.http import HttpResponse

from egide.backoffice.banking.collected import collected
from egide.backoffice.banking.filters import LineFilters
from egide.backoffice.banking.returns import sent_back
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.banking.matching import proposals
from egide.banking.models import BankLine
from egide.ui.listing import page_of, render_list


@requires(Right.READ_INVOICES)
def lines(request: ServiceRequest) -> HttpResponse:
    """`?suite`: one line has just been confirmed, the next is under the hand. What the service pays, salaries too, is
    shown to accounting alone."""
    filters = LineFilters(request.GET)
    bills = Right.BILL in rights_of(request.user)
    every = BankLine.objects.all() if bills else BankLine.objects.filter(is_outgoing=False)
    counts = filters.counts(every)
    filters.count("etat", counts)
    rows = filters.narrow(every.select_related("payment__member", "same_as__statement", "invoice"))
    page = page_of(request, rows.prefetch_related("payment__allocations__invoice"), counts[filters.asked("etat")])
    waiting = [one for one in page if one.state == BankLine.State.TO_MATCH]
    proposed, returned, paid = proposals(waiting), sent_back(page), collected(page)
    context = {
        "filters": filters,
        "page": page,
        "lines": [(one, proposed.get(one.pk), returned.get(one.pk), paid.get(one.pk)) for one in page],
        "first": next(iter(proposed), 0) if "suite" in request.GET else 0,
    }
    return render_list(request, "backoffice/banking/lines.html", context)
