"""The days on which banks exchange SEPA debits: all but week-ends and the closing days of TARGET."""

from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_bank_day(day: date) -> bool:
    """Source: calendar of TARGET, European Central Bank (1 January, Easter, 1 May, 25 and 26 December)."""
    return day.weekday() < SATURDAY and day not in _closing_days()


def on_or_after(day: date) -> date:
    while not is_bank_day(day):
        day += ONE_DAY
    return day


def before(day: date, count: int) -> date:
    """The bank day that comes `count` bank days before `day`."""
    while count:
        day -= ONE_DAY
        count -= is_bank_day(day)
    return day


def after(day: date, count: int) -> date:
    """The bank day that comes `count` bank days after `day`."""
    while count:
        day += ONE_DAY
        count -= is_bank_day(day)
    return day


@cache
def _closing_days() -> holidays.HolidayBase:
    return holidays.financial_holidays("XECB")
