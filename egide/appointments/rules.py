"""When a cancellation is free: the service's notice in full working days, bank holidays left out."""

from datetime import datetime, timedelta

from egide.planning.rules import is_working_day


def last_free_moment(starts_at: datetime, notice_days: int) -> datetime:
    """The last moment when cancelling costs nothing: `notice_days` working days before, at the same hour.

    `starts_at` is aware, in the service's time zone; the wall-clock hour is kept across a clock change.
    """
    day = starts_at.date()
    left = notice_days
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day)
    return datetime.combine(day, starts_at.time(), tzinfo=starts_at.tzinfo)


def end_of_grace(starts_at: datetime, validated_at: datetime, grace_hours: int) -> datetime:
    """Nobody pays for a moment that they were told of too late: `grace_hours` after the validation it is still free,
    without going beyond the start."""
    return min(starts_at, (validated_at + timedelta(hours=grace_hours)).astimezone(starts_at.tzinfo))
