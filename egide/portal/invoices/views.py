"""Mes factures: what is due, what is paid, the credit notes; filters and exports."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.cards.gateway import provider
from egide.common.composed import composed
from egide.invoicing.listed import HEADER, cells
from egide.invoicing.queries import InvoiceQuerySet, Year
from egide.members.models import Member
from egide.members.rights import Right
from egide.portal.invoices.filters import InvoiceFilters
from egide.portal.invoices.rows import TITLES, rows_of
from egide.portal.scope import PortalRequest, requires
from egide.ui.exports import export_as
from egide.ui.listing import page_of, render_list


@requires(Right.READ_INVOICES)
def invoices(request: PortalRequest) -> HttpResponse:
    """One list in three groups, what is late at its top."""
    filters = _filters(request)
    total = filters.counts[filters.asked("groupe")] if filters.only("groupe") else None
    page = page_of(request, _rows(request, filters), total)
    debits = request.member.debitorders.planned().filter(invoice__in=[one.pk for one in page])
    announced = dict(debits.values_list("invoice_id", "batch__collect_on"))
    rows = rows_of(list(page), request.member.number, announced)
    context = {"filters": filters, "page": page, "rows": rows, "due": _due(filters.by_year)}
    context["takes_cards"] = provider() is not None
    return render_list(request, "portal/invoices/list.html", context)


@requires(Right.READ_INVOICES)
def export(request: PortalRequest, kind: str) -> HttpResponse:
    """The rows of the filters in force."""
    log_access(request, AccessLog.Kind.EXPORT, f"Mes factures ({kind})")
    lines = (_line(row) for row in _rows(request, _filters(request)))
    return export_as(kind, f"factures-{request.member.number}", (*HEADER, "Groupe"), lines)


def _filters(request: PortalRequest) -> InvoiceFilters:
    years = [Year(*row) for row in _by_year(request.member.pk, today=timezone.localdate())]
    return InvoiceFilters(request.GET, by_year=years)


@composed
def _by_year(member_id: int, *, today: date) -> "QuerySet[Any, Any]":
    return Member(pk=member_id).invoices.counted_by_year(today)


def _rows(request: PortalRequest, filters: InvoiceFilters) -> InvoiceQuerySet:
    return filters.narrow(request.member.invoices.by_group()).select_related("corrects")


def _due(by_year: list[Year]) -> dict[str, Any]:
    """What remains to pay: the sum, what is late of it, the next date."""
    return {
        "amount": sum((row.amount for row in by_year), Decimal(0)),
        "late": sum((row.late for row in by_year), Decimal(0)),
        "late_count": sum(row.late_count for row in by_year),
        "next_on": min((row.next_on for row in by_year if row.next_on), default=None),
    }


def _line(row: Any) -> tuple[Any, ...]:
    return (*cells(row), TITLES[row.group])
