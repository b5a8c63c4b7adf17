"""Row 43, drill R10 in short: the nights when the clocks of Paris change, and midnight seen from elsewhere."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import QueryDict
from django.utils import timezone
from icalendar import Calendar

from egide.appointments import calendars
from egide.appointments.occupancy import cells
from egide.backoffice.appointments.forms import OTHER, ConfirmationForm
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
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
