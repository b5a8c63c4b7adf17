"""When a professional receives: ranges of the week, absences, bank holidays, both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.planning.models import OpeningRange, VisitType
from egide.planning.queries import openings_of, visit_type, visit_types
from egide.planning.rules import Opening, meet, openings
from tests import factories
from tests.appointments.test_cancellation import paris

MONDAY = date(2026, 11, 30)


def shown(found: list[Opening]) -> list[str]:
    return [f"{timezone.localtime(o.starts_at):%d/%m %H:%M}–{timezone.localtime(o.ends_at):%H:%M}" for o in found]


def week_of(physician: Physician, first: date = MONDAY, days: int = 7, centre: Centre | None = None) -> list[str]:
    return shown(openings_of([physician], first, first + timedelta(days=days - 1), centre))


def test_without_ranges_the_hours_of_the_centre_hold(physician: Physician) -> None:
    assert week_of(physician, days=1) == ["30/11 08:30–12:00", "30/11 13:30–17:00"]
    assert len(week_of(physician)) == 10


def test_a_range_replaces_the_hours_of_the_centre(physician: Physician) -> None:
    factories.a_range(physician, 1)
    assert week_of(physician) == ["01/12 09:00–12:00"]


def test_every_second_week_is_counted_from_the_first(physician: Physician) -> None:
    factories.a_range(physician, 0, every_weeks=2, first_day=MONDAY)
    assert week_of(physician, days=28) == ["30/11 09:00–12:00", "14/12 09:00–12:00"]


def test_a_range_that_begins_in_the_middle_of_a_week_counts_from_that_week(physician: Physician) -> None:
    factories.a_range(physician, 0, every_weeks=2, first_day=MONDAY + timedelta(days=2))
    assert week_of(physician, days=21) == ["14/12 09:00–12:00"]


def test_an_ended_range_opens_nothing_more(physician: Physician) -> None:
    opening = factories.a_range(physician, 0)
    opening.end(by=None, last_day=MONDAY)
    assert week_of(physician, days=28) == ["30/11 09:00–12:00"]


def test_bank_holidays_open_nothing(physician: Physician) -> None:
    factories.a_range(physician, 4)
    assert week_of(physician, date(2026, 12, 21), 14) == []  # both Fridays: Christmas and New Year's Day


def test_an_absence_cuts_the_range_that_it_touches(physician: Physician) -> None:
    factories.a_range(physician, 0)
    factories.an_absence(physician, paris("2026-11-30T10:00"), paris("2026-11-30T10:45"))
    assert week_of(physician) == ["30/11 09:00–10:00", "30/11 10:45–12:00"]
    factories.an_absence(physician, paris("2026-11-29T00:00"), paris("2026-11-30T11:00"))
    assert week_of(physician) == ["30/11 11:00–12:00"]


def test_a_closed_centre_is_closed_for_everybody_there_and_for_nobody_elsewhere(
    physician: Physician, centre: Centre
) -> None:
    elsewhere = factories.a_centre()
    factories.a_range(physician, 0)
    factories.a_range(physician, 0, "14:00", "16:00", centre=elsewhere)
    factories.an_absence(centre, paris("2026-11-30T00:00"), paris("2026-12-01T00:00"))
    assert week_of(physician) == ["30/11 14:00–16:00"]


def test_the_absence_of_a_colleague_changes_nothing(physician: Physician) -> None:
    colleague = factories.a_physician(physician.centre)
    factories.an_absence(colleague, paris("2026-11-30T00:00"), paris("2026-12-05T00:00"))
    assert len(week_of(physician)) == 10


def test_r10_the_wall_clock_stays_the_same_on_both_sides_of_the_changes(physician: Physician) -> None:
    factories.a_range(physician, 4)
    factories.a_range(physician, 0)
    for friday, monday in ((date(2026, 3, 27), date(2026, 3, 30)), (date(2026, 10, 23), date(2026, 10, 26))):
        found = openings_of([physician], friday, monday)
        assert [shown([one])[0][6:] for one in found] == ["09:00–12:00"] * 2
        before, after = (one.starts_at.hour for one in found)
        assert abs(after - before) == 1, "one hour apart in UTC"


def test_r10_the_short_day_and_the_long_day_are_whole(physician: Physician, centre: Centre) -> None:
    """Sunday 29 March 2026 has 23 hours, Sunday 25 October 25: a range of a whole day lasts as long."""
    ranges = [OpeningRange(physician=physician, centre=centre, weekday=6, opens_at=time(0), closes_at=time(23, 59),
                           first_day=date(2026, 1, 4))]  # fmt: skip
    sundays = {(3, 29): 23, (10, 25): 25, (11, 1): 0, (11, 8): 24}  # 1 November is a bank holiday
    for (month, number), hours in sundays.items():
        day = date(2026, month, number)
        found = openings(ranges, [], day, day)
        lasted = sum((one.ends_at - one.starts_at for one in found), timedelta())
        assert lasted == max(timedelta(hours=hours) - timedelta(minutes=1), timedelta()), day


def test_r10_a_range_that_begins_in_the_missing_hour_begins_after_it(physician: Physician, centre: Centre) -> None:
    night = OpeningRange(physician=physician, centre=centre, weekday=6, opens_at=time(2), closes_at=time(4),
                         first_day=date(2026, 1, 4))  # fmt: skip
    spring = openings([night], [], date(2026, 3, 29), date(2026, 3, 29))
    assert [(one.starts_at, one.ends_at) for one in spring] == [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC))
    ]


def test_two_ranges_of_one_professional_never_overlap(physician: Physician) -> None:
    factories.a_range(physician, 0)
    with pytest.raises(Refused, match="en chevauche une autre"):
        factories.a_range(physician, 0, "11:00", "14:00", centre=factories.a_centre())
    factories.a_range(physician, 0, "12:00", "14:00")


def test_a_room_is_given_to_one_professional_at_a_time(physician: Physician, centre: Centre) -> None:
    room = factories.a_room(centre)
    factories.a_range(physician, 0, room=room)
    colleague = factories.a_physician(centre)
    with pytest.raises(Refused, match="en chevauche une autre"):
        factories.a_range(colleague, 0, room=room)
    factories.a_range(colleague, 0, room=factories.a_room(centre, "Salle 2"))


def test_a_room_belongs_to_the_centre_of_the_range(physician: Physician) -> None:
    with pytest.raises(Refused, match="choisissez une de ses salles"):
        factories.a_range(physician, 0, room=factories.a_room(factories.a_centre()))


def test_ranges_that_take_turns_do_not_meet(physician: Physician) -> None:
    even = factories.a_range(physician, 0, every_weeks=2, first_day=MONDAY)
    odd = factories.a_range(physician, 0, every_weeks=2, first_day=MONDAY + timedelta(days=7))
    assert not meet(even, odd)
    with pytest.raises(Refused):  # every third week meets every second one, one day
        factories.a_range(physician, 0, every_weeks=3, first_day=MONDAY)


def test_a_range_ends_after_it_begins(physician: Physician) -> None:
    with pytest.raises(Refused, match="La fin de la plage doit suivre"):
        factories.a_range(physician, 0, "12:00", "09:00")
    with pytest.raises(Refused, match="Le dernier jour doit suivre"):
        factories.a_range(physician, 0, last_day=date(2019, 1, 1))


def test_an_absence_is_of_somebody_and_ends_after_it_begins(physician: Physician) -> None:
    with pytest.raises(Refused, match="La fin de l’absence doit suivre"):
        factories.an_absence(physician, paris("2026-11-30T10:00"), paris("2026-11-30T10:00"))


def test_an_absence_withdrawn_opens_again(physician: Physician) -> None:
    absence = factories.an_absence(physician, paris("2026-11-30T00:00"), paris("2026-12-07T00:00"))
    assert week_of(physician) == []
    absence.withdraw(by=None)
    assert len(week_of(physician)) == 10


def test_the_law_keeps_examinations_of_fitness_for_the_physician(service: object) -> None:
    assert visit_type("ema_periodique").holders == "physician"
    with pytest.raises(Refused, match=r"R\.4624-24"):
        visit_type("ema_periodique").choose(by=None, holders="both")
    with pytest.raises(Refused, match="ne se réserve pas"):
        visit_type("prereprise").choose(by=None, self_booking=True)


def test_a_type_of_visit_has_defaults_until_it_is_chosen(service: object) -> None:
    assert len(visit_types()) == 12
    visit_type("vip_initiale").choose(by=None, minutes=45, holders="nurse", self_booking=True)
    assert VisitType.objects.get().minutes == 45
    assert [row.minutes for row in visit_types() if row.kind == "vip_initiale"] == [45]
