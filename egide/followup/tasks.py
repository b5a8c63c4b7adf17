"""What the worker does each night: the follow-ups anew, as birthdays and texts pass without anybody's doing."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.common.errors import Refused
from egide.common.per_request import reading_once
from egide.employees.models import DeclaredDeterminant, Employee
from egide.followup.models import READ_OF_EMPLOYEE, Reassessment, Visit

AT_A_TIME = 2_000  # employees in memory
WRITTEN = ("next_kind", "due_on", "before_assignment")
READ = ("member_id", "category", *READ_OF_EMPLOYEE, *(f"follow_up__{name}" for name in WRITTEN))


@db_periodic_task(crontab(hour="1", minute="30"))
def reassess_follow_ups() -> None:
    """Member by member: a night cut short has told those it has done, and is gone on with when run again."""
    today = timezone.localdate()
    with reading_once():
        for member_id, changed in groupby(outdated(today), key=lambda employee: employee.member_id):
            employees = Employee.objects.filter(pk__in=[employee.pk for employee in changed]).order_by("pk")
            with suppress(Refused):  # told today already: tomorrow will do
                Reassessment(member_id=member_id, held_on=today).carry_out(by=None, employees=list(employees))


def outdated(today: date) -> Iterator[Employee]:
    """Those whose category or next visit is no longer what is written, member after member; only what the
    regulation reads is read of them."""
    followed = Employee.objects.present().filter(follow_up__isnull=False).select_related("follow_up").only(*READ)
    determinants = DeclaredDeterminant.objects.only("employee_id", "code", "since", "until")
    visits = Visit.objects.only("employee_id", "kind", "held_on")
    known = followed.prefetch_related(Prefetch("determinants", determinants), Prefetch("visits", visits))
    for employee in known.order_by("member_id", "pk").iterator(chunk_size=AT_A_TIME):
        if employee.is_misclassified(today) or employee.follow_up.is_outdated(employee, today):
            yield employee
