"""The assistant's queue: each request opened beside it, taken up, planned; and what was planned, undone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.appointments.models import Appointment
from egide.backoffice.appointments.answering import ANSWERS, AnswerForm
from egide.backoffice.appointments.desk import Desk
from egide.backoffice.appointments.forms import ConfirmationForm
from egide.backoffice.appointments.overtaken import told_by_somebody_else
from egide.backoffice.appointments.sheet import PlannedDay, one, planned_days, sheet_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.ui.listing import render_list
from egide.ui.refusals import attempt

PAGE = "backoffice/appointments/queue.html"


@requires(Right.PLAN)
def requests(request: ServiceRequest) -> HttpResponse:
    """The queue, what the law wants first at its top; the first request is the one shown beside it."""
    desk = Desk(request)
    first = desk.rows.first()
    return _page(request, desk, one(first.pk) if first else None)


@requires(Right.PLAN)
def request_page(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    return _page(request, Desk(request), one(appointment_id))


@requires(Right.PLAN)
def confirmation(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    """Onto a date and an hour; the next request opens at once, and « Défaire » stays at hand."""
    desk, appointment = Desk(request), one(appointment_id)
    if told := told_by_somebody_else(request, appointment):
        messages.warning(request, told)
        return redirect(desk.url_of(appointment.pk))
    form = ConfirmationForm(request.POST or None, appointment=appointment, asked=request.GET)
    if form.is_valid():
        following = desk.after(appointment.pk)
        opened_on(appointment, form.cleaned_data["version"])
        if attempt(form, lambda: appointment.confirm(by=request.user, **form.plan)):
            return redirect(desk.next_url(following, appointment))
    return _page(request, desk, appointment, form)


@requires(Right.PLAN)
def proposals(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    """Other free moments: another centre, professional or duration, or later. With htmx, the fragment alone."""
    appointment = one(appointment_id)
    form = ConfirmationForm(None, appointment=appointment, asked=request.GET)
    if not request.htmx:
        return _page(request, Desk(request), appointment, form)
    context = {"appointment": appointment, "form": form, "days": _days(form)}
    response = render(request, "backoffice/appointments/moments.html", context)
    patch_vary_headers(response, ("HX-Request",))
    return response


@requires(Right.PLAN)
def undoing(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = one(appointment_id)
    if request.method == "POST":
        appointment.undo_answer(by=request.user)
        messages.success(request, f"Réponse défaite : la demande de {appointment.employee} est comme avant.")
    return redirect(Desk(request).url_of(appointment.pk))


def _page(
    request: ServiceRequest, desk: Desk, appointment: Appointment | None, form: ConfirmationForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {**desk.context(), "appointment": appointment}
    if appointment and not request.htmx:
        log_access(request, AccessLog.Kind.SHEET, f"demande de rendez-vous {appointment.pk}")
        context |= {"sheet": sheet_of(appointment), "answers": _blank_answers(appointment)}
        if appointment.is_open:
            form = form or ConfirmationForm(None, appointment=appointment, asked=request.GET)
            context |= {"form": form, "days": _days(form)}
    return render_list(request, PAGE, context)


def _blank_answers(appointment: Appointment) -> list[AnswerForm]:
    return [AnswerForm(None, kind=kind, appointment=appointment) for kind in ANSWERS.values()]


def _days(form: ConfirmationForm) -> list[PlannedDay]:
    return planned_days(form.professional, form.moments) if form.professional else []
