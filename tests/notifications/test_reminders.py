"""Reminders: each once for its moment, whatever the clock, the worker or the planning do."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.centres.models import Physician, Service
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.notifications import outbox, reminders
from egide.notifications.models import MailChoices, Outbox, Reminder
from egide.notifications.topics import Topic
from tests import factories

PARIS = ZoneInfo("Europe/Paris")
VISIT = datetime(2026, 11, 26, 9, 30, tzinfo=PARIS)
MARTINE, PAUL = "martine@aubert.example", "paul@girard.example"


@pytest.fixture
def paul(ours: Member, martine: User) -> Employee:
    factories.an_address(martine)
    return factories.a_complete_employee(ours, "Girard", first_name="Paul", email=PAUL)


@pytest.fixture
def planned(paul: Employee, physician: Physician) -> Appointment:
    return planned_at(paul, physician, VISIT)


def planned_at(employee: Employee, physician: Physician, start: datetime, **facts: str) -> Appointment:
    """Told long before, so that only reminders are left to count."""
    with time_machine.travel(start - timedelta(days=30), tick=False):
        appointment = factories.a_confirmed(employee, physician, start, **facts)
    Outbox.objects.all().delete()
    return appointment


def told(since: datetime, until: datetime) -> list[tuple[str, str]]:
    """What a worker that looks every three hours writes: (recipient, subject), in order."""
    moment = since
    while moment <= until:
        with time_machine.travel(moment, tick=False):
            reminders.remind_all(timezone.now())
        moment += timedelta(hours=3)
    return [(mail.recipient, mail.subject) for mail in Outbox.objects.order_by("pk")]


def test_martine_and_paul_are_reminded_twice_each_and_no_more(planned: Appointment) -> None:
    assert sorted(recipient for recipient, _ in told(VISIT - timedelta(days=12), VISIT)) == [MARTINE] * 2 + [PAUL] * 2
    assert sorted(Reminder.objects.values_list("days", flat=True)) == [2, 7]


def test_the_visits_of_a_day_are_one_mail(planned: Appointment, ours: Member, physician: Physician) -> None:
    planned_at(factories.a_complete_employee(ours, "Autre"), physician, VISIT + timedelta(hours=1))
    sent = told(VISIT - timedelta(days=7), VISIT - timedelta(days=6))
    assert (MARTINE, "Rappel : 2 visites le jeudi 26 novembre 2026") in sent
    assert [recipient for recipient, _ in sent].count(MARTINE) == 1
    text = Outbox.objects.get(recipient=MARTINE).text
    assert "Paul Girard, Centre de Reims" in text
    assert "sans frais jusqu’au mardi 24 novembre 2026" in text


def test_nobody_is_reminded_at_night(planned: Appointment) -> None:
    night = datetime(2026, 11, 24, 3, tzinfo=PARIS)
    assert told(night, night + timedelta(hours=4)) == []


@pytest.mark.parametrize("visit", [datetime(2027, 3, 29, 9, 30), datetime(2027, 11, 2, 9, 30)])
def test_r10_a_reminder_over_the_clock_change_is_sent_once(
    visit: datetime, paul: Employee, physician: Physician
) -> None:
    """The clock changes on 28 March and on 31 October 2027, between the reminder and the visit."""
    start = visit.replace(tzinfo=PARIS)
    planned_at(paul, physician, start)
    sent = told(start - timedelta(days=4), start)
    assert [recipient for recipient, _ in sent].count(PAUL) == 2  # J-7, late, then J-2
    assert Reminder.objects.filter(days=2).count() == 1
    assert "9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30" in Outbox.objects.filter(recipient=PAUL)[0].text


def test_a_clock_set_back_reminds_of_nothing_twice(planned: Appointment) -> None:
    at = VISIT - timedelta(days=2)
    assert told(at, at) == told(at - timedelta(hours=1), at)


def test_a_moved_visit_is_reminded_for_its_new_day(planned: Appointment, physician: Physician) -> None:
    told(VISIT - timedelta(days=7), VISIT - timedelta(days=6))
    with time_machine.travel(VISIT - timedelta(days=6), tick=False):
        place: dict[str, Any] = {"minutes": 30, "centre": physician.centre, "physician": physician}
        planned.move(by=None, starts_at=VISIT + timedelta(days=14), **place)
    Outbox.objects.all().delete()
    sent = told(VISIT - timedelta(days=5), VISIT + timedelta(days=14))
    assert [recipient for recipient, _ in sent].count(MARTINE) == 2
    assert all("10 décembre 2026" in subject for recipient, subject in sent if recipient == MARTINE)


def test_what_was_just_told_is_not_reminded_at_once(paul: Employee, physician: Physician) -> None:
    with time_machine.travel(VISIT - timedelta(days=5), tick=False):
        factories.a_confirmed(paul, physician, VISIT)
    Outbox.objects.all().delete()
    told(VISIT - timedelta(days=5), VISIT)
    assert list(Reminder.objects.values_list("days", flat=True)) == [2]


def test_a_given_up_visit_is_not_reminded(planned: Appointment) -> None:
    with time_machine.travel(VISIT - timedelta(days=9), tick=False):
        planned.cancel_for_service(by=None, reason="Médecin absent")
    Outbox.objects.all().delete()
    assert told(VISIT - timedelta(days=8), VISIT) == []


def test_a_worker_that_dies_between_two_members_goes_on_with_the_next(
    planned: Appointment, their_employee: Employee, karim: User, physician: Physician
) -> None:
    """It dies after writing the second one's row and before its mail: neither is there, and both come once."""
    factories.an_address(karim)
    planned_at(their_employee, physician, VISIT + timedelta(hours=1))
    real, count = outbox.write, 0

    def dies(address: str, *mail: str, **options: Any) -> None:
        nonlocal count
        count += address == "karim@canari.example"
        if count == 1:
            raise SystemExit
        real(address, *mail, **options)

    at = VISIT - timedelta(days=2)
    with patch.object(reminders, "write", dies), pytest.raises(SystemExit):
        told(at, at)
    assert [mail.recipient for mail in Outbox.objects.filter(recipient__contains="canari")] == []
    assert Reminder.objects.count() == 1
    recipients = [recipient for recipient, _ in told(at, at + timedelta(hours=3))]
    assert sorted(recipients) == sorted([MARTINE, PAUL, "karim@canari.example"])


def test_martine_may_refuse_reminders_alone(planned: Appointment, martine: User) -> None:
    MailChoices(user=martine).choose(by=martine, unwanted=[Topic.REMINDERS])
    assert {recipient for recipient, _ in told(VISIT - timedelta(days=8), VISIT)} == {PAUL}


def test_a_service_without_reminders(planned: Appointment, service: Service) -> None:
    service.configure(by=None, first_reminder_days=0, last_reminder_days=0)
    assert told(VISIT - timedelta(days=8), VISIT) == []


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_a_visit_that_the_worker_asked_for_is_reminded_to_nobody(kind: str, planned: Appointment) -> None:
    Appointment.objects.filter(pk=planned.pk).update(kind=kind)
    assert told(VISIT - timedelta(days=8), VISIT) == []
