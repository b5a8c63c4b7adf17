"""What the sheet reads of one employee: queries that are composed once a process, from the member down."""

from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import OPEN, State
from egide.common.composed import composed
from egide.common.events import history_of
from egide.common.models import Event
from egide.employees.models import Employee, PastContract
from egide.followup.models import Visit
from egide.members.models import Member
from egide.portal.scope import PortalRequest

LAST_VISITS, LAST_EVENTS = 5, 20
OF_THE_REGULATION = ("determinants", "stops", "papers", "visits")


def employee_of(request: PortalRequest, employee_id: int) -> Employee:
    """With all that the regulation reads of them; somebody else's employee is nobody."""
    for employee in _employee(request.member.pk, employee_id):
        employee.member = request.member
        prefetch_related_objects([employee], *OF_THE_REGULATION)
        return employee
    raise Http404


@composed
def _employee(member_id: int, employee_id: int) -> QuerySet[Employee]:
    return Member(pk=member_id).employees.filter(pk=employee_id).select_related("follow_up", "establishment")


@composed
def latest_visits(employee_id: int) -> QuerySet[Visit]:
    return Employee(pk=employee_id).visits.visible_to_employer()[:LAST_VISITS]


@composed
def past_contracts(employee_id: int) -> QuerySet[PastContract]:
    return Employee(pk=employee_id).past_contracts.all()


@composed
def latest_events(employee_id: int) -> QuerySet[Event]:
    return history_of(Employee(pk=employee_id))[:LAST_EVENTS]


def coming_and_asked(employee: Employee) -> tuple[Appointment | None, Appointment | None]:
    """The next appointment of this employee, and the oldest request that waits for its answer."""
    found, now = _appointments(employee.pk), timezone.now()
    coming = [one for one in found if one.state == State.CONFIRMED and one.planned_start >= now]
    asked = (one for one in found if one.state in OPEN)
    return min(coming, key=lambda one: one.planned_start, default=None), next(asked, None)


@composed
def _appointments(employee_id: int) -> QuerySet[Appointment]:
    mine = Employee(pk=employee_id).appointments.visible_to_employer()
    return mine.filter(state__in=[*OPEN, State.CONFIRMED]).select_related("centre").order_by("requested_at", "pk")
