"""Arrêts de travail: what the employer says of a stop, and what the law then asks of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from egide.centres.models import Service
from egide.common.workflow import opened_on
from egide.employees.models import Employee, WorkStop
from egide.followup.facts import facts_of
from egide.members.rights import Right
from egide.portal.employees.back import back_to_sheet
from egide.portal.employees.forms import DeclaredStopForm
from egide.portal.scope import PortalRequest, requires
from egide.regulation import Alert, Obligation, VisitKind, follow_up
from egide.regulation.stops import ReturnVisit, notices_of, return_visit
from egide.ui.refusals import attempt

SHOWN_FOR = timedelta(days=365)  # an older stop with nothing due is no news


@dataclass(frozen=True)
class StopRow:
    """One stop as the sheet tells it; `may_ask`: the visit is due, and neither held nor asked for."""

    stop: WorkStop
    visit: ReturnVisit
    is_awaited: bool
    may_ask: bool
    notices: Sequence[Alert]

    @property
    def is_late(self) -> bool:
        return self.is_awaited and self.visit.latest < timezone.localdate()


def stop_rows(employee: Employee, today: date) -> list[StopRow]:
    """The recent stops, the latest first. A préreprise changes nothing here: the service alone answers for it."""
    parameters = Service.current().regulation
    answer = follow_up(facts_of(employee), on=today, parameters=parameters)
    awaited = {deadline.arose_on for deadline in answer.of(Obligation.RETURN)}
    codes = frozenset(row.code for row in answer.rows)
    mine = employee.appointments.filter(kind=VisitKind.RETURN.value)
    is_asked = mine.waiting().exists() or mine.to_come(timezone.now()).exists() if awaited else False
    rows = []
    for stop in employee.stops.all():
        visit, due = return_visit(stop.as_fact, parameters), stop.returns_on in awaited
        if due or stop.returns_on > today - SHOWN_FOR:
            told = notices_of(stop.as_fact, codes) if visit.latest >= today else ()
            rows.append(StopRow(stop, visit, due, due and not is_asked, told))
    return rows


@requires(Right.EDIT_APPOINTMENTS)
def stop(request: PortalRequest, employee_id: int) -> HttpResponse:
    """« Déclarer un arrêt »: the answer of the law is on the sheet as soon as it is saved, and live before."""
    employee = get_object_or_404(request.member.employees.present(), pk=employee_id)
    form = DeclaredStopForm(request.POST or None)
    if form.is_valid():
        row = WorkStop(member=request.member, employee=employee, **form.facts)
        if attempt(form, lambda: row.declare(by=request.user)):
            return back_to_sheet(request, employee, f"L’arrêt de {employee.full_name} est déclaré.")
    return _page(request, form, employee)


@requires(Right.EDIT_APPOINTMENTS)
def stop_correction(request: PortalRequest, stop_id: int) -> HttpResponse:
    """Prolonged, typed wrong, or declared by mistake."""
    row = get_object_or_404(request.member.workstops.select_related("employee"), pk=stop_id)
    if "retirer" in request.POST:
        row.remove(by=request.user)
        return back_to_sheet(request, row.employee, "L’arrêt est retiré.")
    form = DeclaredStopForm(request.POST or None, initial=row.as_asked)
    form.open_on(row)
    if form.is_valid():
        asked = opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: asked.correct(by=request.user, **form.facts)):
            return back_to_sheet(request, row.employee, f"L’arrêt de {row.employee.full_name} est corrigé.")
    return _page(request, form, row.employee, row)


def _page(
    request: PortalRequest, form: DeclaredStopForm, employee: Employee, row: WorkStop | None = None
) -> HttpResponse:
    context = {"form": form, "employee": employee, "stop": row, "visit": form.visit if form.is_bound else None}
    if row and not form.is_bound:
        context["visit"] = return_visit(row.as_fact, Service.current().regulation)
    return render(request, "portal/employees/stop.html", context)
