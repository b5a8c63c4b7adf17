"""What the worker does for invoices: draw the papers that wait."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.invoicing.keeping import draw_all


@db_task()
def draw_papers() -> None:
    """Woken by whoever has just issued an invoice; after a while the others have their turn."""
    if draw_all():
        draw_papers()


@db_periodic_task(crontab())
def draw_what_waits() -> None:
    """Every minute: what a lost wake-up or a dead worker has left."""
    draw_all()
