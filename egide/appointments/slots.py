"""Free slots: what professionals open, less what is taken; computed each time, never stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from math import gcd

from django.utils import timezone

from egide.appointments.half_days import half_day_of
from egide.appointments.models import Appointment
from egide.appointments.occupancy import CELL, CELL_SECONDS, room_resource, runs
from egide.centres.models import Centre, Physician
from egide.planning.models import PHYSICIAN_ONLY
from egide.planning.queries import openings_of, rooms_by_centre, schedule_of, visit_type
from egide.planning.rules import MIDNIGHT, Opening, is_bank_holiday, wall_clock

AHEAD = timedelta(days=184)  # half a year; beyond it nobody proposes a date
FIRST_WINDOW = timedelta(days=7)  # what is taken is read by windows, each a week longer
GRID = 30  # minutes
ROOM_CELLS = 3 * 24 * 12  # three days
LONGEST = timedelta(hours=2)  # no visit lasts longer


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
    `promised`: numbers of cells by resource that count as taken, though nobody holds them yet.
    """

    kind: str
    minutes: int
    physicians: Sequence[Physician]
    after: datetime
    until: datetime | None = None
    centre: Centre | None = None
    employee_id: int | None = None
    visiting: bool = False
    promised: Mapping[str, set[int]] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        return self.until or self.after + AHEAD


def next_slots(search: Search, wanted: int = 20) -> list[Slot]:
    """The first `wanted` free slots, in the order of time."""
    return list(islice(free_slots(search), wanted))


def free_slots(search: Search) -> Iterator[Slot]:
    """Every free slot in the order of time; whoever stops early has read no more than it needed."""
    first, last = timezone.localdate(search.after), timezone.localdate(search.end)
    schedule = schedule_of(search.physicians, first, last, search.centre, visiting=search.visiting)
    rooms = _Rooms(rooms_by_centre(schedule.centres), search.promised)
    start, width = search.after, FIRST_WINDOW
    while schedule.ranges and start < search.end:
        end = min(start + width, search.end)
        opened = schedule.openings(timezone.localdate(start), timezone.localdate(end))
        yield from _in_window(search, [one for one in opened if one.takes(search.kind)], rooms, start, end)
        start, width = end, width + FIRST_WINDOW


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
        not_before_the_return(appointment, max(after, timezone.now())),
        centre=centre,
        employee_id=appointment.employee_id,
        visiting=True,
    )
    free = (slot for slot in free_slots(search) if suits(appointment, slot.starts_at))
    return [slot.starts_at for slot in islice(one_a_half_day(free), wanted)]


def one_a_half_day(slots: Iterable[Slot]) -> Iterator[Slot]:
    """The first of each half-day, so that the choice is a real one."""
    seen: set[tuple[date, str]] = set()
    for slot in slots:
        half = slot.starts_at.date(), half_day_of(slot.starts_at)
        if half not in seen:
            seen.add(half)
            yield slot


def not_before_the_return(appointment: Appointment, after: datetime) -> datetime:
    """`after`, or the morning of the return to work, that is examined from then on (R.4624-31)."""
    return max(after, wall_clock(appointment.returns_on, MIDNIGHT)) if appointment.returns_on else after


def suits(appointment: Appointment, moment: datetime) -> bool:
    """Whether the employer has left this wall-clock moment open: half-days of the week, days away."""
    start, end = appointment.away_from, appointment.away_until
    away = start is not None and end is not None and start <= moment.date() <= end
    return not away and half_day_of(moment) not in appointment.avoided


def is_late(visit: Appointment, day: date) -> bool:
    """Whether `day` is after a latest date that could still be kept: when it is past already, no day is later."""
    return visit.due_on is not None and timezone.localdate() <= visit.due_on < day


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
    if plan.due_on and is_late(plan, start.date()):
        found.append(f"C’est après la date limite du {plan.due_on:%d/%m/%Y}.")
    if physician.centre_id != centre.pk and not is_open(start, plan.minutes, physician, centre):
        found.append(f"{physician} reçoit d’habitude à {physician.centre}.")
    return found


def unfit(appointment: Appointment, physician: Physician) -> str:
    """Why this professional does not hold this visit; "" when they may."""
    chosen = visit_type(appointment.kind)
    if chosen.may_be_held_by(physician):
        return ""
    held = chosen.get_holders_display().lower()
    return f"Cette visite est tenue par : {held}{_by_law(chosen.kind)}. Choisissez un autre professionnel."


