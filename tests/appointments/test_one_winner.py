"""One moment, one winner: the database decides between two confirmations (drill R2)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from egide.appointments.models import Appointment
from egide.appointments.occupancy import OccupiedTime
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories
from tests.factories import in_days


def waiting(employee: Employee) -> Appointment:
    appointment = factories.a_request(employee)
    appointment.take_up(by=None)
    return appointment


def confirm(appointment: Appointment, physician: Physician, minutes_later: int = 0) -> None:
    appointment.confirm(
        by=None,
        starts_at=in_days(10) + timedelta(minutes=minutes_later),
        minutes=30,
        centre=physician.centre,
        physician=physician,
    )


@pytest.mark.parametrize("later", [0, 10, 25])
def test_a_physician_is_never_booked_twice(
    later: int, employee: Employee, their_employee: Employee, physician: Physician
) -> None:
    first, second = waiting(employee), waiting(their_employee)
    confirm(first, physician)
    with pytest.raises(Refused, match="reçoit déjà Paul Girard"):
        confirm(second, physician, later)
    second.refresh_from_db()
    assert second.state == Appointment.State.UNDER_REVIEW


def test_the_next_half_hour_is_free(employee: Employee, their_employee: Employee, physician: Physician) -> None:
    confirm(waiting(employee), physician)
    confirm(waiting(their_employee), physician, 30)
    assert Appointment.objects.filter(state=Appointment.State.CONFIRMED).count() == 2


def test_a_cancelled_moment_is_free_again(employee: Employee, their_employee: Employee, physician: Physician) -> None:
    first = waiting(employee)
    confirm(first, physician)
    first.cancel_for_employer(by=None, reason="absent")
    assert not OccupiedTime.objects.exists()
    confirm(waiting(their_employee), physician)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="the SQLite of the tests lives in one thread")
def test_eight_assistants_at_once_and_one_wins(ours: Member, physician: Physician) -> None:
    requests = [waiting(factories.a_complete_employee(ours, f"Nom{n}")) for n in range(8)]
    barrier, outcomes = threading.Barrier(8), []

    def race(appointment: Appointment) -> None:
        barrier.wait()
        try:
            confirm(appointment, physician)
            outcomes.append("won")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=(appointment,)) for appointment in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 7 + ["won"]
    assert Event.objects.filter(name="appointment.confirm").count() == 1
