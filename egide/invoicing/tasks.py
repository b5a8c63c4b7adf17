"""What the worker does for invoices: draw the papers that wait, make the archives that are asked for."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from egide.invoicing.archives import forget_what_is_over, make_one
from egide.invoicing.keeping import draw_all


@db_task()
def draw_papers() -> None:
    """Woken by whoever has just issued an invoice; after a while the others have their turn."""
    if draw_all():
        draw_papers()


@db_task()
def make_archives() -> None:
    """Woken by whoever has just asked for one; those who ask meanwhile have their turn."""
    if make_one(timezone.now()):
        make_archives()


@db_periodic_task(crontab())
def take_up_what_waits() -> None:
    """Every minute: what a lost wake-up or a dead worker has left."""
    draw_all()
    make_one(timezone.now())


@db_periodic_task(crontab(minute="40"))
def forget_old_archives() -> None:
    forget_what_is_over()