def _by_law(kind: str) -> str:
    return " (R.4624-24)" if kind in PHYSICIAN_ONLY else ""


def is_open(starts_at: datetime, minutes: int, physician: Physician, centre: Centre, *, visiting: bool = False) -> bool:
    """Whether this professional receives here for the whole of this time, be it free or not."""
    day, ends_at = timezone.localdate(starts_at), starts_at + timedelta(minutes=minutes)
    opened = openings_of([physician], day, day, centre, visiting=visiting)
    return any(opening.starts_at <= starts_at and ends_at <= opening.ends_at for opening in opened)


def _in_window(
    search: Search, opened: list[Opening], rooms: "_Rooms", start: datetime, end: datetime
) -> Iterator[Slot]:
    """The free slots that begin in [start, end), all professionals together in the order of time."""
    if not opened:
        return
    physicians = [f"physician:{physician.pk}" for physician in search.physicians]
    taken = taken_cells([*physicians, f"employee:{search.employee_id}"], start, end, search.promised)
    of_employee = taken[f"employee:{search.employee_id}"]
    length = -(-search.minutes // 5)
    free = []
    for rank, one in enumerate(opened):
        busy = taken[f"physician:{one.physician_id}"]
        for cell in _starts(one, search.minutes, start, end):
            if cell in busy:  # most of them, where agendas are full
                continue
            wanted = range(cell, cell + length)
            if busy.isdisjoint(wanted) and of_employee.isdisjoint(wanted):
                free.append((cell, rank))
    for cell, rank in sorted(free):
        opening = opened[rank]
        room = rooms.free(opening, range(cell, cell + length))
        if room is not None or not rooms.are_counted(opening.centre_id):
            moment = timezone.localtime(datetime.fromtimestamp(cell * CELL_SECONDS, UTC))
            yield Slot(moment, search.minutes, opening.physician_id, opening.centre_id, room)


def _starts(opening: Opening, minutes: int, after: datetime, before: datetime) -> range:
    """The cells where a visit may begin: by half-hours from the opening on, or by the shorter step that lets visits
    follow each other; only those of [after, before) whose visit ends before the opening does."""
    step = gcd(minutes, GRID) // 5
    first = -(-int(opening.starts_at.timestamp()) // CELL_SECONDS)
    last = min(
        int(opening.ends_at.timestamp()) // CELL_SECONDS - -(-minutes // 5),
        -(-int(before.timestamp()) // CELL_SECONDS) - 1,
    )
    since = -(-int(after.timestamp()) // CELL_SECONDS)
    if first < since:
        first += -(-(since - first) // step) * step
    return range(first, last + 1, step)


def taken_cells(
    resources: Iterable[str], start: datetime, end: datetime, promised: Mapping[str, set[int]]
) -> defaultdict[str, set[int]]:
    """The cells that these resources hold from `start` until some visits after `end`, in one query."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for resource, run in runs(resources, start - CELL, end + LONGEST):
        found[resource].update(run)
    for resource, cells in promised.items():
        found[resource] |= cells
    return found


class _Rooms:
    """The rooms of the centres, whose cells are read some days at a time: only where somebody else is free."""

    def __init__(self, by_centre: dict[int, list[int]], promised: Mapping[str, set[int]]) -> None:
        self.by_centre, self.promised = by_centre, promised
        self.read: dict[int, defaultdict[str, set[int]]] = {}

    def are_counted(self, centre_id: int) -> bool:
        return centre_id in self.by_centre

    def free(self, opening: Opening, wanted: range) -> int | None:
        """The room of the range, else the first one free."""
        here = self.by_centre.get(opening.centre_id, [])
        if not here:
            return None
        taken = self._around(wanted.start)
        usual = [opening.room_id] if opening.room_id in here else []
        return next((room for room in (*usual, *here) if taken[room_resource(room)].isdisjoint(wanted)), None)

    def _around(self, cell: int) -> defaultdict[str, set[int]]:
        part = cell // ROOM_CELLS
        if part not in self.read:
            start = datetime.fromtimestamp(part * ROOM_CELLS * CELL_SECONDS, UTC)
            names = [room_resource(room) for rooms in self.by_centre.values() for room in rooms]
            end = start + timedelta(seconds=ROOM_CELLS * CELL_SECONDS)
            self.read[part] = taken_cells(names, start, end, self.promised)
        return self.read[part]
