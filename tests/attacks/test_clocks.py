"""Row 43, drill R10 in short: the nights when the clocks of Paris change, and midnight seen from elsewhere."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import QueryDict
from django.utils import timezone
from icalendar import Calendar

from egide.appointments import calendars
from egide.appointments.occupancy import cells
from egide.appointments.replanning import visits_under
from egide.appointments.slots import Search, free_slots
from egide.backoffice.appointments.forms import OTHER, ConfirmationForm
from egide.backoffice.appointments.sheet import planned_days
from egide.backoffice.planning.forms import AbsenceForm
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from egide.planning.models import Absence
from tests import factories

PARIS = ZoneInfo("Europe/Paris")


@time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=PARIS), tick=False)
def test_row_43_an_hour_that_does_not_exist_is_refused(employee: Employee, physician: Physician) -> None:
    place = {"minutes": "30", "centre": physician.centre_id, "physician": physician.pk, "moment": OTHER}
    data = QueryDict(urlencode(place | {"day": "2027-03-28", "hour": "02:30", "anyway": "on"}))
    form = ConfirmationForm(data, appointment=factories.a_request(employee), asked=QueryDict())
    assert not form.is_valid()
    assert "n’existe pas" in str(form.errors)


@pytest.mark.parametrize("day", ["2027-03-27", "2027-03-29", "2027-10-30", "2027-11-02"])
def test_row_43_half_past_nine_is_half_past_nine_all_year(day: str, employee: Employee, physician: Physician) -> None:
    """Cal.com #2250 (Paris), Easy!Appointments #1314: one hour off on one side of the change."""
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=PARIS), tick=False):
        start = datetime.fromisoformat(f"{day}T09:30").replace(tzinfo=PARIS)
        appointment = factories.a_confirmed(employee, physician, start)
        appointment.refresh_from_db()
        event = next(iter(Calendar.from_ical(calendars.message(appointment)).walk("VEVENT")))
        began = event.decoded("dtstart")
        assert f"{appointment.planned_start:%H:%M}" == "09:30"
        assert f"{began:%H:%M}" == "09:30"
        assert began.utcoffset() == start.utcoffset()
        assert event["dtstart"].params["TZID"] == "Europe/Paris"


def test_row_43_the_two_half_past_two_of_october_are_two_moments() -> None:
    first = datetime(2027, 10, 31, 2, 30, tzinfo=PARIS)
    second = first.replace(fold=1)
    assert not set(cells(first, 30)) & set(cells(second, 30))
    assert len(cells(first, 30)) == len(cells(second, 30)) == 6


CHANGES = [date(2026, 3, 29), date(2026, 10, 25)]  # Sundays: 23 hours, then 25


@pytest.mark.parametrize("sunday", CHANGES, ids=str)
def test_row_43_free_slots_are_at_the_same_hours_on_both_sides_of_a_change(sunday: date, physician: Physician) -> None:
    """A day of the wall clock before and one after: the same half-hours, each an hour apart in UTC."""
    friday, monday = sunday - timedelta(days=2), sunday + timedelta(days=1)
    with time_machine.travel(at_nine(friday - timedelta(days=7)), tick=False):
        search = Search("vip_periodique", 30, [physician], at_nine(friday).replace(hour=0), until=at_nine(monday, 23))
        slots = [slot.starts_at for slot in free_slots(search)]
    before, after = ([slot for slot in slots if slot.date() == day] for day in (friday, monday))
    assert [f"{slot:%H:%M}" for slot in before] == [f"{slot:%H:%M}" for slot in after]
    assert f"{before[0]:%H:%M}" == "08:30"
    assert abs(after[0].astimezone(UTC).hour - before[0].astimezone(UTC).hour) == 1
    assert len(before) == 14


@pytest.mark.parametrize("sunday", CHANGES, ids=str)
def test_row_43_the_day_of_a_change_is_listed_whole(sunday: date, ours: Member, physician: Physician) -> None:
    """The first and the last half-hour of the wall clock belong to that day, and to no other."""
    with time_machine.travel(at_nine(sunday - timedelta(days=7)), tick=False):
        for name, hour, minute in (("Aube", 0, 0), ("Nuit", 23, 30)):
            start = at_nine(sunday).replace(hour=hour, minute=minute)
            factories.a_confirmed(factories.a_complete_employee(ours, name), physician, start)
        days = [sunday + timedelta(days=shift) for shift in (-1, 0, 1)]
        agenda = planned_days(physician, [at_nine(day) for day in days])
        absence = factories.an_absence(physician, at_nine(sunday).replace(hour=0), at_nine(sunday, 23, 59))
        found = [f"{visit.planned_start:%H:%M}" for visit in visits_under([absence])[absence.pk]]
    assert [len(day.appointments) for day in agenda] == [0, 2, 0]
    assert found == ["00:00", "23:30"]


@pytest.mark.parametrize("sunday", CHANGES, ids=str)
def test_row_43_an_absence_of_a_whole_day_lasts_from_midnight_to_midnight(sunday: date) -> None:
    posted = QueryDict(urlencode({"first_day": sunday.isoformat(), "last_day": sunday.isoformat(), "cause": "leave"}))
    form = AbsenceForm(posted)
    assert form.is_valid(), form.errors
    lasted = form.facts["ends_at"] - form.facts["starts_at"]
    assert lasted == timedelta(hours=23 if sunday.month == 3 else 25)
    absence = Absence(**form.facts)
    assert absence.period == f"le {sunday:%d/%m/%Y}"


def at_nine(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def test_an_invoice_of_new_year_eve_has_the_date_of_paris(ours: Member) -> None:
    """23:30 in UTC on 31 December is already the new year in Paris, for the date and for the series."""
    with time_machine.travel(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), tick=False):
        invoice = factories.an_invoice(ours)
    assert invoice.issued_on is not None
    assert f"{invoice.issued_on:%d/%m/%Y}" == "01/01/2027"


def test_a_clock_that_steps_back_revives_nothing(ours: Member) -> None:
    """One hour back: no number is used twice, and what had expired stays expired."""
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        first = factories.an_invoice(ours)
    with time_machine.travel(now - timedelta(hours=1), tick=False):
        second = factories.an_invoice(ours)
    assert first.number != second.number
