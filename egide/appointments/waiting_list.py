"""The waiting list: a slot that is freed goes to the requests that wait, in the order of the law, one at a time.

Each step is one transaction: the fact that frees the slot holds it at once for the first request that it suits; an
offer that closes passes it on to the next. The worker only closes what is over: killed between two, it does it again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from egide.appointments.models import Appointment, SlotOffer
from egide.appointments.occupancy import wait_for_turn
from egide.appointments.offered import first_moment, that_tell_nothing
from egide.appointments.slots import Search, Slot
from egide.appointments.states import State
from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.common.errors import Refused
from egide.followup.models import NEVER_SHOWN
from egide.planning.models import VisitType
from egide.planning.queries import visit_types

LOOKED_AT = 200  # requests read for one freed slot
AT_ONCE = 16  # slots of one absence that was removed: a day of a professional


@dataclass(frozen=True)
class Freed:
    """Time that a professional has again at a centre: [starts_at, ends_at)."""

    physician: Physician
    centre: Centre
    starts_at: datetime
    ends_at: datetime


def offer(freed: Freed, most: int = 1) -> list[SlotOffer]:
    """Offer what lies in `freed` to up to `most` requests; each gets the first slot that suits it."""
    wait_for_turn()  # before one looks: what is free then stays so
    made: list[SlotOffer] = []
    types = {one.kind: one for one in visit_types()}
    for request in _waiting(freed.centre)[:LOOKED_AT]:
        if len(made) == most or freed.ends_at <= timezone.now():
            break
        for slot in _slots(request, types[request.kind], freed):
            if found := _made(request, slot, freed):
                made.append(found)
                break
    return made


def offer_moment_of(visit: Appointment) -> None:
    """The time that this visit, given up or as it was before it moved, has left."""
    if visit.physician and visit.centre:
        offer(Freed(visit.physician, visit.centre, visit.planned_start, visit.planned_end))


def offer_time_of_absence(
    starts_at: datetime, ends_at: datetime, physician_id: int | None, centre_id: int | None
) -> None:
    """An absence was removed: the professional receives again, or everybody at the centre."""
    people = present_physicians().filter(pk=physician_id) if physician_id else present_physicians()
    centres = open_centres().filter(pk=centre_id) if centre_id else open_centres()
    left = AT_ONCE
    for physician in people:
        for centre in centres:
            left -= len(offer(Freed(physician, centre, starts_at, ends_at), most=left))


def close_what_is_over(now: datetime) -> int:
    """The offers left without an answer, and those whose request no longer waits; how many were closed."""
    over = Q(expires_at__lte=now) | ~Q(appointment__state=State.WAITLISTED)
    keys = list(SlotOffer.objects.filter(over, state=SlotOffer.State.OPEN).values_list("pk", flat=True))
    return sum(_closed(key) for key in keys)


def _closed(key: int) -> bool:
    """Somebody may have answered meanwhile: then there is nothing left to close."""
    offer_ = SlotOffer.objects.select_related("appointment").get(pk=key)
    verb = offer_.expire if offer_.appointment.state == State.WAITLISTED else offer_.lapse
    try:
        verb(by=None)
    except Refused:
        return False
    return True


def _waiting(centre: Centre) -> "QuerySet[Appointment]":
    """The legal deadline first, then the age; for the centre wished, else the company's own."""
    here = Q(wished_centre=centre) | Q(wished_centre=None, member__centre=centre)
    rows = Appointment.objects.filter(here, state=State.WAITLISTED, employee__left_on=None, member__struck_off_on=None)
    rows = rows.exclude(kind__in=NEVER_SHOWN).exclude(offers__state=SlotOffer.State.OPEN)
    rows = rows.select_related("employee", "member").prefetch_related("offers")
    return rows.order_by(F("due_on").asc(nulls_last=True), "requested_at", "pk")


def _slots(request: Appointment, kind: VisitType, freed: Freed) -> Iterator[Slot]:
    """What suits this request, tells nothing of a hidden visit and was not offered to it before, from tomorrow on."""
    start = max(freed.starts_at, first_moment(request))
    if start >= freed.ends_at or not kind.may_be_held_by(freed.physician):
        return
    search = Search(request.kind, kind.minutes, [freed.physician], start, freed.ends_at, freed.centre, visiting=True)
    known = _known(request.offers.all())
    for slot in that_tell_nothing(request, search):
        if (slot.starts_at, slot.physician_id) not in known:
            yield slot


def _known(offers: Iterable[SlotOffer]) -> set[tuple[datetime, int]]:
    return {(one.starts_at, one.physician_id) for one in offers}


def _made(request: Appointment, slot: Slot, freed: Freed) -> SlotOffer | None:
    """None when somebody was quicker, or the slot is too near: nothing else is lost by it."""
    made = SlotOffer(
        member_id=request.member_id,
        appointment=request,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        centre=freed.centre,
        physician=freed.physician,
    )
    try:
        with transaction.atomic():
            made.make(by=None)
    except Refused:
        return None
    return made
