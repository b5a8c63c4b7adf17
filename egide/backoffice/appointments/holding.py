"""Who follows a request: one takes it up, or takes it over from a colleague who is away."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.appointments.models import Appointment
from egide.backoffice.appointments.desk import Desk
from egide.backoffice.appointments.overtaken import told_by_somebody_else
from egide.backoffice.appointments.sheet import one
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.events import history_of
from egide.common.french import in_words
from egide.common.workflow import opened_on
from egide.ui.refusals import attempt


class TakeOverForm(forms.Form):
    """Nothing to fill in: only the request as it was when the question was put."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


@requires(Right.PLAN)
def taking_up(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = one(appointment_id)
    if request.method == "POST":
        appointment.take_up(by=request.user)
        messages.success(request, f"Vous suivez la demande de {appointment.employee}.")
    return redirect(Desk(request).url_of(appointment.pk))


@requires(Right.PLAN)
def taking_over(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = one(appointment_id)
    back = Desk(request).url_of(appointment.pk)
    if told := told_by_somebody_else(request, appointment):
        messages.warning(request, told)
        return redirect(back)
    if not appointment.is_open or appointment.owner in (None, request.user):
        return redirect(back)
    form = TakeOverForm(request.POST or None, initial={"version": appointment.version})
    if form.is_valid():
        opened_on(appointment, form.cleaned_data["version"])
        if attempt(form, lambda: appointment.take_over(by=request.user)):
            messages.success(request, f"Vous suivez désormais la demande de {appointment.employee}.")
            return redirect(back)
    context = {
        "form": form,
        "heading": "Reprendre la demande",
        "text": f"{appointment}, {appointment.member}. {_held(appointment)} Elle passera à votre nom.",
        "back": back,
        "back_label": str(appointment.employee),
        "submit": "Reprendre la demande",
    }
    return render(request, "backoffice/form.html", context)


def _held(appointment: Appointment) -> str:
    since = _since(appointment)
    return f"{appointment.owner} la suit depuis le {in_words(since)}." if since else f"{appointment.owner} la suit."


def _since(appointment: Appointment) -> datetime | None:
    """When it came into these hands; None when it was before the history began."""
    return history_of(appointment).filter(changes__has_key="owner_id").values_list("at", flat=True).first()
