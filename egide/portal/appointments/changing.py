"""« Déplacer » and « Remplacer par un autre salarié »: a planned visit changes its moment or its person."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Case, F, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.appointments.models import Appointment, changed_too_often
from egide.appointments.offered import who_may_be_sent
from egide.centres.models import Service
from egide.common.french import in_words
from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.appointments.slots import choose
from egide.portal.scope import PortalRequest, requires
from egide.ui.fields import offer
from egide.ui.refusals import attempt

LOOKED_AT, SHOWN = 40, 12
MOVING = {"heading": "Déplacer le rendez-vous", "submit": "Déplacer sur ce créneau"}


@dataclass(frozen=True)
class Substitute:
    """An employee as a radio button: which visit the rules expect for them."""

    employee: Employee
    expected: str
    same: bool


@requires(Right.EDIT_APPOINTMENTS)
def move(request: PortalRequest, appointment_id: int) -> HttpResponse:
    """Among the free slots, until the last free moment; later, the page says what can still be done."""
    appointment = _coming(request, appointment_id)
    if not appointment.may_be_changed_again:
        return _too_often(request, appointment)
    if timezone.now() > appointment.last_free_moment:
        told = {"heading": "Déplacer le rendez-vous", "appointment": appointment, "service": Service.current()}
        told["price"] = appointment.price_of_absence
        return render(request, "portal/appointments/too_late.html", told)

    def done() -> HttpResponse:
        who, when = appointment.employee.full_name, in_words(appointment.planned_start)
        messages.success(request, f"Le rendez-vous de {who} est déplacé au {when}. Remettez-lui sa convocation.")
        return redirect("portal:appointments", request.member.number)

    return choose(request, appointment, lambda plan: _move(appointment, plan, request), MOVING, done)


@requires(Right.EDIT_APPOINTMENTS)
def replacement(request: PortalRequest, appointment_id: int) -> HttpResponse:
    """« Chercher » shows the page again with the employees found; who expects the same visit comes first."""
    appointment = _coming(request, appointment_id)
    if not appointment.may_be_changed_again:
        return _too_often(request, appointment)
    said = request.POST if request.method == "POST" else request.GET
    words = said.get("chercher", "").strip()[:80]
    sent = request.method == "POST" and "trouver" not in request.POST
    form = ReplacementForm(request.POST if sent else None, request=request, appointment=appointment)
    former = appointment.employee.full_name
    if form.is_valid() and attempt(form, lambda: form.replace(by=request.user)):
        told = f"{appointment.employee.full_name} vient à la place de {former}. Remettez-lui sa convocation."
        messages.success(request, told)
        return redirect("portal:appointments", request.member.number)
    context = {
        "form": form,
        "words": words,
        "appointment": _coming(request, appointment_id),
        "people": _substitutes(request, appointment, words),
        "price": appointment.price_of_absence,
    }
    return render(request, "portal/appointments/replacement.html", context)


class ReplacementForm(forms.Form):
    employee: Any = forms.ModelChoiceField(
        label="Salarié", queryset=None, error_messages={"required": "Choisissez qui vient à la place."}
    )

    def __init__(self, data: Any, *, request: PortalRequest, appointment: Appointment) -> None:
        super().__init__(data)
        self.appointment = appointment
        others = request.member.employees.present().select_related("follow_up").exclude(pk=appointment.employee_id)
        offer(self, employee=others)

    def clean_employee(self) -> Employee:
        chosen: Employee = self.cleaned_data["employee"]
        if not who_may_be_sent(self.appointment, [chosen]):
            raise forms.ValidationError(
                f"{chosen.full_name} n’est pas proposé à ce moment : choisissez une autre personne."
            )
        return chosen

    def replace(self, *, by: Any) -> None:
        employee = self.cleaned_data["employee"]
        follow_up = getattr(employee, "follow_up", None)
        due_on = follow_up.shown_due_on if follow_up and follow_up.next_kind == self.appointment.kind else None
        self.appointment.replace_for_employer(by=by, employee=employee, due_on=due_on)


def _coming(request: PortalRequest, appointment_id: int) -> Appointment:
    coming = request.member.appointments.visible_to_employer().to_come(timezone.now())
    rows = coming.select_related("employee", "centre", "physician", "member__physician")
    return get_object_or_404(rows, pk=appointment_id)


def _too_often(request: PortalRequest, appointment: Appointment) -> HttpResponse:
    said = changed_too_often(Service.current())
    told = {"heading": "Changer le rendez-vous", "appointment": appointment, "said": said}
    return render(request, "portal/appointments/too_often.html", told)


def _move(appointment: Appointment, plan: dict[str, Any], request: PortalRequest) -> None:
    appointment.move_for_employer(by=request.user, **plan)


def _substitutes(request: PortalRequest, appointment: Appointment, words: str) -> list[Substitute]:
    same = Case(When(follow_up__next_kind=appointment.kind, then=Value(0)), default=Value(1))
    people: Any = request.member.employees.present().select_related("follow_up").exclude(pk=appointment.employee_id)
    people = people.matching(words) if words else people
    ordered = people.order_by(same, F("follow_up__shown_due_on").asc(nulls_last=True), "search_key", "pk")
    offered = who_may_be_sent(appointment, ordered[:LOOKED_AT])[:SHOWN]
    return [_substitute(employee, appointment.kind) for employee in offered]


def _substitute(employee: Any, kind: str) -> Substitute:
    follow_up = getattr(employee, "follow_up", None)
    if follow_up is None or not follow_up.next_kind:
        return Substitute(employee, "", same=False)
    return Substitute(employee, follow_up.get_next_kind_display(), same=follow_up.next_kind == kind)
