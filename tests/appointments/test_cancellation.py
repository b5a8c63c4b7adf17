"""« Conditions habituelles »: the exact last free moment, and the price after it."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.appointments.models import Appointment
from egide.appointments.rules import end_of_grace, last_free_moment
from egide.centres.models import Physician, Tariff
from egide.employees.models import Employee
from tests import factories

PARIS = ZoneInfo("Europe/Paris")


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-11-26T09:30", 2, "2026-11-24T09:30"),  # a Thursday
        ("2026-11-30T09:30", 2, "2026-11-26T09:30"),  # a Monday: the weekend does not count
        ("2026-07-16T14:00", 2, "2026-07-13T14:00"),  # 14 July does not count
        ("2026-10-26T08:00", 1, "2026-10-23T08:00"),  # across the change of clocks, the same hour
        ("2026-11-26T09:30", 0, "2026-11-26T09:30"),
    ],
)
def test_the_last_free_moment(start: str, days: int, last: str) -> None:
    assert last_free_moment(paris(start), days) == paris(last)


@pytest.mark.parametrize(
    ("validated", "start", "last"),
    [
        ("2026-11-25T15:00", "2026-11-27T09:30", "2026-11-26T15:00"),
        ("2026-11-25T15:00", "2026-11-26T08:30", "2026-11-26T08:30"),  # never beyond the start
        ("2026-10-24T12:00", "2026-10-26T09:00", "2026-10-25T11:00"),  # 24 hours, across the change of clocks
    ],
)
def test_the_end_of_grace(validated: str, start: str, last: str) -> None:
    told = paris(validated).astimezone(UTC)
    assert end_of_grace(paris(start), told, 24) == paris(last)


def test_martine_refuses_for_free_a_moment_that_she_learns_too_late(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    with time_machine.travel(paris("2026-11-25T15:00"), tick=False):
        tomorrow = factories.a_confirmed(employee, physician, paris("2026-11-26T16:00"))
        page = as_martine.get(f"/adherents/10042/mes-rendez-vous/{tomorrow.pk}/annulation/").content.decode()
    assert "jeudi 26 novembre 2026 à 15" in page
    assert "après sa validation" in page
    assert tomorrow.price_of_cancelling(paris("2026-11-26T14:59")) == 0
    assert tomorrow.price_of_cancelling(paris("2026-11-26T15:01")) == Decimal("72.00")


def test_a_moment_of_tomorrow_morning_is_free_to_the_end(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    with time_machine.travel(paris("2026-11-25T15:00"), tick=False):
        near = factories.a_confirmed(employee, physician, paris("2026-11-26T08:30"))
        page = as_martine.get(f"/adherents/10042/mes-rendez-vous/{near.pk}/annulation/").content.decode()
    assert "son heure même" in page
    assert "après sa validation" not in page


@pytest.fixture
def booked(employee: Employee, physician: Physician) -> Appointment:
    with time_machine.travel(paris("2026-11-16T10:00"), tick=False):
        return factories.a_confirmed(employee, physician, paris("2026-11-26T09:30"))


def test_martine_cancels_in_time_for_free(booked: Appointment) -> None:
    with time_machine.travel(paris("2026-11-24T09:29"), tick=False):
        booked.cancel_for_employer(by=None, reason="chantier arrêté")
    assert (booked.fee, booked.state) == (None, Appointment.State.CANCELLED_BY_EMPLOYER)
    assert booked.fee_decided_at


def test_later_it_costs_until_the_service_waives_it(booked: Appointment) -> None:
    with time_machine.travel(paris("2026-11-24T09:31"), tick=False):
        booked.cancel_for_employer(by=None, reason="malade")
    assert booked.fee == Decimal("72.00")
    booked.waive_fee(by=None, because="Intempéries")
    assert booked.fee is None


@pytest.mark.parametrize(("moment", "looks"), [("2026-11-24T09:29", 0), ("2026-11-24T09:31", 1)])
def test_the_price_is_looked_up_once_and_only_when_it_is_due(moment: str, looks: int, booked: Appointment) -> None:
    with time_machine.travel(paris(moment), tick=False), CaptureQueriesContext(connection) as asked:
        booked.cancel_for_employer(by=None, reason="malade")
    read = [query["sql"] for query in asked if f'FROM "{Tariff._meta.db_table}"' in query["sql"]]
    assert len(read) == looks, read


def test_the_page_shows_the_moment_and_the_price(as_martine: Client, booked: Appointment) -> None:
    with time_machine.travel(paris("2026-11-20T09:00"), tick=False):
        page = as_martine.get(f"/adherents/10042/mes-rendez-vous/{booked.pk}/annulation/").content.decode()
    assert "mardi 24 novembre 2026 à 9" in page
    assert "86,40" in page
