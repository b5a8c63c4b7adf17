"""« Ajouter »: somebody new, or somebody known who comes back; then the visit to ask for, at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.offered import bookable
from egide.common.identifiers import is_row_key
from egide.common.workflow import opened_on
from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.employees.forms import EmployeeForm
from egide.portal.employees.risks import ADULT, assessed, offered_codes, to_tick
from egide.portal.scope import PortalRequest, requires
from egide.reference import pcs
from egide.ui.refusals import attempt

MOST_TWINS = 5
KEPT_FROM_BEFORE = ("last_name", "usage_name", "first_name", "birth_date", "sex", "email", "phone", "post", "pcs_code")


@requires(Right.EDIT_EMPLOYEES)
def addition(request: PortalRequest) -> HttpResponse:
    """A person already known is proposed, never merged in silence: the one who types decides."""
    former = _former(request)
    form = _form(request, former)
    twins: list[Employee] = []
    if form.is_valid() and "recalculer" not in request.POST:
        twins = [] if former or "another_person" in request.POST else _twins(request, form)
        employee = former or Employee(member=request.member)
        if not twins and attempt(form, lambda: _hire(employee, form, by=request.user)):
            messages.success(request, f"{employee.full_name} est dans votre effectif.")
            return redirect("portal:employee-added", request.member.number, employee.pk)
    context = {"form": form, "former": former, "twins": twins, **_risks(request, form)}
    return render(request, "portal/employees/addition.html", context)


@requires(Right.EDIT_EMPLOYEES)
def added(request: PortalRequest, employee_id: int) -> HttpResponse:
    """What comes next after « Ajouter »: the visit to ask for, with its legal deadline."""
    rows = request.member.employees.present().select_related("follow_up")
    employee = get_object_or_404(rows, pk=employee_id)
    asked = employee.appointments.visible_to_employer().waiting().exists()
    context = {"employee": employee, "follow_up": getattr(employee, "follow_up", None), "asked": asked}
    context["may_book"] = bookable(request.member).filter(pk=employee.pk).exists()
    return render(request, "portal/employees/added.html", context)


def _former(request: PortalRequest) -> Employee | None:
    """The leaver whose sheet is taken up again, named by the address or by the button pressed."""
    asked = request.POST.get("reprendre") or request.GET.get("reprendre")
    if not asked:
        return None
    if not is_row_key(asked):
        raise Http404
    return get_object_or_404(request.member.employees.exclude(left_on=None), pk=int(asked))


def _form(request: PortalRequest, former: Employee | None) -> EmployeeForm:
    known = {name: getattr(former, name) for name in KEPT_FROM_BEFORE} if former else {}
    if former:
        known["version"] = former.version
    return EmployeeForm(
        request.POST or None, member=request.member, offered=offered_codes(request), former=former, initial=known
    )


def _twins(request: PortalRequest, form: EmployeeForm) -> list[Employee]:
    facts = {name: form.cleaned_data[name] for name in ("nir", "last_name", "first_name", "birth_date")}
    return list(request.member.employees.twins_of(**facts)[:MOST_TWINS])


def _hire(employee: Employee, form: EmployeeForm, *, by: User) -> None:
    if employee.pk:
        opened_on(employee, form.cleaned_data["version"]).rehire(by=by, **form.facts)
    else:
        for name, value in form.facts.items():
            setattr(employee, name, value)
        employee.hire(by=by)
    if form.declared is not None:
        employee.declare_risks(by=by, codes=form.declared)


def _risks(request: PortalRequest, form: EmployeeForm) -> dict[str, Any]:
    """The determinants to tick and what they make so far, for whoever may declare them."""
    if not request.door.may(Right.EDIT_RISKS):
        return {}
    today = timezone.localdate()
    facts = getattr(form, "cleaned_data", {})
    draft = Employee(
        birth_date=facts.get("birth_date") or ADULT,
        post_since=facts.get("post_since") or today,
        contract_kind=facts.get("contract_kind") or "",
    )
    suggested = pcs.suggested_determinants(facts.get("pcs_code") or form["pcs_code"].value() or "")
    panel = assessed(draft, form.ticked, no_risk=form.says_no_risk)
    return {"causes": to_tick(form.ticked, suggested), **panel}
