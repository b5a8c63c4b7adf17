"""Answering otherwise than by a date: ask, put aside, refuse; note for the service; cancel what was planned."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.appointments.models import Appointment
from egide.backoffice.appointments.answering import ANSWERS, AnswerForm
from egide.backoffice.appointments.desk import Desk
from egide.backoffice.appointments.overtaken import told_by_somebody_else
from egide.backoffice.appointments.sheet import one, sheet_of
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.workflow import opened_on
from egide.ui.refusals import attempt


class NoteForm(forms.Form):
    staff_note = forms.CharField(
        label="Note interne",
        max_length=2000,
        required=False,
        help_text="Lue par le service seul.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Motif lu par l’entreprise",
        max_length=300,
        error_messages={"required": "Dites à l’entreprise pourquoi le rendez-vous est annulé."},
    )


@requires(Right.PLAN)
def reply(request: ServiceRequest, appointment_id: int, kind: str) -> HttpResponse:
    """`kind` is one of ANSWERS. The next request of the queue opens once it is sent."""
    desk, appointment, chosen = Desk(request), one(appointment_id), ANSWERS[kind]
    if told := told_by_somebody_else(request, appointment):
        messages.warning(request, told)
        return redirect(desk.url_of(appointment.pk))
    form = AnswerForm(request.POST or None, kind=chosen, appointment=appointment)
    if form.is_valid():
        following, said = desk.after(appointment.pk), form.cleaned_data
        verb = getattr(opened_on(appointment, said["version"]), chosen.verb)
        if attempt(form, lambda: verb(by=request.user, answer=said["answer"])):
            return redirect(desk.next_url(following, appointment))
    context = {
        "form": form,
        "appointment": appointment,
        "desk": desk,
        "sheet": sheet_of(appointment),
        "back": desk.url_of(appointment.pk),
    }
    return render(request, "backoffice/appointments/answer.html", context)


@requires(Right.PLAN)
def note(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = one(appointment_id)
    form = NoteForm(request.POST or None, initial={"staff_note": appointment.staff_note})
    if form.is_valid():
        appointment.note(by=request.user, **form.cleaned_data)
        messages.success(request, "La note est enregistrée.")
        return redirect(Desk(request).url_of(appointment.pk))
    return _form_page(request, form, "Note interne", appointment, submit="Enregistrer la note")


@requires(Right.PLAN)
def service_cancellation(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = one(appointment_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _cancel(request, appointment, form)):
        messages.success(request, f"Le rendez-vous de {appointment.employee} est annulé, l’entreprise est prévenue.")
        return redirect("backoffice:requests")
    return _form_page(request, form, "Annuler pour le service", appointment)


def _cancel(request: ServiceRequest, appointment: Appointment, form: ReasonForm) -> None:
    appointment.cancel_for_service(by=request.user, **form.cleaned_data)


def _form_page(
    request: ServiceRequest, form: forms.Form, heading: str, appointment: Appointment, submit: str = ""
) -> HttpResponse:
    back = {"back": reverse("backoffice:request", args=[appointment.pk]), "back_label": str(appointment.employee)}
    context = {"form": form, "heading": heading, "text": str(appointment), "submit": submit or heading}
    return render(request, "backoffice/form.html", context | back)
