"""After the visit: who came, who did not; and what a late cancellation costs in the end."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.attendance import record_attendance
from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.appointments.fees import FeeForm
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.ui.listing import page_of

OUTCOMES = {"present": "honour", "absence-excusee": "excuse_absence", "absence": "note_absence"}


@requires(Right.PLAN)
def attendance(request: ServiceRequest) -> HttpResponse:
    past = Appointment.objects.filter(state=State.CONFIRMED, starts_at__lt=timezone.now())
    rows = past.select_related("employee", "member", "centre", "physician").order_by("starts_at", "pk")
    return render(request, "backoffice/appointments/attendance.html", {"page": page_of(request, rows)})


@requires(Right.PLAN)
def outcome(request: ServiceRequest, appointment_id: int, outcome: str) -> HttpResponse:
    if outcome not in OUTCOMES:
        raise Http404
    appointment = get_object_or_404(Appointment.objects.select_related("employee"), pk=appointment_id)
    if request.method == "POST":
        record_attendance(appointment, OUTCOMES[outcome], by=request.user)
        messages.success(request, f"{appointment.employee} : {appointment.get_state_display().lower()}.")
    return redirect("backoffice:attendance")


@requires(Right.DECIDE_FEES)
def cancellations(request: ServiceRequest) -> HttpResponse:
    rows = Appointment.objects.cancellations_to_decide().select_related("employee", "member")
    return render(request, "backoffice/appointments/cancellations.html", {"page": page_of(request, rows)})


@requires(Right.DECIDE_FEES)
def fee(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    appointment = get_object_or_404(Appointment.objects.select_related("employee"), pk=appointment_id)
    form = FeeForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["decision"] == "waive":
            appointment.waive_fee(by=request.user, because=form.cleaned_data["because"])
        else:
            appointment.confirm_fee(by=request.user)
        messages.success(request, "La décision est enregistrée, l’entreprise est prévenue.")
        return redirect("backoffice:cancellations")
    context = {"form": form, "heading": "Prix de l’annulation", "text": str(appointment)}
    return render(request, "backoffice/form.html", context | {"back": reverse("backoffice:cancellations")})
