"""Mes factures: what is due, what is paid, the credit notes; filters and exports."""

from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.http import HttpResponse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.invoicing.queries import REMAINING, InvoiceQuerySet
from egide.members.rights import Right
from egide.portal.invoices.filters import InvoiceFilters
from egide.portal.invoices.rows import TITLES, rows_of
from egide.portal.scope import PortalRequest, requires
from egide.ui.exports import export_as
from egide.ui.listing import page_of, render_list

HEADER = ("N°", "Date", "Type de facture", "Nature", "Montant TTC", "Période", "Échéance", "Reste dû", "Groupe", "État")


@requires(Right.READ_INVOICES)
def invoices(request: PortalRequest) -> HttpResponse:
    """One list in three groups, what is late at its top."""
    filters = _filters(request)
    filters.count("groupe", _counts(request))
    page = page_of(request, _rows(request, filters))
    today = timezone.localdate()
    rows = rows_of(list(page), request.member.number, today)
    context = {"filters": filters, "page": page, "rows": rows, "due": _due(request)}
    return render_list(request, "portal/invoices/list.html", context)


@requires(Right.READ_INVOICES)
def export(request: PortalRequest, kind: str) -> HttpResponse:
    """The rows of the filters in force."""
    log_access(request, AccessLog.Kind.EXPORT, f"Mes factures ({kind})")
    lines = (_line(row) for row in _rows(request, _filters(request)))
    return export_as(kind, f"factures-{request.member.number}", HEADER, lines)


def _filters(request: PortalRequest) -> InvoiceFilters:
    days = request.member.invoices.issued().dates("issued_on", "year", order="DESC")
    return InvoiceFilters(request.GET, years=[day.year for day in days])


def _rows(request: PortalRequest, filters: InvoiceFilters) -> InvoiceQuerySet:
    rows = filters.narrow(request.member.invoices.by_group())
    return rows.select_related("corrects").prefetch_related("corrections")


def _counts(request: PortalRequest) -> dict[str, int]:
    """How many papers each chip would show."""
    to_pay, settled = Q(nature="invoice", state="issued"), Q(state="settled")
    counted: dict[str, int] = request.member.invoices.issued().aggregate(
        **{"": Count("pk")},
        **{"a-regler": Count("pk", filter=to_pay), "acquittees": Count("pk", filter=settled)},
        avoirs=Count("pk", filter=~to_pay & ~settled),
    )
    return counted


def _due(request: PortalRequest) -> dict[str, Any]:
    """What remains to pay: the sum, what is late of it, the next date."""
    late = Q(due_on__lt=timezone.localdate())
    due: dict[str, Any] = request.member.invoices.to_pay().aggregate(
        amount=Sum(REMAINING),
        late=Sum(REMAINING, filter=late),
        late_count=Count("pk", filter=late),
        next_on=Min("due_on", filter=~late),
    )
    return due


def _line(row: Any) -> tuple[Any, ...]:
    return (
        row.number, row.issued_on, row.get_kind_display(), row.get_nature_display(), row.gross, row.period,
        row.due_on, row.remaining, TITLES[row.group], row.get_state_display(),
    )  # fmt: skip
