"""Demander un rendez-vous: choose employees, say why and when not, send; one request for each of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.centres.queries import open_centres
from egide.common.identifiers import row_keys
from egide.members.rights import Right
from egide.portal.appointments.forms import RequestForm
from egide.portal.appointments.picker import Picker
from egide.portal.employees.forms import StopForm
from egide.portal.scope import PortalRequest, requires
from egide.regulation import VisitKind
from egide.ui.refusals import attempt


@requires(Right.EDIT_APPOINTMENTS)
def request_form(request: PortalRequest) -> HttpResponse:
    """« Chercher » (without a script) shows the page again, with what was typed and the employees found."""
    said = request.POST if request.method == "POST" else request.GET
    picker = Picker(request.member, said.getlist("employees") or said.getlist("sel"), said.get("chercher", ""))
    if request.htmx:
        return render(request, "portal/appointments/request.html#picker", {"picker": picker})
    sent = request.method == "POST" and "trouver" not in request.POST
    form = RequestForm(
        request.POST if sent else None,
        member=request.member,
        centres=open_centres(),
        initial=_stop(request) | _kept(request.POST),
    )
    if form.is_valid() and attempt(form, lambda: _send(form, request)):
        messages.success(request, _sent(len(form.cleaned_data["employees"])))
        return redirect(reverse("portal:appointments", args=[request.member.number]) + "?onglet=demandes")
    context = {"form": form, "picker": picker, "half_days": form["avoided"]}
    return render(request, "portal/appointments/request.html", context)


@requires(Right.EDIT_APPOINTMENTS)
def return_deadline(request: PortalRequest) -> HttpResponse:
    """What the law says of the return being typed."""
    form = StopForm(request.GET)
    form.is_valid()
    return render(request, "portal/employees/return_visit.html", {"visit": form.visit})


def _send(form: RequestForm, request: PortalRequest) -> None:
    for appointment, due_on in form.requests():
        appointment.request(by=request.user, due_on=due_on)


def _sent(number: int) -> str:
    what = "La demande est envoyée" if number == 1 else f"{number} demandes sont envoyées"
    return f"{what} au service, qui répond ici et par e-mail. Le récépissé daté vous sert de preuve."


def _stop(request: PortalRequest) -> dict[str, Any]:
    """The stop that the page was opened for (`arret`): its dates are in the row, never in an address."""
    row = request.member.workstops.filter(pk__in=row_keys(request.GET.getlist("arret"))).first()
    return row.as_asked | {"kind": VisitKind.RETURN.value} if row else {}


def _kept(typed: QueryDict) -> dict[str, Any]:
    """What was typed before a search, as it was typed."""
    return {name: values if name == "avoided" else values[0] for name, values in typed.lists()}
