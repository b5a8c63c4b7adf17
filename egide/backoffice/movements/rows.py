"""One movement as a line: who came or left, since when it was declared, what the service must know of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.db.models.functions import Coalesce

from egide.appointments.models import Appointment
from egide.appointments.states import OPEN, State
from egide.common.french import shown_age
from egide.employees.models import Employee
from egide.employees.queries import EmployeeQuerySet

Movements: TypeAlias = "EmployeeQuerySet[Employee]"
PENDING = (*OPEN, State.CONFIRMED)


def declared_at() -> Coalesce:
    """When the employer said it: the departure, or the arrival."""
    return Coalesce("left_declared_at", "added_at")


@dataclass(frozen=True, slots=True)
class Row:
    employee: Employee
    age: str
    missing: str
    pending: str


def rows_of(employees: list[Employee], now: datetime) -> list[Row]:
    """`employees` as the queue gives them; a leaver who is still expected is said, in one query."""
    gone = [employee.pk for employee in employees if employee.is_gone]
    expected: dict[int, str] = {}
    for one in Appointment.objects.filter(employee__in=gone, state__in=PENDING).order_by("pk"):
        expected[one.employee_id] = f"{one.get_kind_display()} : {one.get_state_display().lower()}"
    return [_row(employee, expected.get(employee.pk, ""), now) for employee in employees]


def _row(employee: Employee, pending: str, now: datetime) -> Row:
    said = employee.left_declared_at or employee.added_at
    missing = "" if employee.is_gone else ", ".join(employee.missing)
    return Row(employee, shown_age(said, now), missing, pending)
