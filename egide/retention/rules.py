"""How long things are kept: dates and figures, each with whom it protects; no table is read here."""

from datetime import date, datetime, time, timedelta

from egide.regulation.periods import add_months

# A departure typed with the wrong year is mended by « Annuler la sortie »: nothing goes before that was possible.
MENDABLE_FOR = timedelta(days=31)
# CNIL, délibération 2021-122: six to twelve months for the traces of use.
TRACES_KEPT = timedelta(days=366)
COUNTERS_KEPT = timedelta(days=7)
MOMENTS_KEPT = timedelta(days=7)  # a moment that is over is taken by nobody; the visit itself says when it was held
AT_NIGHT = time(2, 20)
AT_A_TIME = 100
TRACES_AT_A_TIME = 1000
BATCHES_A_NIGHT = 100  # ten thousand sheets, a hundred thousand traces: more waits for the next night


def next_night(now: datetime) -> datetime:
    """The next time that the worker erases; `now` and the answer are on the clock of the service."""
    tonight = datetime.combine(now.date(), AT_NIGHT, tzinfo=now.tzinfo)
    return tonight if now < tonight else tonight + timedelta(days=1)


def first_day_kept(today: date, months: int) -> date:
    """Whoever left before this day is erased: the service keeps leavers for `months` months."""
    return add_months(today, -months)
