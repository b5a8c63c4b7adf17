"""Sortir, annuler la sortie, changer d’établissement: for one employee or for the rows chosen."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import OPEN
from egide.common.workflow import opened_on
from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.employees.forms import DepartureForm, TransferForm
from egide.portal.scope import PortalRequest, requires


@requires(Right.EDIT_EMPLOYEES)
def departure(request: PortalRequest, employee_id: int) -> HttpResponse:
    """A visit booked or asked for is cancelled in the same step when the box is ticked, free of charge."""
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    form = DepartureForm(request.POST or None, initial={"on": timezone.localdate()})
    form.open_on(employee)
    planned = list(_planned(employee))
    if form.is_valid():
        with transaction.atomic():
            opened_on(employee, form.cleaned_data.pop("version")).leave(by=request.user, **form.cleaned_data)
            _cancel(planned if request.POST.get("cancel") else [], request)
        messages.success(request, f"{employee} est sorti de l’effectif.")
        return redirect("portal:employees", request.member.number)
    context = {"form": form, "employee": employee, "planned": planned}
    return render(request, "portal/employees/departure.html", context)


@requires(Right.EDIT_EMPLOYEES)
def comeback(request: PortalRequest, employee_id: int) -> HttpResponse:
    employee = get_object_or_404(request.member.employees, pk=employee_id)
    if request.method == "POST":
        employee.come_back(by=request.user)
        messages.success(request, f"La sortie de {employee} est annulée.")
        return redirect("portal:employee", request.member.number, employee.pk)
    return render(request, "portal/employees/comeback.html", {"employee": employee})


@requires(Right.EDIT_EMPLOYEES)
def bulk_departure(request: PortalRequest) -> HttpResponse:
    chosen = _chosen(request)
    form = DepartureForm(request.POST if "on" in request.POST else None, initial={"on": timezone.localdate()})
    if form.is_valid():
        facts = {"on": form.cleaned_data["on"], "reason": form.cleaned_data["reason"]}
        with transaction.atomic():
            for employee in chosen:
                employee.leave(by=request.user, **facts)
                _cancel(list(_planned(employee)) if request.POST.get("cancel") else [], request)
        messages.success(request, f"{len(chosen)} salariés sortis de l’effectif.")
        return redirect("portal:employees", request.member.number)
    planned = [visit for employee in chosen for visit in _planned(employee)]
    context = {"form": form, "chosen": chosen, "planned": planned}
    return render(request, "portal/employees/departure.html", context)


@requires(Right.EDIT_EMPLOYEES)
def bulk_transfer(request: PortalRequest) -> HttpResponse:
    chosen = _chosen(request)
    form = TransferForm(request.POST if "establishment" in request.POST else None, member=request.member)
    if form.is_valid():
        with transaction.atomic():
            for employee in chosen:
                employee.move_to(by=request.user, establishment=form.cleaned_data["establishment"])
        messages.success(request, f"{len(chosen)} salariés rattachés à {form.cleaned_data['establishment']}.")
        return redirect("portal:employees", request.member.number)
    return render(request, "portal/employees/transfer.html", {"form": form, "chosen": chosen})


def _chosen(request: PortalRequest) -> list[Employee]:
    """The rows of this member among the ids sent: a stranger's id is nobody's."""
    ids = [int(word) for word in request.POST.getlist("sel") or request.GET.getlist("sel") if word.isdigit()]
    return list(request.member.employees.present().filter(pk__in=ids[:200]))


def _planned(employee: Employee) -> list[Appointment]:
    mine = employee.appointments.visible_to_employer()
    waiting = mine.filter(state__in=OPEN)
    return [*mine.to_come(timezone.now()), *waiting]


def _cancel(planned: list[Appointment], request: PortalRequest) -> None:
    for appointment in planned:
        if appointment.is_open:
            appointment.withdraw(by=request.user)
        else:
            appointment.cancel_for_employer(by=request.user, reason="Sortie de l’effectif", free=True)
