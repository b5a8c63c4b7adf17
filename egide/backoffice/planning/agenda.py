"""What fills the days of professionals: planned visits, slots offered, absences, and what is open between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import chain

from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.occupancy import cell_numbers, room_resource
from egide.appointments.slots import is_late, not_before_the_return, suits, taken_cells
from egide.appointments.states import State
from egide.backoffice.appointments.rows import short_kind
from egide.backoffice.planning.grid import HALF_HOUR, Block, Facts, Look
from egide.backoffice.planning.held import Held, held_by
from egide.centres.models import Centre, Physician
from egide.common.french import long_date, short_moment, shown_hour
from egide.planning.models import Absence, VisitType
from egide.planning.queries import rooms_by_centre, schedule_of
from egide.planning.rules import DAY, MIDNIGHT, Opening, is_bank_holiday, wall_clock

USUAL_DAY = (8 * 60 + 30, 17 * 60)
Place = tuple[datetime, int, int]  # moment, professional, centre


@dataclass(frozen=True, slots=True)
class Stretch:
    """An opening from its `first` to its `last` minute of the day."""

    opening: Opening
    first: int
    last: int


@dataclass(frozen=True)
class Asked:
    """The request to be planned, or the visit to be moved: what a slot must hold."""

    visit: Appointment
    kind: VisitType
    numbers: Mapping[Place, tuple[int, str]] = field(default_factory=dict)  # suggestions: their rank and reasons

    @property
    def minutes(self) -> int:
        return self.visit.minutes if self.visit.state == State.CONFIRMED else self.kind.minutes

    def caution(self, moment: datetime) -> str:
        """What the assistant should know of this moment before she chooses it."""
        if not suits(self.visit, moment):
            return "ne convient pas"
        if moment < not_before_the_return(self.visit, moment):
            return "avant la reprise"
        return "après la limite" if is_late(self.visit, moment.date()) else ""


class Agenda:
    """Read once for all columns: one query each for ranges, absences, rooms, visits, offers and time taken.

    `choosing` is the address that chooses a visit, its key left to be added.
    """

    def __init__(
        self,
        people: Sequence[Physician],
        first: date,
        last: date,
        *,
        centre: Centre | None,
        asked: Asked | None,
        choosing: str,
    ) -> None:
        self.people = {one.pk: one for one in people}
        self.asked, self.choosing = asked, choosing
        self.past = reverse("backoffice:requests")
        self.now = timezone.now()
        self.schedule = schedule_of(people, first, last, centre)
        start, end = wall_clock(first, MIDNIGHT), wall_clock(last + DAY, MIDNIGHT)
        self.openings = _by_day(self.schedule.openings(first, last))
        self.busy: defaultdict[tuple[int, date], list[Held]] = defaultdict(list)
        for one in held_by(self.people, start, end):
            self.busy[one.physician_id, one.day].append(one)
        self.rooms = rooms_by_centre(self.schedule.centres)
        names = [room_resource(room) for rooms in self.rooms.values() for room in rooms]
        self.employee = f"employee:{asked.visit.employee_id}" if asked else ""
        names += [self.employee] if asked else []
        self.taken = taken_cells(names, start, end, {}) if names else defaultdict(set)
        if asked and asked.visit.state == State.CONFIRMED:  # what it holds is given back when it moves
            own = set(cell_numbers(asked.visit.planned_start, asked.visit.minutes))
            for name in (self.employee, room_resource(asked.visit.room_id or 0)):
                self.taken[name] -= own

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The first and the last minute worth showing, on half-hours."""
        shown: list[Stretch | Held] = [*chain(*self.openings.values()), *chain(*self.busy.values())]
        edges = [minute for one in shown for minute in (one.first, one.last)]
        first, last = (min(edges), max(edges)) if edges else USUAL_DAY
        return first // HALF_HOUR * HALF_HOUR, -(-last // HALF_HOUR) * HALF_HOUR

    def said_of(self, blocks: Sequence[Block]) -> str:
        """« 7 prises, 3 libres » above a column; what closes it when it is closed all day."""
        taken = sum(block.look in (Look.VISIT, Look.OFFER) for block in blocks)
        free = sum(block.look == Look.FREE for block in blocks)
        if not taken and all(block.look == Look.CLOSED for block in blocks):
            return next((block.label for block in blocks if block.label), "ne reçoit pas").lower()
        return f"{taken} {'prise' if taken < 2 else 'prises'}, {free} {'libre' if free < 2 else 'libres'}"

    def place_of(self, physician: Physician, day: date) -> int | None:
        """The key of the first centre of that day."""
        return next((one.opening.centre_id for one in self.openings.get((physician.pk, day), ())), None)

    def receives(self, physician: Physician, day: date, centre: Centre | None = None) -> bool:
        """Whether something is open or planned that day; with `centre`, there."""
        held = self.busy.get((physician.pk, day), ())
        here = any(centre is None or one.centre_id == centre.pk for one in held)
        return here or bool(self.openings.get((physician.pk, day)))

    def blocks(self, physician: Physician, day: date) -> list[Block]:
        """The whole of `bounds`, block after block."""
        cursor, last = self.bounds
        found: list[Block] = []
        for one in self.busy.get((physician.pk, day), ()):
            if one.last > cursor:
                found += self._between(physician, day, cursor, one.first)
                found.append(self._held(one, max(cursor, one.first), one.last))
                cursor = one.last
        return found + list(self._between(physician, day, cursor, last))

    def _held(self, one: Held, start: int, end: int) -> Block:
        hour = shown_hour(one.starts_at)
        if one.until:
            return Block(start, end, Look.OFFER, hour, {"name": one.name, "until": short_moment(one.until)})
        return Block(start, end, Look.VISIT, hour, self._facts(one))

    def _facts(self, visit: Held) -> Facts:
        chosen = self.asked.visit if self.asked else None
        movable = visit.state == State.CONFIRMED and visit.starts_at > self.now
        if not movable:
            about = str(State(visit.state).label)
        else:
            about = visit.member + (f" · {visit.room}" if visit.room else "")
        return {
            "key": str(visit.pk),
            "url": f"{self.choosing}{visit.pk}" if movable else f"{self.past}{visit.pk}/",
            "version": str(visit.version),
            "name": visit.name,
            "about": f"{short_kind(visit.kind)} · {about}",
            "movable": movable,
            "chosen": chosen is not None and chosen.pk == visit.pk,
            "same": chosen is not None and chosen.pk != visit.pk and chosen.member_id == visit.member_id,
        }

    def _between(self, physician: Physician, day: date, start: int, end: int) -> Iterator[Block]:
        for one in self.openings.get((physician.pk, day), ()):
            opens, closes = max(start, one.first), min(end, one.last)
            if opens < closes:
                yield from self._closed(physician, day, start, opens)
                yield from self._free(physician, day, one.opening, opens, closes)
                start = closes
        yield from self._closed(physician, day, start, end)

    def _closed(self, physician: Physician, day: date, start: int, end: int) -> Iterator[Block]:
        """Bank holidays and absences say their name; the rest is only closed."""
        if start < end and is_bank_holiday(day):
            yield Block(start, end, Look.CLOSED, "Jour férié")
            return
        for away in self._absences[physician.pk]:
            begins, ends = max(start, _minute_of(day, away.starts_at)), min(end, _minute_of(day, away.ends_at))
            if begins < ends:
                if start < begins:
                    yield Block(start, begins, Look.CLOSED)
                yield Block(begins, ends, Look.CLOSED, away.get_cause_display())
                start = ends
        if start < end:
            yield Block(start, end, Look.CLOSED)

    @cached_property
    def _absences(self) -> dict[int, list[Absence]]:
        """By professional: their own, and the closings of the centres where they receive."""
        centres: defaultdict[int, set[int]] = defaultdict(set)
        for one in self.schedule.ranges:
            centres[one.physician_id].add(one.centre_id)
        away = sorted(self.schedule.absences, key=lambda absence: (absence.starts_at, absence.pk))
        return {who: [a for a in away if a.physician_id == who or a.centre_id in centres[who]] for who in self.people}

    def _free(self, physician: Physician, day: date, opening: Opening, start: int, end: int) -> Iterator[Block]:
        """Cut where visits may follow each other, and at each suggestion."""
        length = self.asked.minutes if self.asked else HALF_HOUR
        cuts = self._suggested(physician, day)
        while start < end:
            after = min(start + min(length, HALF_HOUR), end, *(cut for cut in cuts if cut > start))
            yield self._slot(physician, day, opening, start, after, fits=start + length <= end)
            start = after

    def _suggested(self, physician: Physician, day: date) -> list[int]:
        numbers = self.asked.numbers if self.asked else {}
        return [_minute(at) for at, who, _ in numbers if who == physician.pk and timezone.localdate(at) == day]

    def _slot(
        self, physician: Physician, day: date, opening: Opening, start: int, end: int, *, fits: bool
    ) -> Block:  # fmt: skip
        moment = timezone.localtime(wall_clock(day, time(start // 60, start % 60)))
        if moment <= self.now:
            return Block(start, end, Look.OPEN)
        if told := self._hindrance(physician, opening, moment, fits=fits):
            return Block(start, end, Look.OPEN, told)
        asked, place = self.asked, (moment, physician.pk, opening.centre_id)
        number, why = asked.numbers.get(place, (0, "")) if asked else (0, "")
        caution = asked.caution(moment) if asked else ""
        told = ", ".join(part for part in (long_date(day), str(physician), why or "libre", caution) if part)
        facts: Facts = {
            "value": f"{moment:%Y-%m-%dT%H:%M} {physician.pk} {opening.centre_id}",
            "asked": asked is not None,
            "number": str(number),
            "proposed": number > 0,
            "caution": caution,
            "warned": bool(caution),
            "told": told,
        }
        return Block(start, end, Look.FREE, shown_hour(moment), facts)

    def _hindrance(self, physician: Physician, opening: Opening, moment: datetime, *, fits: bool) -> str:
        """Why what is asked for cannot be there; without anything asked for, only whether a room is free."""
        if self.asked and not self.asked.kind.may_be_held_by(physician):
            return "autre profession"
        if self.asked and not opening.takes(self.asked.visit.kind):
            return "autres visites"
        wanted = cell_numbers(moment, self.asked.minutes if self.asked else HALF_HOUR)
        if self.asked and not fits:
            return "trop court"
        if not self.taken[self.employee].isdisjoint(wanted):
            return "salarié déjà attendu"
        here = self.rooms.get(opening.centre_id)
        full = here and not any(self.taken[room_resource(room)].isdisjoint(wanted) for room in here)
        return "salles prises" if full else ""


def _by_day(opened: Sequence[Opening]) -> dict[tuple[int, date], list[Stretch]]:
    found: defaultdict[tuple[int, date], list[Stretch]] = defaultdict(list)
    for one in opened:
        start, end = _minute(one.starts_at), _minute(one.ends_at)
        found[one.physician_id, timezone.localdate(one.starts_at)].append(Stretch(one, start, end))
    return dict(found)


def _minute(moment: datetime) -> int:
    local = timezone.localtime(moment)
    return local.hour * 60 + local.minute


def _minute_of(day: date, moment: datetime) -> int:
    """The minute of `day` that a clock shows then; before or after that day, its first or its last."""
    local = timezone.localtime(moment)
    if local.date() != day:
        return 0 if local.date() < day else 24 * 60
    return -(-(local.hour * 60 + local.minute) // 5) * 5
