"""Months and years from a date: same day number, or the last day of the month (art. 641 CPC, by analogy)."""

import calendar
from datetime import MAXYEAR, date, timedelta


def add_months(day: date, months: int) -> date:
    """`add_months(date(2026, 11, 30), 3)` is 28 February 2027; the calendar's last day stands for « never »."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def age_on(birth_date: date, day: date) -> int:
    """Whole years; an age is reached on the birthday."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)
