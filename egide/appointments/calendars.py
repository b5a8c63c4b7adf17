"""Appointments for the calendars of people (iCalendar, RFC 5545): who, when and where, and nothing of why."""

from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from egide.appointments.models import Appointment
from egide.centres.models import Service

MEDIA_TYPE = "text/calendar"


class Method(StrEnum):
    """PUBLISH, not REQUEST: nobody is asked to accept, so no « Refuser » of a mailbox passes for a cancellation."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


def message(appointment: Appointment, method: Method = Method.PUBLISH) -> str:
    """One appointment for a mail or a download (RFC 5546): the calendar that has it already takes the latest
    SEQUENCE, or strikes it off.

    Struck off, nobody is named: whoever is replaced does not learn by whom."""
    book = _book()
    book.add("method", method.value)
    gone = method == Method.CANCEL
    event = _event(appointment, name="" if gone else appointment.employee.full_name)
    event.add("organizer", _organizer(Service.current()))
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    book.add_component(event)
    return _text_of(book)


def feed(appointments: Iterable[Appointment], name: str) -> str:
    """A calendar to subscribe to: what is planned, read again every few hours by the calendar of its owner."""
    book = _book()
    book.add("x-wr-calname", name)
    book.add("refresh-interval", vText("PT4H"), parameters={"VALUE": "DURATION"})
    for appointment in appointments:
        book.add_component(_event(appointment, name=appointment.employee.full_name))
    return _text_of(book)


def _book() -> Calendar:
    book = Calendar()
    book.add("prodid", "-//Egide//Portail adherents//FR")
    book.add("version", "2.0")
    return book


def _event(appointment: Appointment, *, name: str) -> Event:
    """In Paris time (TZID), so that the hour holds on both sides of a clock change."""
    event = Event()
    event.add("uid", f"rendez-vous-{appointment.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", appointment.version)  # each verb raises it
    event.add("dtstamp", timezone.now())
    event.add("dtstart", appointment.planned_start)
    event.add("dtend", appointment.planned_end)
    event.add("summary", f"Visite de santé au travail : {name}" if name else "Visite de santé au travail")
    if appointment.centre:
        event.add("location", f"{appointment.centre.name}, {appointment.centre.full_address}")
    return event


def _organizer(service: Service) -> vCalAddress:
    """Asked for by RFC 5546; a service without an address still has its name."""
    organizer = vCalAddress(f"mailto:{service.assistance_email or settings.DEFAULT_FROM_EMAIL}")
    organizer.params["CN"] = vText(service.name)
    return organizer


def _text_of(book: Calendar) -> str:
    book.add_missing_timezones()
    return bytes(book.to_ical()).decode()
