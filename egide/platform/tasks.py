"""What the worker does each minute with the approved platform."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.platform.exchange import exchange
from egide.platform.gateway import folders


@db_periodic_task(crontab())
def talk_with_the_platform() -> None:
    """A round that dies is done again by the next."""
    exchange(folders())
