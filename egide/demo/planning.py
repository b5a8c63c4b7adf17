"""The weeks of the professionals: their ranges, two rooms a centre, the types of visits, and one absence to come."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from egide.accounts.models import User
from egide.centres.models import Centre, Physician
from egide.planning.models import Absence, OpeningRange, Room
from egide.planning.queries import visit_type
from egide.planning.rules import is_working_day

SINCE = date(2024, 1, 1)
MORNING, AFTERNOON = (time(8, 30), time(12)), (time(13, 30), time(17))
NURSE_VISITS = ["vip_initiale", "vip_periodique", "intermediaire"]


def describe(places: list[Centre], physicians: list[Physician]) -> None:
    """Everybody receives all week, but the nurse: mornings in the north, Thursday afternoons in the south."""
    for place in places:
        for name in ("Salle 1", "Salle 2"):
            Room(centre=place).describe(by=None, name=name)
    visit_type("vip_initiale").choose(by=None, minutes=30, self_booking=True)
    visit_type("vip_periodique").choose(by=None, minutes=30, self_booking=True)
    visit_type("reprise").choose(by=None, holders="physician")
    for physician in physicians:
        if physician.profession == Physician.Profession.PHYSICIAN:
            for day in range(5):
                for hours in (MORNING, AFTERNOON):
                    _open(physician, physician.centre, day, hours)
        else:
            for day in (0, 1, 3):
                _open(physician, physician.centre, day, (time(8, 30), time(12, 30)), kinds=NURSE_VISITS)
            _open(physician, places[1], 3, (time(14), time(17)), kinds=NURSE_VISITS, every_weeks=2)


def send_away(physicians: list[Physician], nadia: User, now: datetime) -> None:
    """The first physician is at a training on the first day that is full of visits: they wait to be planned anew."""
    day = timezone.localtime(now).date() + timedelta(days=3)
    while not is_working_day(day):
        day += timedelta(days=1)
    start = timezone.make_aware(datetime.combine(day, time()))
    Absence(physician=physicians[0]).declare(
        by=nadia, starts_at=start, ends_at=start + timedelta(days=1), cause="training"
    )


def _open(
    physician: Physician, centre: Centre, day: int, hours: tuple[time, time], kinds: list[str] | None = None,
    every_weeks: int = 1,
) -> None:  # fmt: skip
    OpeningRange(physician=physician).set_up(
        by=None, centre=centre, weekday=day, opens_at=hours[0], closes_at=hours[1], first_day=SINCE,
        kinds=kinds or [], every_weeks=every_weeks,
    )  # fmt: skip
