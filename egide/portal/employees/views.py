"""Mes salariés: the list, its filters, its exports."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.employees.models import Employee
from egide.employees.queries import ADDED, COMPLETE, LACKING, PRESENT
from egide.members.rights import Right
from egide.portal.scope import PortalRequest, requires
from egide.ui.exports import csv_export, xlsx_export
from egide.ui.listing import in_order, page_of, sort_of

SORTS = {
    "nom": "search_key",
    "poste": "post",
    "categorie": "category",
    "echeance": "follow_up__shown_due_on",
    "entree": "hired_on",
}
STATES = {"complet": "complete", "a-completer": "incomplete", "ajoute": "added", "sorti": "gone"}
SOON = timedelta(days=60)
HEADER = (
    "Nom de naissance", "Nom d’usage", "Prénom", "Date de naissance", "Contrat", "Entrée", "Sortie", "Établissement",
    "Poste", "Code PCS", "Catégorie déclarée", "Dernière visite", "Prochaine visite", "Au plus tard le", "État",
)  # fmt: skip
STATE_WORDS = {"gone": "Sorti", "added": "Ajouté", "incomplete": "À compléter", "complete": "Complet"}


@requires(Right.READ_EMPLOYEES)
def employees(request: PortalRequest) -> HttpResponse:
    sort = sort_of(request, SORTS, "nom")
    rows = in_order(_filtered(request), sort, SORTS)
    context = {
        "page": page_of(request, rows),
        "sort": sort,
        "counts": _counts(request),
        "establishments": request.member.establishments.filter(closed_on=None),
        "today": timezone.localdate(),
        "filtered": any(request.GET.get(name) for name in ("q", "etat", "categorie", "echeance", "etablissement")),
    }
    return render(request, "portal/employees/list.html", context)


@requires(Right.EXPORT_EMPLOYEES)
def export(request: PortalRequest, kind: str) -> HttpResponse:
    """The rows of the filters in force; never the NIR."""
    makers = {"csv": csv_export, "xlsx": xlsx_export}
    if kind not in makers:
        raise Http404
    log_access(request, AccessLog.Kind.EXPORT, f"Mes salariés ({kind})")
    sort = sort_of(request, SORTS, "nom")
    rows = (_line(request, row) for row in in_order(_filtered(request), sort, SORTS))
    return makers[kind](f"salaries-{request.member.number}", HEADER, rows)


def _filtered(request: PortalRequest) -> Any:
    asked, today = request.GET, timezone.localdate()
    rows = request.member.employees.select_related("follow_up", "establishment")
    state = STATES.get(asked.get("etat", ""))
    rows = rows.in_state(state) if state else rows.shown_by_default(today)
    if asked.get("categorie") in {"SI", "SIA", "SIR"}:
        rows = rows.filter(category=asked["categorie"])
    if asked.get("etablissement", "").isdigit():
        rows = rows.filter(establishment_id=asked["etablissement"])
    if asked.get("pcs"):
        rows = rows.filter(pcs_code=asked["pcs"].upper())
    return _due(rows.matching(asked.get("q", "")), asked.get("echeance", ""))


def _due(rows: Any, when: str) -> Any:
    today = timezone.localdate()
    if when == "en-retard":
        return rows.present().filter(follow_up__shown_due_on__lt=today)
    if when == "60-jours":
        return rows.present().filter(follow_up__shown_due_on__range=(today, today + SOON))
    if when == "a-demander":
        return rows.present().filter(visits=None, appointments=None)
    return rows


def _counts(request: PortalRequest) -> dict[str, int]:
    """What the filters would show, in one query."""
    shown = request.member.employees.shown_by_default(timezone.localdate())
    counted = shown.aggregate(
        all=Count("pk"),
        complete=Count("pk", filter=COMPLETE),
        incomplete=Count("pk", filter=PRESENT & LACKING),
        added=Count("pk", filter=ADDED),
    )
    return {**counted, "gone": request.member.employees.in_state("gone").count()}


def _line(request: PortalRequest, row: Employee) -> tuple[Any, ...]:
    follow_up = getattr(row, "follow_up", None)
    risks = request.door.may(Right.READ_RISKS)
    return (
        row.last_name, row.usage_name, row.first_name, row.birth_date, row.get_contract_kind_display(), row.hired_on,
        row.left_on, str(row.establishment or ""), row.post, row.pcs_code, row.category if risks else "",
        follow_up.last_on if follow_up else None, follow_up.get_next_kind_display() if follow_up else "",
        follow_up.shown_due_on if follow_up else None, STATE_WORDS[row.row_state],
    )  # fmt: skip
