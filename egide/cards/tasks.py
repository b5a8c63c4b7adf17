"""What the worker does for card payments: it asks after those whose notice does not come."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.cards.gateway import provider
from egide.cards.rules import ask_after


@db_periodic_task(crontab(minute="*/5"))
def ask_after_card_payments() -> None:
    """A provider that does not answer is asked again the next time."""
    if bank := provider():
        ask_after(bank)
