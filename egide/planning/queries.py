"""What is read to compute slots: the openings of professionals, their rooms, the types of visits."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from egide.centres.models import Centre, Physician
from egide.planning.models import Absence, OpeningRange, Room, VisitType
from egide.planning.rules import DAY, MIDNIGHT, Opening, falls_on, openings, wall_clock
from egide.regulation import VisitKind

ALWAYS = date(2000, 1, 1)


def visit_type(kind: str) -> VisitType:
    """What the service chose for this kind of visit, or the defaults."""
    return VisitType.objects.filter(kind=kind).first() or VisitType.default(kind)


def visit_types() -> list[VisitType]:
    """One for each kind of visit, chosen or by default, in the order of the regulation."""
    chosen = {row.kind: row for row in VisitType.objects.all()}
    return [chosen.get(kind.value) or VisitType.default(kind.value) for kind in VisitKind]


@dataclass(frozen=True)
class Schedule:
    """The ranges and absences of some professionals over a period, read once; openings are computed as one looks."""

    ranges: list[OpeningRange]
    absences: list[Absence]

    @property
    def centres(self) -> set[int]:
        return {one.centre_id for one in self.ranges}

    def openings(self, first: date, last: date) -> list[Opening]:
        """On the days `first` to `last`, both included, within the period."""
        return openings(self.ranges, self.absences, first, last)


def schedule_of(
    physicians: Sequence[Physician],
    first: date,
    last: date,
    centre: Centre | None = None,
    *,
    visiting: bool = False,
) -> Schedule:
    """When these professionals receive, on the days `first` to `last`; with `centre`, at this one alone. Two queries.

    Whoever has no range at all receives at the hours of their own centre: a service has slots before it has
    described anybody's week. `visiting`: at those of `centre`, because somebody chose to send them there.
    """
    ranges: list[OpeningRange] = []
    described = _ranges_by_physician(physicians)
    weekdays = {(first + DAY * number).weekday() for number in range(min(7, (last - first).days + 1))}
    for physician in physicians:
        own = described.get(physician.pk)
        ranges += (
            own if own is not None else usual_ranges(physician, (visiting and centre) or physician.centre, weekdays)
        )
    here = [one for one in ranges if centre is None or one.centre_id == centre.pk]
    period = wall_clock(first, MIDNIGHT), wall_clock(last + DAY, MIDNIGHT)
    return Schedule(here, list(Absence.objects.during(*period)) if here else [])


def openings_of(
    physicians: Sequence[Physician],
    first: date,
    last: date,
    centre: Centre | None = None,
    *,
    visiting: bool = False,
) -> list[Opening]:
    """The openings of `schedule_of`, all of the period at once."""
    return schedule_of(physicians, first, last, centre, visiting=visiting).openings(first, last)


def usual_ranges(physician: Physician, centre: Centre, weekdays: Collection[int] = range(7)) -> list[OpeningRange]:
    """The hours of the centre as ranges that are not saved, on these days of the week; none once it has closed."""
    if centre.closed_on is not None:
        return []
    hours = centre.timetable
    return [
        OpeningRange(
            physician=physician, centre=centre, weekday=day, opens_at=opens, closes_at=closes, first_day=ALWAYS
        )
        for day in sorted(hours.weekdays)
        if day in weekdays
        for opens, closes in hours.stretches
    ]


def rooms_by_centre(centres: Iterable[int]) -> dict[int, list[int]]:
    """The open rooms of each centre, in the order of their names; a centre without rooms is not there."""
    found: dict[int, list[int]] = defaultdict(list)
    for room in Room.objects.filter(centre__in=centres, closed_on=None).order_by("name", "pk"):
        found[room.centre_id].append(room.pk)
    return dict(found)


def _ranges_by_physician(physicians: Sequence[Physician]) -> dict[int, list[OpeningRange]]:
    found: dict[int, list[OpeningRange]] = defaultdict(list)
    rows = OpeningRange.objects.filter(physician__in=[physician.pk for physician in physicians])
    for one in rows.annotate(centre_closed_on=F("centre__closed_on")):
        open_ones = found[one.physician_id]  # described, be it at a centre that has closed
        if one.centre_closed_on is None:
            open_ones.append(one)
    return dict(found)


def rooms_of_ranges(physician_id: int | None, centre_id: int, moment: datetime) -> list[int]:
    """The rooms that this professional's ranges give them here at this wall-clock moment."""
    here = OpeningRange.objects.filter(physician=physician_id, centre=centre_id, weekday=moment.weekday())
    then = here.filter(room__isnull=False, opens_at__lte=moment.time(), closes_at__gt=moment.time())
    return [one.room_id for one in then if one.room_id and falls_on(one, moment.date())]
