"""Cancellations, unexcused absences, visits that are billed: what was freed, and what it costs in the end."""

from decimal import Decimal

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from egide.appointments.models import Appointment, write_to
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import CHARGEABLE, State
from egide.backoffice.appointments.fees import ContestLetterForm, FeeForm, said_of
from egide.backoffice.appointments.past_filters import LOST, CancellationFilters, with_names
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.dues.fees import decide
from egide.invoicing.amounts import to_cents
from egide.ui.listing import page_of, render_list
from egide.ui.refusals import attempt

ABSENCES = (State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED)


@requires(Right.READ_APPOINTMENTS)
def cancellations(request: ServiceRequest) -> HttpResponse:
    """Those whose price waits for a decision, or all of them (`onglet=toutes`): times that became free again."""
    everything = request.GET.get("onglet") == "toutes"
    filters = CancellationFilters(request.GET)
    page = page_of(request, with_names(filters.narrow(_rows(everything))))
    context = {"filters": filters, "everything": everything, "page": page}
    return render_list(request, "backoffice/appointments/cancellations.html", context)


@requires(Right.DECIDE_FEES)
def fee(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    rows = with_names(Appointment.objects.filter(state__in=CHARGEABLE))
    appointment = get_object_or_404(rows, pk=appointment_id)
    form = FeeForm(request.POST or None, appointment=appointment)
    if form.is_valid() and attempt(form, lambda: _decide(request, appointment, form)):
        return redirect("backoffice:cancellations")
    before = appointment.employee.appointments.filter(state__in=ABSENCES).exclude(pk=appointment.pk)
    context = {
        "form": form if form.is_bound or form.is_contested or not appointment.fee_decided_at else None,
        "appointment": appointment,
        "contested": form.is_contested,
        "gross": to_cents((appointment.fee or Decimal(0)) * _vat()),
        "absences": before.order_by("-starts_at")[:3],
    }
    return render(request, "backoffice/appointments/fee.html", context)


@requires(Right.DECIDE_FEES)
def contest_letter(request: ServiceRequest, appointment_id: int) -> HttpResponse:
    """A question to the employer before the decision, or an answer to theirs."""
    contested = with_names(Appointment.objects.filter(contest__state="open"))
    appointment = get_object_or_404(contested, pk=appointment_id)
    form = ContestLetterForm(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _write(request, appointment, form)):
        messages.success(request, f"Votre message est envoyé à {appointment.member}.")
        return redirect("backoffice:fee", appointment.pk)
    context = {"form": form, "appointment": appointment, "back": reverse("backoffice:fee", args=[appointment.pk])}
    return render(request, "backoffice/appointments/contest_letter.html", context)


def _write(request: ServiceRequest, appointment: Appointment, form: ContestLetterForm) -> None:
    write_to(appointment, form.cleaned_data["text"], by=request.user, from_service=True)


def _decide(request: ServiceRequest, appointment: Appointment, form: FeeForm) -> None:
    messages.success(request, said_of(decide(appointment, by=request.user, **form.cleaned_data)))


def _rows(everything: bool) -> AppointmentQuerySet:
    if not everything:
        return Appointment.objects.prices_to_decide()
    charged_visits = Q(state=State.HONOURED, fee_tariff__isnull=False)
    return Appointment.objects.filter(Q(state__in=LOST) | charged_visits).order_by("-starts_at", "-pk")


def _vat() -> Decimal:
    """What an amount without VAT is multiplied by: 1.20."""
    return 1 + Service.current().vat_rate / Decimal(100)
