"""Mails about one appointment: to the employer and to the employee, with its convocation and its calendar file."""

from collections.abc import Iterable
from datetime import datetime

from egide.appointments import calendars
from egide.appointments.calendars import Method
from egide.appointments.models import Appointment
from egide.centres.models import Service
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.notifications import recipients
from egide.notifications.outbox import MailOptions, write
from egide.notifications.texts import Mail
from egide.notifications.topics import Topic


def tell_employer(
    event: Event,
    appointment: Appointment,
    mail: Mail,
    *,
    method: Method | None = None,
    not_before: datetime | None = None,
) -> None:
    """Nobody, of a visit that the employer does not know of; `method`: what the attached calendar file does."""
    if appointment.kind in NEVER_SHOWN:
        return
    addresses = recipients.of_member(appointment.member, Topic.APPOINTMENTS)
    _write(addresses, mail, event, appointment, method, not_before)


def tell_employee(
    event: Event,
    appointment: Appointment,
    mail: Mail,
    *,
    method: Method = Method.PUBLISH,
    not_before: datetime | None = None,
    employee: Employee | None = None,
) -> None:
    """At the address of their sheet, that nobody has confirmed: what is joined names no kind of visit either.

    `employee`: the former one, when somebody else comes instead."""
    addresses = addresses_of(employee or appointment.employee, appointment)
    told = recipients.of_member(appointment.member, Topic.APPOINTMENTS)
    own = [address for address in addresses if address not in told]  # one mail a fact and address
    _write(own, mail, event, appointment, method, not_before, discreet=True)


def addresses_of(employee: Employee, appointment: Appointment) -> list[str]:
    """Where the employee may be told of it: nowhere, of a visit that the employer does not know of, since the
    employer has typed that address and may read what comes there."""
    if appointment.kind in NEVER_SHOWN or not employee.email or not Service.current().employees_told:
        return []
    return [employee.email]


def _write(
    addresses: Iterable[str],
    mail: Mail,
    event: Event,
    appointment: Appointment,
    method: Method | None,
    not_before: datetime | None,
    *,
    discreet: bool = False,
) -> None:
    options: MailOptions = {"event": event, "discreet": discreet}
    if method is not None:
        options["calendar"] = calendars.message(appointment, method)
    if method == Method.PUBLISH:
        options["notice_of"] = appointment
    if not_before is not None:
        options["not_before"] = not_before
    for address in addresses:
        write(address, *mail, **options)
