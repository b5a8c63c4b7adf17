"""Coming back after a stop: which stops call for a « visite de reprise », and until when it is held (R.4624-31)."""

from dataclasses import dataclass
from datetime import date, timedelta

# cause of the stop → least length of the stop, in days (R.4624-31, since 31 March 2022)
LEAST_DAYS = {"maternity": 0, "occupational_disease": 0, "work_accident": 30, "illness": 60}
AFTER_THE_RETURN = timedelta(days=8)


@dataclass(frozen=True)
class ReturnVisit:
    """What the law says of one return: whether the visit is due, and its latest day."""

    days_stopped: int
    least_days: int
    latest: date

    @property
    def is_due(self) -> bool:
        return self.days_stopped >= self.least_days


def return_visit(cause: str, stopped_on: date, returns_on: date) -> ReturnVisit:
    """`stopped_on` is the first day without work, `returns_on` the first day back."""
    return ReturnVisit((returns_on - stopped_on).days, LEAST_DAYS[cause], returns_on + AFTER_THE_RETURN)
