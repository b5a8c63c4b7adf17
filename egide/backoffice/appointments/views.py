"""The assistant's queue: each request taken up, planned, asked about, put aside or refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.appointments.forms import (
    AnswerForm,
    ConfirmationForm,
    NoteForm,
    OptionalAnswerForm,
    ReasonForm,
)
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.french import in_words
from egide.common.search import words_begin
from egide.members.models import Member
from egide.regulation import VisitKind
from egide.ui.listing import page_of

URGENT_DAYS = 15
MOST_MEMBERS = 200  # whose requests a search shows: more is no search


@requires(Right.PLAN)
def requests(request: ServiceRequest) -> HttpResponse:
    """The queue, what the law wants first at its top; the first request is the one shown beside it."""
    first = _queue(request).first()
    return render(request, "backoffice/appointments/queue.html", _context(request, first))


@requires(Right.PLAN)
def request_page(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = _one(appointment_id)
    return render(request, "backoffice/appointments/queue.html", _context(request, appointment))


@requires(Right.PLAN)
def taking_up(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = _one(appointment_id)
    if request.method == "POST":
        appointment.take_up(by=request.user)
    return redirect("backoffice:request", appointment.pk)


@requires(Right.PLAN)
def confirmation(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    """Onto a date and an hour; the next request opens at once, and « Défaire » stays at hand."""
    appointment = _one(appointment_id)
    form = ConfirmationForm(request.POST or None)
    if form.is_valid():
        _take_up(appointment, request)
        appointment.confirm(by=request.user, **form.plan)
        text = f"Rendez-vous validé : {appointment.employee}, {in_words(appointment.planned_start)}."
        messages.success(request, text)
        return redirect(f"{reverse('backoffice:requests')}?fait={appointment.pk}")
    context = _context(request, appointment) | {"form": form}
    return render(request, "backoffice/appointments/queue.html", context)


@requires(Right.PLAN)
def undoing(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = _one(appointment_id)
    if request.method == "POST":
        appointment.undo_confirmation(by=request.user)
        messages.success(request, "La validation est défaite.")
    return redirect("backoffice:request", appointment.pk)


@requires(Right.PLAN)
def precision(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    return _decide(request, appointment_id, AnswerForm, "Demander une précision", Appointment.ask_precision)


@requires(Right.PLAN)
def waiting_list(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    heading = "Mettre en liste d’attente"
    return _decide(request, appointment_id, OptionalAnswerForm, heading, Appointment.put_on_waiting_list)


@requires(Right.PLAN)
def refusal(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    return _decide(request, appointment_id, AnswerForm, "Refuser la demande", Appointment.refuse)


@requires(Right.PLAN)
def note(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = _one(appointment_id)
    form = NoteForm(request.POST or None, initial={"staff_note": appointment.staff_note})
    if form.is_valid():
        appointment.note(by=request.user, **form.cleaned_data)
        messages.success(request, "La note est enregistrée.")
        return redirect("backoffice:request", appointment.pk)
    return _form_page(request, form, "Note interne", appointment)


@requires(Right.PLAN)
def service_cancellation(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = _one(appointment_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        appointment.cancel_for_service(by=request.user, **form.cleaned_data)
        messages.success(request, "Le rendez-vous est annulé, l’entreprise est prévenue.")
        return redirect("backoffice:requests")
    return _form_page(request, form, "Annuler pour le service", appointment)


def _decide(
    request: ServiceRequest, appointment_id: int, form_class: type[Any], heading: str, verb: Callable[..., None]
) -> HttpResponse:
    appointment = _one(appointment_id)
    form = form_class(request.POST or None)
    if form.is_valid():
        _take_up(appointment, request)
        verb(appointment, by=request.user, **form.cleaned_data)
        messages.success(request, f"{heading} : c’est fait, l’entreprise est prévenue.")
        return redirect("backoffice:requests")
    return _form_page(request, form, heading, appointment)


def _take_up(appointment: Appointment, request: ServiceRequest) -> None:
    """No state is skipped: whoever decides has first taken the request up."""
    if appointment.state in (State.REQUESTED, State.WAITLISTED):
        appointment.take_up(by=request.user)


def _form_page(request: ServiceRequest, form: Any, heading: str, appointment: Appointment) -> HttpResponse:
    back = reverse("backoffice:request", args=[appointment.pk])
    context = {"form": form, "heading": heading, "text": str(appointment), "back": back}
    return render(request, "backoffice/form.html", context)


def _one(appointment_id: int) -> Appointment:
    rows = Appointment.objects.select_related("employee__follow_up", "member__centre", "member__physician", "owner")
    return get_object_or_404(rows, pk=appointment_id)


def _queue(request: ServiceRequest) -> QuerySet[Appointment]:
    rows = Appointment.objects.to_answer().select_related("employee", "member")
    words, only = request.GET.get("q", "")[:80], request.GET.get("tri")
    if words:
        members = list(Member.objects.matching(words).values_list("pk", flat=True)[:MOST_MEMBERS])
        rows = rows.filter(words_begin("employee__search_key", words) | Q(member__in=members))
    if only == "urgentes":
        limit = timezone.localdate() + timedelta(days=URGENT_DAYS)
        rows = rows.filter(due_on__lte=limit)
    if only == "embauches":
        rows = rows.filter(kind__in=[VisitKind.VIP_HIRE.value, VisitKind.EMA_HIRE.value])
    return rows


def _context(request: ServiceRequest, appointment: Appointment | None) -> dict[str, Any]:
    done = request.GET.get("fait", "")
    context: dict[str, Any] = {
        "page": page_of(request, _queue(request)),
        "appointment": appointment,
        "undo": Appointment.objects.filter(pk=done, state=State.CONFIRMED).first() if done.isdigit() else None,
        "today": timezone.localdate(),
    }
    if appointment:
        member = appointment.member
        context["form"] = ConfirmationForm(
            initial={"centre": appointment.wished_centre_id or member.centre_id, "physician": member.physician_id}
        )
        context["visits"] = appointment.employee.visits.all()[:3]
    return context
