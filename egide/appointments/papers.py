"""Convocations and receipts of appointments, as PDF and as a calendar file."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from icalendar import Calendar, Event

from egide.appointments.models import Appointment
from egide.centres.models import Centre, Service
from egide.centres.papers import head_of
from egide.common.french import in_words, shown_euros
from egide.common.typesetting import render

TO_BRING = "Cette convocation, la carte Vitale, le carnet de vaccination, les lunettes s’il en porte."


def notices(appointments: Iterable[Appointment]) -> bytes:
    """One page for each confirmed appointment, in the order given."""
    service = Service.current()
    pages = [_notice(appointment, service) for appointment in appointments]
    return render("notice", {"head": head_of(service), "title": "Convocation", "notices": pages})


def receipt(appointment: Appointment) -> bytes:
    """The dated proof that the employer has asked."""
    facts = [
        ["Entreprise", f"{appointment.member.name}, n° d’adhérent {appointment.member.number}"],
        ["Salarié", str(appointment.employee)],
        ["Type de visite", appointment.get_kind_display()],
        ["Motif", appointment.get_reason_display()],
        ["Demandé le", in_words(appointment.requested_at)],
        ["État au jour de l’édition", appointment.get_state_display()],
        ["Édité le", in_words(timezone.now())],
    ]
    data = {"title": f"Récépissé de la demande n° {appointment.pk}", "intro": "", "facts": facts, "sections": []}
    return render("plain", {"head": head_of(Service.current()), **data})


def calendar(appointment: Appointment) -> bytes:
    """One event in Paris time: who, when and where, and nothing of why."""
    event = Event()
    event.add("uid", f"rendez-vous-{appointment.pk}@egide")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", appointment.planned_start)
    event.add("dtend", appointment.planned_end)
    event.add("summary", f"Visite de santé au travail : {appointment.employee}")
    event.add("location", f"{appointment.centre}, {_place(appointment)[1]}")
    book = Calendar()
    book.add("prodid", "-//Egide//Portail adherents//FR")
    book.add("version", "2.0")
    book.add_component(event)
    book.add_missing_timezones()
    return bytes(book.to_ical())


def _notice(appointment: Appointment, service: Service) -> dict[str, Any]:
    return {
        "employee": str(appointment.employee),
        "employer": appointment.member.name,
        "number": str(appointment.member.number),
        "when": in_words(appointment.planned_start).capitalize(),
        "duration": f"{appointment.minutes} minutes",
        "kind": appointment.get_kind_display(),
        "place": _place(appointment),
        "professional": str(appointment.physician),
        "bring": TO_BRING,
        "cancel": cancellation_terms(appointment, service),
    }


def cancellation_terms(appointment: Appointment, service: Service) -> str:
    """The « conditions habituelles », with the exact last free moment."""
    last = in_words(appointment.last_free_moment)
    return (
        f"Annulation sans frais jusqu’au {last}, dans Mes rendez-vous. Ensuite, ou en cas d’absence, "
        f"{shown_euros(service.absence_fee)} hors taxes sont facturés à l’entreprise."
    )


def _place(appointment: Appointment) -> list[str]:
    centre = appointment.centre
    if not isinstance(centre, Centre):
        return ["", ""]
    extra = [line for line in (centre.access, centre.parking, centre.wheelchair, centre.phone) if line]
    return [centre.name, centre.full_address, *extra]
