"""Carries the outbox, one message at a time: at least once, whatever dies on the way."""

import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from egide.notifications.models import Outbox

LEASE = timedelta(minutes=5)
WIPED = "(texte effacé après l’envoi : il contenait un lien personnel)"


def claim(now: datetime) -> Outbox | None:
    """Lease the oldest waiting message: the conditional UPDATE has one winner, on any database.
    A worker killed with a message in hand loses nothing: the lease runs out and another takes it."""
    ready = Outbox.objects.waiting().filter(locked_until__lte=now)
    while message := ready.order_by("pk").first():
        if ready.filter(pk=message.pk).update(locked_until=now + LEASE):
            return message
    return None


def carry_one(now: datetime) -> bool:
    """Send one message; a failure is written down and tried again later, each time after a longer rest."""
    message = claim(now)
    if message is None:
        return False
    row = Outbox.objects.filter(pk=message.pk)
    try:
        send_mail(f"{message.subject}", message.text, None, [message.recipient])
    except (OSError, smtplib.SMTPException) as failure:
        rest = timedelta(minutes=2**message.attempts)
        row.update(attempts=message.attempts + 1, last_error=str(failure)[:300], locked_until=now + rest)
    else:
        wiped = {"text": WIPED} if message.confidential and not settings.DEMO else {}
        row.update(sent_at=now, last_error="", **wiped)
    return True


def carry_all() -> int:
    """Empty the outbox of what is ready; how many messages were tried."""
    carried = 0
    while carry_one(timezone.now()):
        carried += 1
    return carried
