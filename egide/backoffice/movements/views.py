"""Mouvements: taking in the employees that members added or ended, one or many at once."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from egide.backoffice.movements.filters import KINDS, MovementFilters
from egide.backoffice.movements.rows import Movements, rows_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.identifiers import row_keys
from egide.employees.models import Employee
from egide.ui.listing import page_of, render_list

NOTHING_CHOSEN = "Choisissez au moins une ligne."


@requires(Right.TAKE_IN)
def movements(request: ServiceRequest) -> HttpResponse:
    if request.method == "POST":
        _take_in(request)
        return redirect(request.get_full_path())
    waiting = Employee.objects.to_take_in()
    filters = MovementFilters(request.GET)
    filters.count("genre", _counts(filters.narrow_but_kind(waiting)))
    page = page_of(request, filters.narrow(waiting).select_related("member", "establishment"))
    context = {"filters": filters, "page": page, "rows": rows_of(list(page), timezone.now())}
    return render_list(request, "backoffice/movements/list.html", context)


def _counts(rows: Movements) -> dict[str, int]:
    counted: dict[str, int] = rows.aggregate(
        all=Count("pk"), **{kind: Count("pk", filter=condition) for kind, condition in KINDS.items()}
    )
    return {"": counted["all"], **{kind: counted[kind] for kind in KINDS}}


def _take_in(request: ServiceRequest) -> None:
    """The ticked rows; what a colleague has taken in meanwhile is left alone."""
    ids = row_keys(request.POST.getlist("sel")[:200])
    if not ids:
        messages.error(request, NOTHING_CHOSEN)
        return
    chosen = list(Employee.objects.to_take_in().filter(pk__in=ids).order_by("pk"))
    with transaction.atomic():
        for employee in chosen:
            employee.take_in(by=request.user)
    names = ", ".join(str(employee) for employee in chosen[:3])
    more = f" et {len(chosen) - 3} autres" if len(chosen) > 3 else ""
    messages.success(request, f"Pris en compte : {names}{more}." if chosen else "C’était déjà pris en compte.")
