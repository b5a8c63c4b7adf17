"""Visits to come that hold no room though their centre counts some: which ones, and one act that places them."""

from django.db.models import F, Q
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.queries import AppointmentQuerySet
from egide.centres.models import Centre
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.planning.queries import rooms_by_centre

AT_A_TIME = 500  # what one request may write; the page says how many are left


def without_a_room(centre: Centre) -> AppointmentQuerySet:
    """Planned before the centre counted rooms, or in one that is closed by then; the next visit first.

    Nobody where the centre has no open room: it counts none, its professionals alone limit it.
    """
    coming = Appointment.objects.to_come(timezone.now()).filter(centre=centre)
    if not rooms_by_centre([centre.pk]):
        return coming.none()
    return coming.filter(Q(room=None) | Q(room__closed_on__lte=F("starts_at__date"))).select_related("physician")


def place(centre: Centre, *, by: Actor) -> int:
    """Give each of them a free room, and say how many have one now.

    A visit whose moment finds all rooms taken stays as it was, and is told by `without_a_room`: somebody must move it.
    """
    placed = 0
    for visit in list(without_a_room(centre)[:AT_A_TIME]):
        try:
            visit.give_room(by=by)
        except Refused:
            continue
        placed += 1
    return placed
