"""Moving a planned visit, or sending somebody else: it stays planned, and refused, it has lost nothing."""

from datetime import date
from typing import Any

import pytest
import time_machine

from egide.appointments.models import Appointment, OccupiedTime
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.attacks.hands import rounds, together
from tests.factories import in_days


def to(physician: Physician, days: int = 12) -> dict[str, Any]:
    return {"starts_at": in_days(days), "minutes": 30, "centre": physician.centre, "physician": physician}


def held(appointment: Appointment) -> set[tuple[str, str]]:
    return {(cell.resource.partition(":")[0], f"{cell.starts_at:%d}") for cell in appointment.occupied_times.all()}


def test_a_moved_visit_stays_planned_and_gives_its_moment_back(
    employee: Employee, their_employee: Employee, physician: Physician
) -> None:
    visit = factories.a_confirmed(employee, physician)
    visit.move(by=None, **to(physician))
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at) == (Appointment.State.CONFIRMED, in_days(12))
    assert held(visit) == {("employee", f"{in_days(12):%d}"), ("physician", f"{in_days(12):%d}")}
    factories.a_confirmed(their_employee, physician)  # the former moment is free
    event = Event.objects.get(name="appointment.move")
    assert list(event.changes) == ["starts_at", "confirmed_at"]


def test_a_move_refused_loses_nothing(employee: Employee, their_employee: Employee, physician: Physician) -> None:
    visit = factories.a_confirmed(employee, physician)
    factories.a_confirmed(their_employee, physician, in_days(12))
    before = held(visit)
    with pytest.raises(Refused, match="reçoit déjà"):
        visit.move(by=None, **to(physician))
    visit.refresh_from_db()
    assert visit.starts_at == in_days(10)
    assert held(visit) == before
    assert not Event.objects.filter(name="appointment.move").exists()


def test_a_visit_may_move_within_its_own_time(employee: Employee, physician: Physician) -> None:
    visit = factories.a_confirmed(employee, physician)
    visit.move(by=None, **to(physician) | {"starts_at": in_days(10, 9, 40)})
    assert OccupiedTime.objects.filter(appointment=visit, resource__startswith="physician").count() == 6


def test_only_what_is_planned_and_to_come_moves(employee: Employee, physician: Physician) -> None:
    with pytest.raises(Refused, match="n’est pas planifié"):
        factories.a_request(employee).move(by=None, **to(physician))
    visit = factories.a_confirmed(employee, physician, kind="mi_carriere")
    with pytest.raises(Refused, match="Ce moment est passé"):
        visit.move(by=None, **to(physician, -1))
    with time_machine.travel(in_days(11)), pytest.raises(Refused, match="ne se déplace plus"):
        visit.move(by=None, **to(physician))


def test_somebody_else_comes_at_the_same_moment(ours: Member, employee: Employee, physician: Physician) -> None:
    visit = factories.a_confirmed(employee, physician)
    instead = factories.a_complete_employee(ours, "Morin")
    visit.replace_employee(by=None, employee=instead, due_on=date(2027, 5, 1))
    visit.refresh_from_db()
    assert (visit.employee, visit.state, visit.due_on) == (instead, Appointment.State.CONFIRMED, date(2027, 5, 1))
    assert set(visit.occupied_times.values_list("resource", flat=True)) == {
        f"employee:{instead.pk}", f"physician:{physician.pk}",
    }  # fmt: skip


def test_nobody_replaces_who_may_not_come(
    ours: Member, employee: Employee, their_employee: Employee, physician: Physician
) -> None:
    visit = factories.a_confirmed(employee, physician)
    with pytest.raises(Refused, match="même entreprise"):
        visit.replace_employee(by=None, employee=their_employee)
    with pytest.raises(Refused, match="vient déjà à ce rendez-vous"):
        visit.replace_employee(by=None, employee=visit.employee)
    busy = factories.a_complete_employee(ours, "Morin")
    factories.a_confirmed(busy, factories.a_physician(physician.centre), in_days(10))
    with pytest.raises(Refused, match="a déjà un rendez-vous à ce moment"):
        visit.replace_employee(by=None, employee=busy)
    visit.refresh_from_db()
    assert visit.employee == employee
    back = {"returns_on": date(2027, 1, 4), "stopped_on": date(2026, 9, 1), "stop_cause": "illness"}
    returning = factories.a_confirmed(busy, physician, in_days(20), kind="reprise", **back)
    with pytest.raises(Refused, match="d’une seule personne"):
        returning.replace_employee(by=None, employee=employee)


def test_the_employer_is_told_of_a_move_and_of_a_replacement(
    ours: Member, employee: Employee, physician: Physician, martine: object
) -> None:
    visit = factories.a_confirmed(employee, physician)
    visit.move(by=None, **to(physician))
    visit.replace_employee(by=None, employee=factories.a_complete_employee(ours, "Morin"))
    subjects = list(Outbox.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects.count("Rendez-vous déplacé") == subjects.count("Salarié remplacé à un rendez-vous")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(rounds(3, 60)))
def test_two_visits_exchange_their_moments_at_once_without_a_deadlock(
    turn: int, employee: Employee, their_employee: Employee, physician: Physician
) -> None:
    """Each wants what the other has: nobody can win, both are told, and both keep what they had."""
    one = factories.a_confirmed(employee, physician, in_days(10))
    other = factories.a_confirmed(their_employee, physician, in_days(12))
    outcomes = together(
        lambda: one.move(by=None, **to(physician, 12)), lambda: other.move(by=None, **to(physician, 10))
    )
    assert [type(outcome) for outcome in outcomes] == [Refused, Refused]
    assert all("reçoit déjà" in str(outcome) for outcome in outcomes), outcomes
    assert OccupiedTime.objects.filter(appointment=one, starts_at=in_days(10)).count() == 2
