"""Sortir, annuler la sortie, changer d’établissement: for one employee or for the rows chosen."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.common.identifiers import row_keys
from egide.common.workflow import opened_on
from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.employees.forms import DepartureForm, TransferForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt

MOST_CHOSEN = 200
LEFT = "Sortie de l’effectif"


@requires(Right.EDIT_EMPLOYEES)
def departure(request: PortalRequest, employee_id: int) -> HttpResponse:
    """A visit planned or asked for is cancelled in the same step, free of charge."""
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    form = _departure_form(request, [employee], sent=request.method == "POST")
    form.open_on(employee)
    if form.is_valid() and attempt(form, lambda: _leave(request, form)):
        messages.success(request, f"Sortie enregistrée : {employee.full_name}.")
        return redirect("portal:employees", request.member.number)
    context = {"form": form, "employee": employee, "leavers": [employee]}
    return render(request, "portal/employees/departure.html", context)


@requires(Right.EDIT_EMPLOYEES)
def comeback(request: PortalRequest, employee_id: int) -> HttpResponse:
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    if request.method == "POST":
        employee.come_back(by=request.user)
        messages.success(request, f"La sortie de {employee.full_name} est annulée.")
        return redirect("portal:employee", request.member.number, employee.pk)
    context = {"employee": employee, "spared": _spared(request, employee)}
    return render(request, "portal/employees/comeback.html", context)


@requires(Right.EDIT_EMPLOYEES)
def bulk_departure(request: PortalRequest) -> HttpResponse:
    leavers = _chosen(request)
    form = _departure_form(request, leavers, sent="on" in request.POST)
    if form.is_valid() and attempt(form, lambda: _leave(request, form)):
        messages.success(request, f"Sorties enregistrées : {_names(leavers)}.")
        return redirect("portal:employees", request.member.number)
    return render(request, "portal/employees/departure.html", {"form": form, "leavers": leavers})


@requires(Right.EDIT_EMPLOYEES)
def bulk_transfer(request: PortalRequest) -> HttpResponse:
    chosen = _chosen(request)
    form = TransferForm(request.POST if "establishment" in request.POST else None, member=request.member)
    if form.is_valid() and attempt(form, lambda: _move(request, form, chosen)):
        messages.success(request, f"Rattachés à {form.cleaned_data['establishment']} : {_names(chosen)}.")
        return redirect("portal:employees", request.member.number)
    return render(request, "portal/employees/transfer.html", {"form": form, "chosen": chosen})


def _departure_form(request: PortalRequest, leavers: Sequence[Employee], *, sent: bool) -> DepartureForm:
    planned = _planned(request, leavers) if request.door.may(Right.EDIT_APPOINTMENTS) else []
    data = request.POST if sent else None
    return DepartureForm(data, leavers=leavers, planned=planned, initial={"on": timezone.localdate()})


def _planned(request: PortalRequest, leavers: Sequence[Employee]) -> list[Appointment]:
    """What these people still have before them: the visits planned, then those asked for."""
    mine = request.member.appointments.visible_to_employer().filter(employee__in=leavers).select_related("employee")
    return [*mine.to_come(timezone.now()), *mine.waiting().order_by("pk")]


def _spared(request: PortalRequest, employee: Employee) -> list[Appointment]:
    """The visits whose price comes back with the employee, for whoever may read them."""
    if not request.door.may(Right.READ_APPOINTMENTS):
        return []
    return list(request.member.appointments.visible_to_employer().spared().filter(employee=employee))


def _leave(request: PortalRequest, form: DepartureForm) -> None:
    facts = {name: form.cleaned_data[name] for name in ("on", "reason")}
    for employee in form.leavers:
        opened_on(employee, form.cleaned_data["version"]).leave(by=request.user, **facts)
    for appointment in request.member.appointments.filter(pk__in=form.cleaned_data["cancel"]):
        if appointment.is_open:
            appointment.withdraw(by=request.user)
        else:
            gone = facts["on"] <= appointment.planned_start.date()
            appointment.cancel_for_employer(by=request.user, reason=LEFT, free=gone)


def _move(request: PortalRequest, form: TransferForm, chosen: Sequence[Employee]) -> None:
    for employee in chosen:
        employee.move_to(by=request.user, establishment=form.cleaned_data["establishment"])


def _chosen(request: PortalRequest) -> list[Employee]:
    """The rows of this member among the ids sent: a stranger's id is nobody's."""
    ids = row_keys(request.POST.getlist("sel") or request.GET.getlist("sel"))
    return list(request.member.employees.present().filter(pk__in=ids[:MOST_CHOSEN]))


def _names(employees: Sequence[Employee]) -> str:
    """« Girard Paul, Kaci Nadia et 3 autres »."""
    shown = ", ".join(str(one) for one in employees[:3])
    others = len(employees) - 3
    return f"{shown} et {others} autre{'s' if others > 1 else ''}" if others > 0 else shown
