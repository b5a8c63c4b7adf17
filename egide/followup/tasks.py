"""What the worker does each night: the follow-ups anew, as birthdays and texts pass without anybody's doing."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import groupby

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.common.errors import Refused
from egide.common.per_request import reading_once
from egide.employees.models import Employee
from egide.followup.models import Reassessment

AT_A_TIME = 2_000  # employees in memory


@db_periodic_task(crontab(hour="1", minute="30"))
def reassess_follow_ups() -> None:
    """Member by member: a night cut short has told those it has done, and is gone on with when run again."""
    today = timezone.localdate()
    with reading_once():
        for member_id, changed in groupby(outdated(today), key=lambda employee: employee.member_id):
            with suppress(Refused):  # told today already: tomorrow will do
                Reassessment(member_id=member_id, held_on=today).carry_out(by=None, employees=list(changed))


def outdated(today: date) -> Iterator[Employee]:
    """Those whose category or next visit is no longer what is written, member after member."""
    followed = Employee.objects.present().filter(follow_up__isnull=False).select_related("follow_up")
    known = followed.prefetch_related("determinants", "visits").order_by("member_id", "pk")
    for employee in known.iterator(chunk_size=AT_A_TIME):
        if employee.is_misclassified(today) or employee.follow_up.is_outdated(employee, today):
            yield employee
