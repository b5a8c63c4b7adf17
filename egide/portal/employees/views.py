"""Mes salariés: the list, its filters, its exports."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.employees.models import Employee
from egide.followup.rules import standing_of
from egide.members.rights import Right
from egide.portal.employees.filters import EmployeeFilters
from egide.portal.employees.rows import COLUMNS, rows_of, state_word
from egide.portal.scope import PortalRequest, requires
from egide.ui.exports import export_as
from egide.ui.listing import Sort, in_order, page_of, render_list, sort_of

SORTS = {
    "nom": "search_key",
    "poste": "post",
    "categorie": "category",
    "echeance": "follow_up__shown_due_on",
    "entree": "hired_on",
}
SORT_LABELS = (
    ("nom", "Nom"),
    ("poste", "Poste"),
    ("categorie", "Catégorie"),
    ("echeance", "Échéance la plus proche"),
    ("-entree", "Entrée la plus récente"),
)
HEADER = (
    "Nom de naissance", "Nom d’usage", "Prénom", "Date de naissance", "Contrat", "Entrée", "Sortie", "Établissement",
    "Poste", "Code PCS", "Catégorie déclarée", "Motif de la catégorie", "Article",
    "Dernière visite", "Prochaine visite", "Au plus tard le", "Suivi", "État",
)  # fmt: skip


@requires(Right.READ_EMPLOYEES)
def employees(request: PortalRequest) -> HttpResponse:
    filters = _filters(request)
    sort = sort_of(request, _sorts(request), "nom")
    total = filters.counts[filters.asked("etat")] if filters.only("etat") else None
    page = page_of(request, _rows(request, filters, sort).only(*COLUMNS), total)
    context = {
        "filters": filters,
        "sort": sort,
        "sort_labels": [(key, label) for key, label in SORT_LABELS if key.lstrip("-") in _sorts(request)],
        "page": page,
        "rows": rows_of(list(page), request.member.number, timezone.localdate()),
        "may_edit": request.door.may(Right.EDIT_EMPLOYEES),
        "may_read_risks": request.door.may(Right.READ_RISKS),
    }
    return render_list(request, "portal/employees/list.html", context)


@requires(Right.EXPORT_EMPLOYEES)
def export(request: PortalRequest, kind: str) -> HttpResponse:
    """The rows of the filters in force; never the NIR."""
    log_access(request, AccessLog.Kind.EXPORT, f"Mes salariés ({kind})")
    rows = _rows(request, _filters(request), sort_of(request, _sorts(request), "nom"))
    whole = rows.select_related("establishment").prefetch_related("determinants")
    lines = (_line(request, row) for row in whole)
    return export_as(kind, f"salaries-{request.member.number}", HEADER, lines)


def _sorts(request: PortalRequest) -> dict[str, str]:
    """Who may not read the category does not learn it from an order."""
    hidden = set() if request.door.may(Right.READ_RISKS) else {"categorie"}
    return {key: column for key, column in SORTS.items() if key not in hidden}


def _filters(request: PortalRequest) -> EmployeeFilters:
    may_read_risks = request.door.may(Right.READ_RISKS)
    return EmployeeFilters(request.GET, member=request.member, may_read_risks=may_read_risks)


def _rows(request: PortalRequest, filters: EmployeeFilters, sort: Sort) -> QuerySet[Employee]:
    return in_order(filters.narrow(request.member.employees.select_related("follow_up")), sort, SORTS)


def _line(request: PortalRequest, row: Employee) -> tuple[Any, ...]:
    follow_up = getattr(row, "follow_up", None)
    risks = request.door.may(Right.READ_RISKS)
    reasons = row.assess(row.codes, timezone.localdate()).reasons if risks else ()
    due = follow_up.shown_due_on if follow_up and not row.is_gone else None
    return (
        row.last_name, row.usage_name, row.first_name, row.birth_date, row.get_contract_kind_display(), row.hired_on,
        row.left_on, str(row.establishment or ""), row.post, row.pcs_code, row.category if risks else "",
        ", ".join(reason.determinant.label for reason in reasons), " ; ".join(reason.article for reason in reasons),
        follow_up.last_on if follow_up else None, follow_up.next_label if follow_up else "",
        due, standing_of(due, timezone.localdate()) or "", state_word(row),
    )  # fmt: skip
