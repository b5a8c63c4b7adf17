"""Choosing a free slot: by day and by centre, then its conditions before it is taken; a slot lost meanwhile is said."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.occupancy import JUST_TAKEN
from egide.appointments.offered import Day, by_day, slots_for_employer, still_offered
from egide.appointments.slots import Slot
from egide.centres.models import Centre, Physician, Service
from egide.centres.queries import open_centres, present_physicians
from egide.planning.rules import MIDNIGHT, wall_clock
from egide.portal.scope import PortalRequest
from egide.ui.fields import DayField, offer
from egide.ui.refusals import attempt

WALL_CLOCK = "%Y-%m-%dT%H:%M"


class PlaceForm(forms.Form):
    """Where and from which day on; by default where the company's physician receives, from tomorrow."""

    lieu: Any = forms.ModelChoiceField(label="Centre", queryset=None, required=False, empty_label="Tous les centres")
    depuis = DayField("À partir du", required=False)

    def __init__(self, request: PortalRequest, appointment: Appointment) -> None:
        member = request.member
        usual = appointment.wished_centre_id or (member.physician and member.physician.centre_id) or member.centre_id
        super().__init__({"lieu": usual, "depuis": None} | request.GET.dict())
        offer(self, lieu=open_centres())

    @property
    def after(self) -> datetime:
        chosen = self.cleaned_data.get("depuis") if self.is_valid() else None
        return wall_clock(chosen or timezone.localdate(), MIDNIGHT)

    @property
    def centre(self) -> Centre | None:
        found: Centre | None = self.cleaned_data.get("lieu") if self.is_valid() else None
        return found


class SlotForm(forms.Form):
    """One slot as its link names it; `data` comes from the address, then from the page of its conditions."""

    creneau = forms.DateTimeField(input_formats=[WALL_CLOCK], widget=forms.HiddenInput)
    avec: Any = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)
    a: Any = forms.ModelChoiceField(queryset=None, widget=forms.HiddenInput)

    def __init__(self, data: Any, appointment: Appointment) -> None:
        super().__init__(data)
        self.appointment = appointment
        offer(self, avec=present_physicians(), a=open_centres())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors or not self._slot(data["creneau"], data["avec"], data["a"]):
            raise forms.ValidationError(JUST_TAKEN)
        return data

    @property
    def plan(self) -> dict[str, Any]:
        """What the verbs take."""
        data = self.cleaned_data
        return {
            "starts_at": data["creneau"],
            "minutes": self.appointment.minutes,
            "centre": data["a"],
            "physician": data["avec"],
        }

    @property
    def as_it_would_be(self) -> Appointment:
        """Never saved: its conditions are read."""
        return Appointment(**self.plan, kind=self.appointment.kind, chosen_by_employer=True)

    def _slot(self, starts_at: datetime, physician: Physician, centre: Centre) -> Slot | None:
        return still_offered(self.appointment, starts_at, physician, centre)


def choose(
    request: PortalRequest,
    appointment: Appointment,
    take: Callable[[dict[str, Any]], None],
    words: dict[str, Any],
    done: Callable[[], HttpResponse],
) -> HttpResponse:
    """The free slots; then the conditions of one; then it is taken (`take`) and one goes on (`done`)."""
    named = request.POST if request.method == "POST" else request.GET
    form = SlotForm(named, appointment) if "creneau" in named else None
    sound = form is not None and form.is_valid()
    if form and sound and request.method == "POST" and attempt(form, lambda: take(form.plan)):
        return done()
    if form and sound and not form.errors:
        context = words | _conditions(form, appointment) | {"slots_url": f"?{urlencode(_kept(request))}"}
        return render(request, "portal/appointments/slot.html", context)
    return render(request, "portal/appointments/slots.html", words | _offer(request, appointment, form))


def _conditions(form: SlotForm, appointment: Appointment) -> dict[str, Any]:
    plan, service = form.as_it_would_be, Service.current()
    return {
        "form": form,
        "appointment": appointment,
        "plan": plan,
        "price": plan.price_of_absence,
        "is_free_now": plan.last_free_moment > timezone.now(),
        "service": service,
        "late": bool(appointment.due_on and appointment.due_on < plan.planned_start.date()),
    }


def _offer(request: PortalRequest, appointment: Appointment, lost: SlotForm | None) -> dict[str, Any]:
    place = PlaceForm(request, appointment)
    days, later = by_day(slots_for_employer(appointment, place.after, place.centre))
    kept = _kept(request)
    return {
        "appointment": appointment,
        "place": place,
        "lost": lost,
        "days": [_shown(day, kept, appointment.due_on, place.centre) for day in days],
        "later": f"?{urlencode(kept | {'depuis': later.isoformat()})}" if later else "",
        "kept": {name: value for name, value in kept.items() if name == "salarie"},
    }


def _kept(request: PortalRequest) -> dict[str, str]:
    """For whom and where, as every link of these pages says it."""
    return {name: request.GET[name] for name in ("salarie", "lieu") if name in request.GET}


def _shown(day: Day, kept: dict[str, str], due_on: date | None, centre: Centre | None) -> dict[str, Any]:
    """The day with its slots as links; a slot says its centre when several are looked at."""
    names = {} if centre else dict(open_centres().values_list("pk", "name"))
    slots = [
        {
            "moment": slot.starts_at,
            "place": names.get(slot.centre_id, ""),
            "url": "?" + urlencode(kept | _named(slot)),
        }
        for slot in day.slots
    ]
    return {"day": day.day, "slots": slots, "late": bool(due_on and due_on < day.day)}


def _named(slot: Slot) -> dict[str, str]:
    return {
        "creneau": f"{slot.starts_at:{WALL_CLOCK}}",
        "avec": str(slot.physician_id),
        "a": str(slot.centre_id),
    }
