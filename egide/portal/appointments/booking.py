"""Réserver un créneau: an employee for whom the rules expect a visit that the service opens, then a free moment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.offered import bookable, opened_kinds
from egide.common.french import in_words
from egide.common.identifiers import row_keys
from egide.employees.models import Employee, WorkStop
from egide.members.rights import Right
from egide.planning.queries import visit_type
from egide.portal.appointments.forms import REASON_OF
from egide.portal.appointments.slots import choose
from egide.portal.scope import PortalRequest, requires
from egide.regulation import VisitKind

SHOWN = 20


@dataclass(frozen=True)
class Bookable:
    """An employee as a line: which visit the rules expect, until when."""

    employee: Employee
    kind: str
    due: date
    overdue: bool


@requires(Right.EDIT_APPOINTMENTS)
def booking(request: PortalRequest) -> HttpResponse:
    """Who first; then a slot; then its conditions, and it is planned at once."""
    found = row_keys([request.GET.get("salarie", "")])
    employee = bookable(request.member).filter(pk__in=found).first() if found else None
    if employee is None:
        return _who(request, named=bool(found))
    appointment = _asked(employee)

    def take(plan: dict[str, Any]) -> None:
        if appointment.pk is None:
            appointment.request(by=request.user, due_on=appointment.due_on)
        appointment.book(by=request.user, **plan)

    def done() -> HttpResponse:
        told = f"Le rendez-vous de {employee.full_name} est planifié le {in_words(appointment.planned_start)}."
        messages.success(request, f"{told} Remettez-lui sa convocation.")
        return redirect("portal:appointments", request.member.number)

    return choose(request, appointment, take, WORDS, done)


WORDS = {"heading": "Réserver un créneau", "submit": "Réserver ce créneau"}


def _who(request: PortalRequest, *, named: bool) -> HttpResponse:
    words = request.GET.get("chercher", "").strip()[:80]
    people = bookable(request.member)
    people = people.filter(pk__in=request.member.employees.matching(words)) if words else people
    rows, today = list(people[: SHOWN + 1]), timezone.localdate()
    context = {
        "named": named,
        "words": words,
        "more": len(rows) > SHOWN,
        "is_open": bool(opened_kinds()),
        "people": [_line(employee, today) for employee in rows[:SHOWN]],
    }
    return render(request, "portal/appointments/booking.html", context)


def _line(employee: Any, today: date) -> Bookable:
    follow_up = employee.follow_up
    due = follow_up.shown_due_on
    return Bookable(employee, follow_up.get_next_kind_display(), due, due < today)


def _asked(employee: Any) -> Appointment:
    """The request that already waits for this visit, or a new one that is not saved yet."""
    kind = employee.follow_up.next_kind
    waiting = employee.appointments.waiting().filter(kind=kind).select_related("employee", "member__physician").first()
    stop = WorkStop.to_return_from(employee) if kind == VisitKind.RETURN.value else None
    appointment = waiting or Appointment(
        member=employee.member,
        employee=employee,
        kind=kind,
        due_on=employee.follow_up.shown_due_on,
        reason=REASON_OF.get(kind, Appointment.Reason.PERIODIC),
        **(stop.as_asked if stop else {}),
    )
    appointment.minutes = visit_type(kind).minutes
    return appointment
