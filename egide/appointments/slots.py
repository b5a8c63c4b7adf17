"""Free slots: what professionals open, less what is taken; computed each time, never stored."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from math import gcd

from django.utils import timezone

from egide.appointments.half_days import half_day_of
from egide.appointments.models import Appointment
from egide.appointments.occupancy import OccupiedTime, cells, room_resource
from egide.centres.models import Centre, Physician
from egide.planning.models import PHYSICIAN_ONLY
from egide.planning.queries import openings_of, rooms_by_centre, visit_type
from egide.planning.rules import Opening, is_bank_holiday

AHEAD = timedelta(days=184)  # half a year; beyond it nobody proposes a date
FIRST_WINDOW = timedelta(days=7)  # what is taken is read by windows, each twice the one before
GRID = 30  # minutes
Taken = dict[str, set[datetime]]


@dataclass(frozen=True)
class Slot:
    """A moment in Paris time at which one professional is free at one centre, and a room where rooms are counted."""

    starts_at: datetime
    minutes: int
    physician_id: int
    centre_id: int
    room_id: int | None


@dataclass(frozen=True)
class Search:
    """Slots of `minutes` for a kind of visit with any of `physicians`, from `after` on, and before `until`.

    `centre`: there alone. `employee_id`: somebody whose other appointments are left out as well.
    `visiting`: see `openings_of`.
    `promised`: cells by resource that count as taken, though nobody holds them yet.
    """

    kind: str
    minutes: int
    physicians: Sequence[Physician]
    after: datetime
    until: datetime | None = None
    centre: Centre | None = None
    employee_id: int | None = None
    visiting: bool = False
    promised: Mapping[str, set[datetime]] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        return self.until or self.after + AHEAD


def next_slots(search: Search, wanted: int = 20) -> list[Slot]:
    """The first `wanted` free slots, in the order of time."""
    return list(islice(free_slots(search), wanted))


def free_slots(search: Search) -> Iterator[Slot]:
    """Every free slot in the order of time; whoever stops early has read no more than it needed."""
    first, last = timezone.localdate(search.after), timezone.localdate(search.end)
    opened = openings_of(search.physicians, first, last, search.centre, visiting=search.visiting)
    opened = [opening for opening in opened if opening.takes(search.kind)]
    rooms = rooms_by_centre({opening.centre_id for opening in opened})
    start, width = search.after, FIRST_WINDOW
    while opened and start < search.end:
        end = min(start + width, search.end)
        # each start belongs to one window: an opening across two of them is read in both
        here = [opening for opening in opened if opening.starts_at < end and opening.ends_at > start]
        taken = _taken(search, rooms, start, end) if here else {}
        yield from _in_window(search, here, rooms, taken, (start, end))
        start, width = end, width * 2


def moments_for(
    appointment: Appointment, physician: Physician, centre: Centre, minutes: int, after: datetime, wanted: int = 3
) -> list[datetime]:
    """The first free moment of each of the next `wanted` half-days after `after`, in Paris time.

    One a half-day, so that the choice is a real one; what the employer has ruled out is not proposed, nor a
    day before the return to work.
    """
    search = Search(
        appointment.kind,
        minutes,
        [physician],
        max(after, _first_day(appointment)),
        centre=centre,
        employee_id=appointment.employee_id,
        visiting=True,
    )
    found: list[datetime] = []
    for slot in free_slots(search):
        if suits(appointment, slot.starts_at) and not (found and _same_half_day(found[-1], slot.starts_at)):
            found.append(slot.starts_at)
        if len(found) == wanted:
            break
    return found


def suits(appointment: Appointment, moment: datetime) -> bool:
    """Whether the employer has left this wall-clock moment open: half-days of the week, days away."""
    start, end = appointment.away_from, appointment.away_until
    away = start is not None and end is not None and start <= moment.date() <= end
    return not away and half_day_of(moment) not in appointment.avoided


def cautions(plan: Appointment, physician: Physician, centre: Centre) -> list[str]:
    """What the assistant must accept knowingly of a time she typed herself: closed, holiday, absent, too late.

    `plan` is the appointment with its time set and not saved yet.
    """
    start, found = plan.planned_start, []
    if is_bank_holiday(start.date()):
        found.append(f"Le {start:%d/%m/%Y} est un jour férié.")
    elif not is_open(start, plan.minutes, physician, centre, visiting=True):
        found.append(f"{physician} ne reçoit pas à ce moment au {centre}.")
    if not suits(plan, start):
        found.append("L’entreprise a dit que ce moment ne convient pas.")
    if plan.due_on and timezone.localdate() <= plan.due_on < start.date():
        found.append(f"C’est après la date limite du {plan.due_on:%d/%m/%Y}.")
    if physician.centre_id != centre.pk:
        found.append(f"{physician} reçoit d’habitude à {physician.centre}.")
    return found


def unfit(appointment: Appointment, physician: Physician) -> str:
    """Why this professional does not hold this visit; "" when they may."""
    chosen = visit_type(appointment.kind)
    if chosen.may_be_held_by(physician):
        return ""
    held = chosen.get_holders_display().lower()
    return f"Cette visite est tenue par : {held}{_by_law(chosen.kind)}. Choisissez un autre professionnel."


def _by_law(kind: str) -> str:
    return " (R.4624-24)" if kind in PHYSICIAN_ONLY else ""


def is_open(starts_at: datetime, minutes: int, physician: Physician, centre: Centre, *, visiting: bool = False) -> bool:
    """Whether this professional receives here for the whole of this time, be it free or not."""
    day, ends_at = timezone.localdate(starts_at), starts_at + timedelta(minutes=minutes)
    opened = openings_of([physician], day, day, centre, visiting=visiting)
    return any(opening.starts_at <= starts_at and ends_at <= opening.ends_at for opening in opened)


def _in_window(
    search: Search,
    opened: list[Opening],
    rooms: dict[int, list[int]],
    taken: Taken,
    window: tuple[datetime, datetime],
) -> Iterator[Slot]:
    """The free starts of [start, end), all professionals together in the order of time."""
    starts = sorted(
        ((start, rank) for rank, one in enumerate(opened) for start in _starts(one, search.minutes, *window)),
    )
    for start, rank in starts:
        opening = opened[rank]
        wanted = cells(start, search.minutes)
        people = (f"physician:{opening.physician_id}", f"employee:{search.employee_id}")
        if any(not taken[who].isdisjoint(wanted) for who in people if who in taken):
            continue
        room = _room(opening, rooms, taken, wanted)
        if room is not None or opening.centre_id not in rooms:
            moment = timezone.localtime(start)
            yield Slot(moment, search.minutes, opening.physician_id, opening.centre_id, room)


def _starts(opening: Opening, minutes: int, after: datetime, before: datetime) -> Iterator[datetime]:
    """From the opening on, by half-hours, or by the shorter step that lets visits follow each other."""
    step = timedelta(minutes=gcd(minutes, GRID))
    length, start = timedelta(minutes=minutes), opening.starts_at
    if start < after:
        start += -((start - after) // step) * step
    while start + length <= opening.ends_at and start < before:
        yield start
        start += step


def _room(opening: Opening, rooms: dict[int, list[int]], taken: Taken, wanted: list[datetime]) -> int | None:
    """The room of the range, else the first one free."""
    here = rooms.get(opening.centre_id, [])
    usual = [opening.room_id] if opening.room_id in here else []
    for room in (*usual, *here):
        busy = taken.get(room_resource(room))
        if busy is None or busy.isdisjoint(wanted):
            return room
    return None


def _taken(search: Search, rooms: dict[int, list[int]], start: datetime, end: datetime) -> Taken:
    """The cells held in [start, end + one visit), by resource, in one query."""
    resources = [f"physician:{physician.pk}" for physician in search.physicians]
    resources += [room_resource(room) for found in rooms.values() for room in found]
    if search.employee_id:
        resources.append(f"employee:{search.employee_id}")
    until = end + timedelta(minutes=search.minutes)
    held = OccupiedTime.objects.filter(resource__in=resources, starts_at__gte=cells(start, 1)[0], starts_at__lt=until)
    found: Taken = defaultdict(set)
    for resource, cell in held.values_list("resource", "starts_at"):
        found[resource].add(cell)
    for resource, cells_promised in search.promised.items():
        found[resource] |= cells_promised
    return dict(found)


def _same_half_day(one: datetime, other: datetime) -> bool:
    return one.date() == other.date() and half_day_of(one) == half_day_of(other)


def _first_day(appointment: Appointment) -> datetime:
    """A return to work is examined from the return on (R.4624-31); anything else, from now on."""
    if appointment.returns_on is None:
        return timezone.localtime()
    return timezone.make_aware(datetime.combine(appointment.returns_on, datetime.min.time()))
