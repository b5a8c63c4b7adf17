"""What the worker does for card payments: it asks after those whose notice does not come."""

import logging

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.cards.gateway import Unreachable, provider
from egide.cards.rules import ask_after

log = logging.getLogger(__name__)


@db_periodic_task(crontab(minute="*/5"))
def ask_after_card_payments() -> None:
    """A provider that does not answer is asked again the next time."""
    if (bank := provider()) is None:
        return
    try:
        ask_after(bank)
    except Unreachable as silent:
        log.warning("the card provider does not answer: %s", silent)
