"""When a professional receives: recurring ranges, less absences and bank holidays, in the wall clock of Paris."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from math import lcm
from typing import Protocol

import holidays
from django.utils import timezone

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MIDNIGHT = time()


class Recurring(Protocol):
    """What of a range says on which days it falls, and at which hours."""

    weekday: int
    opens_at: time
    closes_at: time
    every_weeks: int
    first_day: date
    last_day: date | None


class Range(Recurring, Protocol):
    """A range with who receives in it, where, and which kinds of visits (empty: all)."""

    physician_id: int
    centre_id: int
    room_id: int | None
    kinds: list[str]


class Away(Protocol):
    """Of a professional or of a centre."""

    physician_id: int | None
    centre_id: int | None
    starts_at: datetime
    ends_at: datetime


@dataclass(unsafe_hash=True)
class Pattern:
    """The days and hours of a range, apart from whose it is: most professionals share those of others."""

    weekday: int
    opens_at: time
    closes_at: time
    every_weeks: int
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class Opening:
    """[starts_at, ends_at), in UTC, in which one professional receives at one centre."""

    starts_at: datetime
    ends_at: datetime
    physician_id: int
    centre_id: int
    room_id: int | None
    kinds: frozenset[str]

    def takes(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@cache
def is_bank_holiday(day: date) -> bool:
    """A bank holiday of metropolitan France (L.3133-1)."""
    return day in _bank_holidays()


def is_working_day(day: date) -> bool:
    """Monday to Friday, bank holidays of metropolitan France left out."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def after_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def after_working_hours(moment: datetime, hours: int) -> datetime:
    """`hours` later by the clock of working days alone: 24 hours from Friday at 15:00 end on Monday at 15:00."""
    left, day = timedelta(hours=hours), timezone.localdate(moment)
    while True:
        midnight = wall_clock(day + DAY, MIDNIGHT)
        if is_working_day(day):
            if moment + left <= midnight:
                return moment + left
            left -= midnight - moment
        moment, day = midnight, day + DAY


def falls_on(recurring: Recurring, day: date) -> bool:
    if day.weekday() != recurring.weekday or day < recurring.first_day:
        return False
    if recurring.last_day and day > recurring.last_day:
        return False
    return (_monday(day) - _monday(recurring.first_day)) // WEEK % recurring.every_weeks == 0


def meet(one: Recurring, other: Recurring) -> bool:
    """Whether two ranges share a moment: one week in common is enough, and it comes back every `lcm` weeks."""
    if one.opens_at >= other.closes_at or other.opens_at >= one.closes_at:
        return False
    first = _monday(max(one.first_day, other.first_day)) + DAY * one.weekday
    weeks = lcm(one.every_weeks, other.every_weeks)
    days = (first + WEEK * number for number in range(weeks + 1))  # the first week may begin after that day
    return any(falls_on(one, day) and falls_on(other, day) for day in days)


def openings(ranges: Iterable[Range], absences: Iterable[Away], first: date, last: date) -> list[Opening]:
    """What `ranges` open on the days `first` to `last`, both included, in the order of time."""
    away = list(absences)
    found: list[Opening] = []
    for one in ranges:
        concerned = [a for a in away if a.physician_id == one.physician_id or a.centre_id == one.centre_id]
        for opening in _unbroken(one, first, last):
            found += _without(opening, concerned)
    return sorted(found, key=lambda opening: (opening.starts_at, opening.physician_id, opening.centre_id))


@lru_cache(maxsize=4096)
def wall_clock(day: date, hour: time) -> datetime:
    """What a clock in Paris shows, as a moment in UTC; an hour of spring that does not exist is the next one."""
    return timezone.make_aware(datetime.combine(day, hour)).astimezone(UTC)


def _unbroken(one: Range, first: date, last: date) -> Iterator[Opening]:
    pattern = Pattern(one.weekday, one.opens_at, one.closes_at, one.every_weeks, one.first_day, one.last_day)
    kinds = frozenset(one.kinds)
    for start, end in _hours(pattern, first, last):
        yield Opening(start, end, one.physician_id, one.centre_id, one.room_id, kinds)


@lru_cache(maxsize=4096)
def _hours(one: Pattern, first: date, last: date) -> tuple[tuple[datetime, datetime], ...]:
    """From when to when, on each of its days between `first` and `last`, bank holidays left out."""
    found = []
    day = max(first, one.first_day)
    day += DAY * ((one.weekday - day.weekday()) % 7)
    while day <= min(last, one.last_day or last):
        start, end = wall_clock(day, one.opens_at), wall_clock(day, one.closes_at)
        if falls_on(one, day) and not is_bank_holiday(day) and start < end:
            found.append((start, end))
        day += WEEK
    return tuple(found)


def _without(opening: Opening, absences: list[Away]) -> list[Opening]:
    """The pieces of an opening that no absence covers."""
    pieces = [opening]
    for away in absences:
        pieces = [piece for whole in pieces for piece in _around(whole, away)]
    return pieces


def _around(whole: Opening, away: Away) -> Iterator[Opening]:
    if away.ends_at <= whole.starts_at or away.starts_at >= whole.ends_at:
        yield whole
        return
    if away.starts_at > whole.starts_at:
        yield replace(whole, ends_at=away.starts_at)
    if away.ends_at < whole.ends_at:
        yield replace(whole, starts_at=away.ends_at)


def _monday(day: date) -> date:
    return day - DAY * day.weekday()


@cache
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("FR")
