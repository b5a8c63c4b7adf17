"""What professionals have taken already, read as tuples: a week holds hundreds of visits, a block shows ten words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from egide.appointments.models import Appointment, SlotOffer
from egide.appointments.states import State

SHOWN = (State.CONFIRMED, State.HONOURED, State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED)
NAMES = ("last_name", "usage_name", "first_name")
PLACE = ("pk", "physician", "centre", "starts_at", "minutes")
OF_A_VISIT = (*PLACE, *(f"employee__{name}" for name in NAMES), "version", "kind", "state", "member", "member__name",
              "room__name")  # fmt: skip
OF_AN_OFFER = (*PLACE, *(f"appointment__employee__{name}" for name in NAMES), "expires_at")


@dataclass(frozen=True, slots=True)
class Held:
    """Time that a visit or an offer takes: `first` and `last` in minutes of its day, on fives, as its cells cover.

    `until`: when an offer expires; it has nothing of what follows.
    """

    pk: int
    physician_id: int
    centre_id: int | None
    starts_at: datetime
    first: int
    last: int
    name: str
    until: datetime | None = None
    version: int = 0
    kind: str = ""
    state: str = ""
    member_id: int = 0
    member: str = ""
    room: str = ""

    @property
    def day(self) -> date:
        return self.starts_at.date()


def held_by(people: Iterable[int], start: datetime, end: datetime) -> list[Held]:
    """What is planned with or offered by these professionals from `start` until before `end`, in the order of time."""
    there = {"physician__in": list(people), "starts_at__gte": start, "starts_at__lt": end}
    visits = Appointment.objects.filter(state__in=SHOWN, **there).order_by().values_list(*OF_A_VISIT)
    offers = SlotOffer.objects.filter(state=SlotOffer.State.OPEN, **there).order_by().values_list(*OF_AN_OFFER)
    found = [_held(*line) for line in visits]
    found += [replace(_held(*line), until=until) for *line, until in offers]
    return sorted(found, key=lambda one: (one.starts_at, one.pk))


def _held(
    pk: int, physician: int, centre: int | None, starts_at: datetime, minutes: int, last_name: str, usage_name: str,
    first_name: str, version: int = 0, kind: str = "", state: str = "", member_id: int = 0, member: str = "",
    room: str | None = None,
) -> Held:  # fmt: skip
    local = timezone.localtime(starts_at)
    minute = local.hour * 60 + local.minute
    first, last = minute // 5 * 5, -(-(minute + minutes) // 5) * 5
    name = f"{usage_name or last_name} {first_name}"
    return Held(
        pk, physician, centre, local, first, last, name, None, version, kind, state, member_id, member, room or ""
    )
