"""Carries the outbox, one message at a time: at least once, whatever dies on the way."""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from egide.appointments import calendars, papers
from egide.appointments.states import State
from egide.common.leasing import claim
from egide.notifications.models import Outbox

WIPED = "(texte effacé après l’envoi : il contenait un lien personnel)"
# A mail server that does not answer is no message's fault: no attempt is counted, and all is tried again soon.
DOWN_FOR = timedelta(seconds=30)


class ServerDown(Exception):
    """The mail server cannot be reached, or has hung up."""


def carry_one(now: datetime, connection: BaseEmailBackend | None = None) -> bool:
    """Send one message; a failure is written down and tried again later, each time after a longer rest."""
    message = claim(Outbox.objects.waiting(), now)
    if message is None:
        return False
    row = Outbox.objects.filter(pk=message.pk)
    try:
        deliver(message, connection)
    except ServerDown as down:
        row.update(last_error=str(down)[:300], locked_until=now + DOWN_FOR)
        raise
    except (smtplib.SMTPException, ValueError) as failure:  # ValueError: no such header, no such address
        rest = timedelta(minutes=2**message.attempts)
        row.update(attempts=message.attempts + 1, last_error=str(failure)[:300], locked_until=now + rest)
    else:
        wiped = {"text": WIPED} if message.confidential and not settings.DEMO else {}
        row.update(sent_at=now, last_error="", **wiped)
    return True


def deliver(message: Outbox, connection: BaseEmailBackend | None = None) -> None:
    """Hand the mail over to the server, opening the connection when it is not."""
    connection = connection or get_connection()
    try:
        connection.open()
    except OSError as failure:  # of smtplib too, whatever it says before a message is shown to it
        raise ServerDown(_words_of(failure)) from failure
    mail = EmailMessage(message.subject, message.text, None, [message.recipient], connection=connection)
    # The same each time, so that a mail sent twice by a worker killed in between is shown once by most mailboxes.
    mail.extra_headers["Message-ID"] = f"<envoi-{message.pk}@{urlsplit(settings.SITE_URL).hostname}>"
    for name, content, media_type in _attachments(message):
        mail.attach(name, content, media_type)
    try:
        mail.send()
    except smtplib.SMTPServerDisconnected as failure:
        raise ServerDown(_words_of(failure)) from failure
    except smtplib.SMTPException:
        raise
    except OSError as failure:
        raise ServerDown(_words_of(failure)) from failure


def carry_all() -> int:
    """Empty the outbox of what is ready, by one connection; how many messages were tried.

    When the server is down the round ends at once: a hundred messages do not wait a hundred times for it.
    """
    carried, connection = 0, get_connection()
    try:
        while carry_one(timezone.now(), connection):
            carried += 1
    except ServerDown:
        return carried
    finally:
        connection.close()
    return carried


def _words_of(failure: Exception) -> str:
    return str(failure) or type(failure).__name__


def _attachments(message: Outbox) -> Iterator[tuple[str, bytes | str, str]]:
    """The convocation is drawn as things stand today: none any more of an appointment given up meanwhile."""
    appointment = message.notice_of
    if appointment is not None and appointment.state == State.CONFIRMED:
        drawn = papers.notices([appointment], discreet=message.discreet)
        yield f"convocation-{appointment.pk}.pdf", drawn, "application/pdf"
    if message.calendar:
        method = "CANCEL" if "METHOD:CANCEL" in message.calendar else "PUBLISH"
        yield "rendez-vous.ics", message.calendar, f"{calendars.MEDIA_TYPE}; method={method}"
