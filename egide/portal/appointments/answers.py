"""What the employer does with one request or one appointment: answer, take back, cancel."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.states import OPEN, State
from egide.centres.models import Service
from egide.common.french import shown_euros
from egide.invoicing.amounts import to_cents
from egide.members.rights import Right
from egide.portal.appointments.forms import CancellationForm, PrecisionForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.refusals import attempt


@requires(Right.EDIT_APPOINTMENTS)
def precision(request: PortalRequest, appointment_id: int) -> HttpResponse:
    mine = request.member.appointments.visible_to_employer().select_related("employee")
    appointment = get_object_or_404(mine, pk=appointment_id, state=State.NEEDS_PRECISION)
    form = PrecisionForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: appointment.specify(by=request.user, **form.cleaned_data)):
        messages.success(request, f"Votre réponse pour {appointment.employee.full_name} est envoyée au service.")
        return redirect(_requests(request))
    context = {"form": form, "appointment": appointment, "back": _requests(request)}
    return render(request, "portal/appointments/precision.html", context)


@requires(Right.EDIT_APPOINTMENTS)
def withdrawal(request: PortalRequest, appointment_id: int) -> HttpResponse:
    mine = request.member.appointments.visible_to_employer().select_related("employee")
    appointment = get_object_or_404(mine, pk=appointment_id, state__in=OPEN)
    if request.method == "POST":
        appointment.withdraw(by=request.user)
        messages.success(request, f"La demande pour {appointment.employee.full_name} est retirée, sans frais.")
        return redirect(_requests(request))
    context = {"appointment": appointment, "back": _requests(request)}
    return render(request, "portal/appointments/withdrawal.html", context)


@requires(Right.EDIT_APPOINTMENTS)
def cancellation(request: PortalRequest, appointment_id: int) -> HttpResponse:
    """The conditions first: the last free moment, and the price after it."""
    coming = request.member.appointments.visible_to_employer().to_come(timezone.now())
    appointment = get_object_or_404(coming.select_related("employee", "centre"), pk=appointment_id)
    form = CancellationForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: appointment.cancel_for_employer(by=request.user, reason=form.reason)):
        messages.success(request, _cancelled(appointment.employee.full_name, appointment.fee))
        return redirect("portal:appointments", request.member.number)
    service = Service.current()
    context = {
        "form": form,
        "appointment": appointment,
        "price": appointment.price_of_cancelling(timezone.now()),
        "gross": to_cents(appointment.price_of_absence * (1 + service.vat_rate / Decimal(100))),
        "service": service,
    }
    return render(request, "portal/appointments/cancellation.html", context)


def _cancelled(who: str, fee: Decimal | None) -> str:
    price = f"{shown_euros(fee)} HT sont dus, sauf si le service en fait la remise" if fee else "sans frais"
    return f"Le rendez-vous de {who} est annulé, {price}. Le créneau est libéré."


def _requests(request: PortalRequest) -> str:
    return reverse("portal:appointments", args=[request.member.number]) + "?onglet=demandes"
