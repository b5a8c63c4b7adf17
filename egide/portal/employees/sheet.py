"""The sheet of an employee: everybody reads it, whoever may edit it corrects it where it stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog, User
from egide.appointments.offered import bookable
from egide.common.models import Event
from egide.common.workflow import opened_on
from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.employees.ahead import ahead_of
from egide.portal.employees.forms import EmployeeForm
from egide.portal.employees.papers import paper_rows
from egide.portal.employees.reading import coming_and_asked, employee_of, latest_events, latest_visits, past_contracts
from egide.portal.employees.risks import assessed, offered_codes, to_tick
from egide.portal.employees.rows import look_of
from egide.portal.employees.stops import stop_rows
from egide.portal.scope import PortalRequest, requires
from egide.reference import pcs
from egide.ui.refusals import attempt

OF_RISKS = {"determinants", "category", "risks_declared_on"}


@requires(Right.READ_EMPLOYEES)
def sheet(request: PortalRequest, employee_id: int) -> HttpResponse:
    employee = employee_of(request, employee_id)
    log_access(request, AccessLog.Kind.SHEET, f"salarié {employee.pk}")
    may_edit = request.door.may(Right.EDIT_EMPLOYEES) and not employee.is_gone
    form = _form(request, employee) if may_edit else None
    return render(request, "portal/employees/sheet.html", _page(request, employee, form))


@requires(Right.EDIT_EMPLOYEES)
def correction(request: PortalRequest, employee_id: int) -> HttpResponse:
    """« Valider » of the sheet; « recalculer » shows the category of what is ticked and saves nothing."""
    employee = employee_of(request, employee_id)
    form = _form(request, employee)
    asked = form.is_valid() and "recalculer" not in request.POST
    if asked and attempt(form, lambda: save(form, employee, by=request.user)):
        messages.success(request, f"La fiche de {employee.full_name} est à jour.")
        return redirect("portal:employee", request.member.number, employee.pk)
    return render(request, "portal/employees/sheet.html", _page(request, employee, form))


@requires(Right.EDIT_EMPLOYEES)
def pcs_search(request: PortalRequest) -> HttpResponse:
    found = pcs.search(request.GET.get("q", "")[:60])
    often = pcs.suggested_determinants
    rows = [{"code": one.code, "label": pcs.described(one.code), "often": often(one.code)} for one in found]
    return JsonResponse(rows, safe=False)


def save(form: EmployeeForm, employee: Employee, *, by: User) -> None:
    """The verbs that the form asks for, together or not at all; untouched, it asks for none."""
    opened_on(employee, form.cleaned_data["version"])
    if form.corrects:
        employee.correct(by=by, **form.facts)
    if form.declared is not None:
        employee.declare_risks(by=by, codes=form.declared)


def _form(request: PortalRequest, employee: Employee) -> EmployeeForm:
    data = request.POST or None
    return EmployeeForm(data, member=request.member, employee=employee, offered=offered_codes(request))


def _history(request: PortalRequest, employee: Employee) -> list[Event]:
    """The latest facts; who may not read the risks does not read them here either."""
    told = latest_events(employee.pk)
    if not request.door.may(Right.READ_RISKS):
        for event in told:
            event.changes = {name: change for name, change in event.changes.items() if name not in OF_RISKS}
    return told


def _page(request: PortalRequest, employee: Employee, form: EmployeeForm | None) -> dict[str, Any]:
    context: dict[str, Any] = {
        "employee": employee,
        "form": form,
        "look": look_of(employee),
        "follow_up": getattr(employee, "follow_up", None),
        "visits": latest_visits(employee.pk),
        "past_contracts": past_contracts(employee.pk),
        "history": _history(request, employee),
    }
    if request.door.may(Right.READ_APPOINTMENTS):
        context["coming"], context["asked"] = coming_and_asked(employee)
    if request.door.may(Right.EDIT_APPOINTMENTS) and not employee.is_gone:
        context["may_book"] = bookable(request.member).filter(pk=employee.pk).exists()
        context["stops"] = stop_rows(employee, timezone.localdate())
    if request.door.may(Right.READ_RISKS):
        codes = form.ticked if form and "codes" in form.fields else employee.codes
        context |= assessed(employee, codes, no_risk=employee.risks_declared_on is not None) | {
            "before": employee.category,
            "ahead": [] if employee.is_gone else ahead_of(employee, timezone.localdate()),
            "papers": [] if employee.is_gone else paper_rows(employee, timezone.localdate()),
            "causes": to_tick(codes, pcs.suggested_determinants(employee.pcs_code)),
        }
    return context
