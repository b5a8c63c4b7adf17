"""When a fact about an employee changes, what comes next for them is computed again."""

from egide.common.events import react_to
from egide.common.models import Event
from egide.employees.models import Employee, WorkStop
from egide.followup.facts import READ_OF_EMPLOYEE
from egide.followup.models import FollowUp, Visit


@react_to("employee.hire", "employee.rehire", "employee.declare_risks", "employee.come_back", "employee.reclassify")
def follow_the_employee(event: Event) -> None:
    _compute(Employee.objects.get(pk=event.subject_id))


@react_to("employee.correct")
def follow_the_correction(event: Event) -> None:
    """A new telephone or a name spelt right moves no date."""
    if not READ_OF_EMPLOYEE.isdisjoint(event.changes):
        _compute(Employee.objects.get(pk=event.subject_id))


@react_to("visit.record")
def follow_the_visit(event: Event) -> None:
    _compute(Visit.objects.select_related("employee").get(pk=event.subject_id).employee)


@react_to("workstop.declare", "workstop.correct")
def follow_the_stop(event: Event) -> None:
    _compute(WorkStop.objects.select_related("employee").get(pk=event.subject_id).employee)


@react_to("workstop.remove")
def follow_the_removal(event: Event) -> None:
    person, _ = event.changes["employee"]
    _compute(Employee.objects.get(pk=person))


def _compute(employee: Employee) -> None:
    """Nobody's name: the date follows from the facts, whoever changed them."""
    follow_up = FollowUp.objects.filter(employee=employee).first()
    (follow_up or FollowUp(employee=employee, member_id=employee.member_id)).compute(by=None)
