"""Where the next visit of somebody stands: late, to plan, or in good time."""

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q

from egide.employees.queries import PRESENT

SOON = timedelta(days=60)  # usage: what a service needs to find a time


class Standing(StrEnum):
    LATE = "En retard"
    TO_PLAN = "À planifier"
    FINE = "À jour"


def standing_of(due: date | None, today: date) -> Standing | None:
    """By the latest day of the next visit, that day included; nothing where no visit is due."""
    if due is None:
        return None
    if due < today:
        return Standing.LATE
    return Standing.TO_PLAN if due <= today + SOON else Standing.FINE


def stand(standing: Standing, today: date) -> Q:
    """The employees present whose next visit stands so: lists, counts and exports all agree with `standing_of`."""
    due, last = "follow_up__shown_due_on", today + SOON
    return (
        PRESENT
        & {
            Standing.LATE: Q((f"{due}__lt", today)),
            Standing.TO_PLAN: Q((f"{due}__range", (today, last))),
            Standing.FINE: Q((f"{due}__gt", last)),
        }[standing]
    )
