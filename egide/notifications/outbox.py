"""The one way to write a mail: a row in the transaction of the fact, and the worker woken once it is safe."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.common.models import Event
from egide.notifications.models import Outbox


class MailOptions(TypedDict, total=False):
    """`event`: the fact that is told (one mail per fact and recipient); `confidential`: the text is wiped
    once sent; `not_before`: when it may leave at the earliest; `notice_of`: the appointment whose convocation goes
    with it, without its kind when `discreet`; `calendar`: the text of its calendar file."""

    event: Event | None
    confidential: bool
    not_before: datetime
    notice_of: Appointment | None
    discreet: bool
    calendar: str


def write(recipient: str, subject: str, text: str, **options: Unpack[MailOptions]) -> None:
    """Write a mail down; it leaves if, and only if, the transaction is committed."""
    Outbox.objects.get_or_create(
        recipient=recipient,
        subject=" ".join(subject.splitlines())[:200],  # a title typed on two lines would be a header too many
        text=text,
        event=options.get("event"),
        sent_at=None,
        defaults={
            "notice_of": options.get("notice_of"),
            "discreet": options.get("discreet", False),
            "calendar": options.get("calendar", ""),
            "confidential": options.get("confidential", False),
            "locked_until": options.get("not_before") or timezone.now(),
        },
    )
    transaction.on_commit(_wake_the_worker)


def _wake_the_worker() -> None:
    from egide.notifications.tasks import carry_the_outbox

    carry_the_outbox()
