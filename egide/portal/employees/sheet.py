"""The sheet of an employee: read, add, correct, declare the risks and see the category follow."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.centres.models import Service
from egide.common.events import history_of
from egide.common.workflow import opened_on
from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.employees.forms import EmployeeForm, RisksForm
from egide.portal.scope import PortalRequest, requires
from egide.reference import pcs
from egide.regulation import offered_to_employer


@requires(Right.READ_EMPLOYEES)
def sheet(request: PortalRequest, employee_id: int) -> HttpResponse:
    employee = get_object_or_404(request.member.employees.select_related("follow_up", "establishment"), pk=employee_id)
    log_access(request, AccessLog.Kind.SHEET, f"salarié {employee.pk}")
    coming = employee.appointments.visible_to_employer().to_come(timezone.now()).select_related("centre").first()
    context = {
        "employee": employee,
        "visits": employee.visits.visible_to_employer()[:5],
        "coming": coming,
        "history": history_of(employee)[:10],
        **_risks_of(request, employee),
    }
    return render(request, "portal/employees/sheet.html", context)


@requires(Right.EDIT_EMPLOYEES)
def addition(request: PortalRequest) -> HttpResponse:
    form = EmployeeForm(request.POST or None, member=request.member)
    twins: list[Employee] = []
    if form.is_valid():
        facts = form.facts
        known = request.member.employees.twins_of(
            **{name: facts[name] for name in ("nir", "last_name", "first_name", "birth_date")}
        )
        twins = [] if "another_person" in request.POST else list(known[:5])
        if not twins:
            employee = Employee(member=request.member, **facts)
            employee.hire(by=request.user)
            messages.success(request, f"{employee} est ajouté. Pensez à demander son rendez-vous.")
            return redirect("portal:employee", request.member.number, employee.pk)
    return render(request, "portal/employees/form.html", {"form": form, "twins": twins})


@requires(Right.EDIT_EMPLOYEES)
def correction(request: PortalRequest, employee_id: int) -> HttpResponse:
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    form = EmployeeForm(request.POST or None, member=request.member, employee=employee)
    if form.is_valid():
        opened_on(employee, form.cleaned_data["version"]).correct(by=request.user, **form.facts)
        messages.success(request, "La fiche est à jour.")
        return redirect("portal:employee", request.member.number, employee.pk)
    return render(request, "portal/employees/form.html", {"form": form, "employee": employee})


@requires(Right.EDIT_RISKS)
def risks(request: PortalRequest, employee_id: int) -> HttpResponse:
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    context = _risks_of(request, employee)
    offered = [row.code for rows in context["groups"].values() for row in rows] + context["codes"]
    form = RisksForm(request.POST or None, offered=offered)
    form.open_on(employee)
    if form.is_valid():
        with transaction.atomic():
            opened_on(employee, form.cleaned_data["version"])
            employee.declare_risks(by=request.user, codes=form.cleaned_data["codes"])
        messages.success(request, f"Déterminants enregistrés : catégorie déclarée {employee.category}.")
        return redirect("portal:employee", request.member.number, employee.pk)
    return render(request, "portal/employees/risks.html", {"form": form, "employee": employee, **context})


@requires(Right.READ_RISKS)
def category_preview(request: PortalRequest, employee_id: int) -> HttpResponse:
    """What the ticked determinants would make of the category: computed, never saved."""
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    assessment = employee.assess(request.GET.getlist("codes")[:60], timezone.localdate())
    return render(request, "portal/employees/assessment.html", {"assessment": assessment})


@requires(Right.EDIT_EMPLOYEES)
def pcs_search(request: PortalRequest) -> HttpResponse:
    found = pcs.search(request.GET.get("q", "")[:60])
    return JsonResponse([{"code": code.code, "label": code.label} for code in found], safe=False)


def _risks_of(request: PortalRequest, employee: Employee) -> dict[str, Any]:
    """Determinants and reasons, for whoever may read them; a suggestion is never ticked by itself."""
    if not request.door.may(Right.READ_RISKS):
        return {}
    today = timezone.localdate()
    codes = employee.codes
    return {
        "groups": offered_to_employer(today, Service.current().regulation),
        "codes": codes,
        "assessment": employee.assess(codes, today),
        "suggested": pcs.suggested_determinants(employee.pcs_code),
    }
