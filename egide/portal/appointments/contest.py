"""« Contester »: the employer says why an absence or a late cancellation is not due, and reads the answer."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.appointments.models import Appointment, contest_of, write_to
from egide.appointments.states import CHARGEABLE
from egide.members.rights import Right
from egide.portal.appointments.forms import NOTHING_MEDICAL
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt


class ContestForm(forms.Form):
    text = forms.CharField(
        label="Votre message",
        max_length=1000,
        help_text=NOTHING_MEDICAL,
        error_messages={"required": "Écrivez au service pourquoi ce prix n’est pas dû."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, opens: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if opens:
            self.fields["text"].label = "Pourquoi ce prix n’est-il pas dû ?"


@requires(Right.EDIT_APPOINTMENTS)
def contest(request: PortalRequest, appointment_id: int) -> HttpResponse:
    """The price and its reason, the letters of both sides, and a new one as long as the service has not decided."""
    mine = request.member.appointments.visible_to_employer().select_related("employee", "centre", "contest")
    contestable = Q(fee__isnull=False) | Q(contest__isnull=False)
    appointment = get_object_or_404(mine.filter(contestable, state__in=CHARGEABLE), pk=appointment_id)
    opened = contest_of(appointment)
    form = ContestForm(request.POST or None, opens=opened is None)
    if form.is_valid() and attempt(form, lambda: _send(request, appointment, form)):
        messages.success(request, "Votre message est envoyé au service, qui répond ici et par e-mail.")
        return redirect("portal:appointment-contest", request.member.number, appointment.pk)
    context = {
        "form": form if form.is_bound or opened is None or opened.is_open else None,
        "appointment": appointment,
        "contest": opened,
        "back": reverse("portal:appointments", args=[request.member.number]) + "?onglet=passes",
    }
    return render(request, "portal/appointments/contest.html", context)


def _send(request: PortalRequest, appointment: Appointment, form: ContestForm) -> None:
    write_to(appointment, form.cleaned_data["text"], by=request.user, from_service=False)
