"""What the service measures of its appointments: how long one waits, whether the law is kept, who does not come."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median, quantiles
from typing import NamedTuple, TypeVar

from django.utils import timezone

from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import State

Key = TypeVar("Key", bound=Hashable)
MEASURED = (State.HONOURED, State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED)


class Outcome(NamedTuple):
    """One appointment whose hour has passed and whose attendance is noted."""

    state: str
    starts_at: datetime
    requested_at: datetime
    due_on: date | None
    centre_id: int
    physician_id: int

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def month(self) -> date:
        return self.day.replace(day=1)

    @property
    def wait(self) -> int:
        """Days between the request and the visit, by the calendar."""
        return (self.day - timezone.localdate(self.requested_at)).days


@dataclass(frozen=True)
class Figures:
    """`median_wait` and `long_wait` are days (half of the visits, nine in ten, waited no longer), None without a visit;
    `in_time` and `missed` are shares in per cent, None where there is nothing to divide by."""

    visits: int
    excused: int
    unexcused: int
    median_wait: int | None
    long_wait: int | None
    in_time: Decimal | None
    missed: Decimal | None


def outcomes(rows: AppointmentQuerySet, first: datetime, end: datetime) -> list[Outcome]:
    """Of [first, end), in one query."""
    noted = rows.filter(state__in=MEASURED, starts_at__gte=first, starts_at__lt=end).order_by("starts_at", "pk")
    return [Outcome(*row) for row in noted.values_list(*Outcome._fields)]


def figures_of(found: Iterable[Outcome]) -> Figures:
    """A visit held after its latest legal date counts against `in_time`; one without such a date does not count."""
    found = list(found)
    held = [one for one in found if one.state == State.HONOURED]
    waits = sorted(one.wait for one in held)
    dated = [one.day <= one.due_on for one in held if one.due_on]
    unexcused = sum(one.state == State.ABSENT_UNEXCUSED for one in found)
    return Figures(
        visits=len(held),
        excused=len(found) - len(held) - unexcused,
        unexcused=unexcused,
        median_wait=round(median(waits)) if waits else None,
        long_wait=_nine_in_ten(waits),
        in_time=_share(sum(dated), len(dated)),
        missed=_share(unexcused, len(found)),
    )


def grouped(found: Iterable[Outcome], key: Callable[[Outcome], Key]) -> dict[Key, Figures]:
    groups: dict[Key, list[Outcome]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return {name: figures_of(rows) for name, rows in groups.items()}


def _nine_in_ten(waits: list[int]) -> int | None:
    if len(waits) < 2:
        return waits[0] if waits else None
    return round(quantiles(waits, n=10, method="inclusive")[-1])


def _share(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None
