"""The free slots that an employer is shown: from them, nobody may work out a visit that no employer hears of.

A hidden visit (NEVER_SHOWN) takes its moment away from its whole company, with every professional, so that no
employee stands out; and one moment in a few is withheld anyway, drawn for each company: a moment that is not there
proves nothing (docs/decisions/0017.md).
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.occupancy import cells
from egide.appointments.slots import AHEAD, Search, Slot, free_slots, not_before_the_return, suits
from egide.centres.models import Centre, Physician
from egide.centres.queries import open_centres, present_physicians
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.planning.models import VisitType
from egide.planning.queries import visit_type
from egide.planning.rules import DAY, MIDNIGHT, wall_clock
from egide.regulation import VisitKind

HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Day:
    """The free slots of one day, in the order of time."""

    day: date
    slots: list[Slot]


def opened_kinds() -> list[str]:
    """The kinds of visits that the service lets employers book alone."""
    return list(VisitType.objects.filter(self_booking=True).values_list("kind", flat=True))


def bookable(member: Member) -> Any:
    """The employees of `member` whose expected visit is open to booking, due before slots end, and not planned yet."""
    planned = member.appointments.to_come(timezone.now()).order_by()
    taken = Exists(planned.filter(employee=OuterRef("pk"), kind=OuterRef("follow_up__next_kind")))
    latest = timezone.localdate() + AHEAD
    people = member.employees.present().select_related("follow_up").filter(~taken)
    due = {"follow_up__next_kind__in": opened_kinds(), "follow_up__shown_due_on__lte": latest}
    returning = Q(follow_up__next_kind=VisitKind.RETURN.value, stops=None)
    return people.filter(**due).exclude(returning).order_by(F("follow_up__shown_due_on").asc(), "search_key", "pk")


def slots_for_employer(
    appointment: Appointment, after: datetime, centre: Centre | None = None, until: datetime | None = None
) -> Iterator[Slot]:
    """For this appointment, saved or not, in the order of time; one professional a moment and centre.

    From tomorrow on, as nobody is summoned for the same day, and from the return to work on (R.4624-31); for half a
    year at most.
    """
    kind = visit_type(appointment.kind)
    people = [one for one in present_physicians() if kind.may_be_held_by(one)]
    start = max(after, first_moment(appointment))
    last = timezone.now() + AHEAD
    if start >= last:
        return
    search = Search(appointment.kind, appointment.minutes, people, start, min(until or last, last), centre)
    if search.end <= start:
        return
    opened = set(open_centres().values_list("pk", flat=True))
    kept = (slot for slot in that_tell_nothing(appointment, search) if slot.centre_id in opened)
    yield from _one_a_moment(kept, appointment.member.physician_id)


def that_tell_nothing(appointment: Appointment, search: Search) -> Iterator[Slot]:
    """The free slots that suit this request, less what hidden visits of its company close and what the draw withholds.

    Whatever an employer is shown or offered comes from here; `search` names no employee, whose visits are read here.
    """
    closed, owner = _closed(appointment, search), f"adhérent {appointment.member_id}"
    for slot in free_slots(search):
        told = closed.isdisjoint(cells(slot.starts_at, slot.minutes)) and not withheld(owner, slot)
        if told and suits(appointment, slot.starts_at):
            yield slot


def by_day(slots: Iterable[Slot], wanted: int = 5) -> tuple[list[Day], date | None]:
    """The first `wanted` days, and the day that follows them, None when there is none."""
    days: list[Day] = []
    for day, found in groupby(slots, key=lambda slot: slot.starts_at.date()):
        if len(days) == wanted:
            return days, day
        days.append(Day(day, list(found)))
    return days, None


def still_offered(appointment: Appointment, starts_at: datetime, physician: Physician, centre: Centre) -> Slot | None:
    """This very slot, if the employer may still have it."""
    if starts_at > timezone.now() + AHEAD:
        return None
    until = starts_at + timedelta(minutes=1)
    found = slots_for_employer(appointment, starts_at, centre, until)
    return next((s for s in found if (s.starts_at, s.physician_id) == (starts_at, physician.pk)), None)


def first_moment(appointment: Appointment) -> datetime:
    """Tomorrow, or the day of the return to work."""
    return not_before_the_return(appointment, wall_clock(timezone.localdate() + DAY, MIDNIGHT))


def who_may_be_sent(appointment: Appointment, people: Iterable[Employee]) -> list[Employee]:
    """Those of `people` who are offered to come instead at the same moment: whoever has another visit then is left out.

    Nobody at all where a hidden visit of the company touches the moment, nor where the same draw as above withholds
    it: one person missing would tell of a visit.
    """
    found, start, minutes = list(people), appointment.planned_start, appointment.minutes
    slot = Slot(start, minutes, appointment.physician_id or 0, appointment.centre_id or 0, None)
    wanted, end = set(cells(start, minutes)), start + timedelta(minutes=minutes)
    hidden = _hidden(appointment.member_id, start, end)
    if not hidden.isdisjoint(wanted) or withheld(f"adhérent {appointment.member_id}", slot):
        return []
    names = {f"employee:{one.pk}" for one in found}
    taken = OccupiedTime.objects.filter(resource__in=names, starts_at__in=wanted)
    busy = set(taken.values_list("resource", flat=True))
    return [one for one in found if f"employee:{one.pk}" not in busy]


def withheld(whose: str, slot: Slot) -> bool:
    """One half-hour in `WITHHELD_ONE_IN`, always the same ones for the same company."""
    if not settings.WITHHELD_ONE_IN:
        return False
    start = _half_hour_of(slot.starts_at)
    end = slot.starts_at + timedelta(minutes=slot.minutes)
    while start < end:
        said = f"{whose} {start.timestamp():.0f}".encode()
        drawn = hmac.digest(settings.SECRET_KEY.encode(), said, "sha256")
        if int.from_bytes(drawn[:4]) % settings.WITHHELD_ONE_IN == 0:
            return True
        start += HALF_HOUR
    return False


def _closed(appointment: Appointment, search: Search) -> set[datetime]:
    """The cells of the employee's own visits that may be known, and what all the hidden visits of the company close."""
    until = search.end + timedelta(minutes=search.minutes)
    held = OccupiedTime.objects.filter(
        ~Q(appointment__kind__in=NEVER_SHOWN),
        resource=f"employee:{appointment.employee_id}",
        starts_at__gte=search.after,
        starts_at__lt=until,
    )
    theirs = set(held.exclude(appointment=appointment.pk).values_list("starts_at", flat=True))
    return theirs | _hidden(appointment.member_id, search.after, until)


def _hidden(member_id: int, start: datetime, end: datetime) -> set[datetime]:
    """The cells of the half-hours that hidden visits of the company touch: the draw closes by half-hours too."""
    held = OccupiedTime.objects.filter(
        member=member_id,
        resource__startswith="employee:",
        appointment__kind__in=NEVER_SHOWN,
        starts_at__gte=_half_hour_of(start),
        starts_at__lt=_half_hour_of(end) + HALF_HOUR,
    )
    touched = {_half_hour_of(cell) for cell in held.values_list("starts_at", flat=True)}
    return {cell for half_hour in touched for cell in cells(half_hour, 30)}


def _half_hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)


def _one_a_moment(slots: Iterable[Slot], preferred: int | None) -> Iterator[Slot]:
    """Two professionals free at once are one choice: the company's own physician if they are one of them."""
    for _, same in groupby(slots, key=lambda slot: slot.starts_at):
        by_centre: dict[int, Slot] = {}
        for slot in same:
            if slot.centre_id not in by_centre or slot.physician_id == preferred:
                by_centre[slot.centre_id] = slot
        yield from by_centre.values()
