"""Mes rendez-vous: what is planned, what is asked for, what is past; ask, answer, withdraw, cancel."""

from decimal import Decimal

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import OPEN, State
from egide.centres.models import Service
from egide.centres.queries import open_centres
from egide.invoicing.amounts import to_cents
from egide.members.rights import Right
from egide.portal.appointments.forms import CancellationForm, PrecisionForm, RequestForm
from egide.portal.scope import PortalRequest, requires
from egide.ui.listing import page_of

TABS = {"a-venir": "À venir", "demandes": "Demandes", "passes": "Passés"}


@requires(Right.READ_APPOINTMENTS)
def appointments(request: PortalRequest) -> HttpResponse:
    tab = request.GET.get("onglet", "a-venir")
    tab = tab if tab in TABS else "a-venir"
    now = timezone.now()
    mine = request.member.appointments.visible_to_employer()
    rows = {"a-venir": mine.to_come(now), "demandes": mine.requests(), "passes": mine.past(now)}[tab]
    words = request.GET.get("q", "")[:80]
    if words:
        rows = rows.filter(employee__in=request.member.employees.matching(words))
    waiting = mine.filter(state__in=OPEN).count()
    page = page_of(request, rows.select_related("employee", "centre", "physician"))
    context = {"page": page, "tab": tab, "tabs": TABS.items(), "waiting": waiting, "now": now}
    return render(request, "portal/appointments/list.html", context)


@requires(Right.EDIT_APPOINTMENTS)
def request_form(request: PortalRequest) -> HttpResponse:
    chosen = [int(word) for word in request.GET.getlist("sel") if word.isdigit()]
    form = RequestForm(
        request.POST or None, member=request.member, centres=open_centres(), initial={"employees": chosen}
    )
    if form.is_valid():
        people = form.cleaned_data["employees"].select_related("follow_up")
        with transaction.atomic():
            for employee in people:
                wanted = Appointment(member=request.member, employee=employee, **form.facts_for(employee))
                wanted.request(by=request.user, due_on=form.due_for(employee))
        messages.success(request, "La demande est envoyée au service, qui la validera ou non.")
        return redirect(f"/adherents/{request.member.number}/mes-rendez-vous/?onglet=demandes")
    people = request.member.employees.present().select_related("follow_up")
    context = {"form": form, "people": people, "chosen": _ticked(form, chosen)}
    return render(request, "portal/appointments/request.html", context)


@requires(Right.EDIT_APPOINTMENTS)
def precision(request: PortalRequest, appointment_id: int) -> HttpResponse:
    appointment = get_object_or_404(
        request.member.appointments.visible_to_employer(), pk=appointment_id, state=State.NEEDS_PRECISION
    )
    form = PrecisionForm(request.POST or None)
    if form.is_valid():
        appointment.specify(by=request.user, **form.cleaned_data)
        messages.success(request, "Votre réponse est envoyée au service.")
        return redirect("portal:appointments", request.member.number)
    return render(request, "portal/appointments/precision.html", {"form": form, "appointment": appointment})


@requires(Right.EDIT_APPOINTMENTS)
def withdrawal(request: PortalRequest, appointment_id: int) -> HttpResponse:
    appointment = get_object_or_404(
        request.member.appointments.visible_to_employer(), pk=appointment_id, state__in=OPEN
    )
    if request.method == "POST":
        appointment.withdraw(by=request.user)
        messages.success(request, "La demande est retirée.")
        return redirect("portal:appointments", request.member.number)
    return render(request, "portal/appointments/withdrawal.html", {"appointment": appointment})


@requires(Right.EDIT_APPOINTMENTS)
def cancellation(request: PortalRequest, appointment_id: int) -> HttpResponse:
    """The conditions first: the last free moment, and the price after it."""
    appointment = get_object_or_404(
        request.member.appointments.visible_to_employer().to_come(timezone.now()), pk=appointment_id
    )
    form = CancellationForm(request.POST or None)
    if form.is_valid():
        appointment.cancel_for_employer(by=request.user, **form.cleaned_data)
        messages.success(request, "Le rendez-vous est annulé, le créneau est libéré.")
        return redirect("portal:appointments", request.member.number)
    service = Service.current()
    price = appointment.price_of_cancelling(timezone.now())
    gross = to_cents(service.absence_fee * (1 + service.vat_rate / Decimal(100)))
    context = {"form": form, "appointment": appointment, "price": price, "gross": gross, "service": service}
    return render(request, "portal/appointments/cancellation.html", context)


def _ticked(form: RequestForm, chosen: list[int]) -> list[int]:
    if form.is_bound:
        return [int(word) for word in form.data.getlist("employees") if word.isdigit()]  # type: ignore[attr-defined]
    return chosen
