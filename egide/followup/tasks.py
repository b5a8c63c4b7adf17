"""What the worker does each night: the follow-ups anew, as birthdays and texts pass without anybody's doing."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.per_request import reading_once
from egide.employees.models import DeclaredDeterminant, Employee, WorkStop
from egide.employees.models.risks import codes_held, exposed_to
from egide.followup.facts import (
    READ_OF_DETERMINANT,
    READ_OF_EMPLOYEE,
    READ_OF_STOP,
    READ_OF_VISIT,
    facts_from,
    next_visit,
)
from egide.followup.models import Reassessment, Visit
from egide.regulation import Facts, Parameters, category_on

AT_A_TIME = 2_000  # employees in memory
WRITTEN = ("category", "follow_up__next_kind", "follow_up__due_on", "follow_up__before_assignment")
OF_THE_PHYSICIAN = "follow_up__physician_due_on"


class Found(NamedTuple):
    """An employee whose follow-up is no longer what is written."""

    member_id: int
    employee_id: int


@db_periodic_task(crontab(hour="1", minute="30"))
def reassess_follow_ups() -> None:
    """Member by member: a night cut short has told those it has done, and is gone on with when run again."""
    today = timezone.localdate()
    with reading_once():
        for member_id, found in groupby(outdated(today), key=lambda found: found.member_id):
            employees = Employee.objects.filter(pk__in=[one.employee_id for one in found]).order_by("pk")
            with suppress(Refused):  # told today already: tomorrow will do
                Reassessment(member_id=member_id, held_on=today).carry_out(by=None, employees=list(employees))


def outdated(today: date) -> Iterator[Found]:
    """Those whose category or next visit is no longer what is written, member after member.

    Half a million people in a night: the columns that the regulation reads are read alone, without their models.
    """
    parameters = Service.current().regulation
    followed = Employee.objects.present().filter(follow_up__isnull=False).order_by("member_id", "pk")
    rows = followed.values_list("member_id", "pk", OF_THE_PHYSICIAN, *WRITTEN, *READ_OF_EMPLOYEE, named=True)
    people = rows.iterator(chunk_size=AT_A_TIME)
    while batch := list(islice(people, AT_A_TIME)):
        keys = [person.pk for person in batch]
        risks = _by_employee(DeclaredDeterminant.objects.filter(employee__in=keys), READ_OF_DETERMINANT)
        visits = _by_employee(Visit.objects.filter(employee__in=keys), READ_OF_VISIT)
        stops = _by_employee(WorkStop.objects.filter(employee__in=keys), READ_OF_STOP)
        for person in batch:
            dated = facts_from(person, risks[person.pk], visits[person.pk], stops[person.pk])
            if _is_outdated(person, risks[person.pk], dated, today, parameters):
                yield Found(person.member_id, person.pk)


def _is_outdated(person: Any, risks: list[Any], dated: Facts, today: date, parameters: Parameters) -> bool:
    """`person`: a row with the columns WRITTEN, READ_OF_EMPLOYEE and the date of the médecin."""
    exposed = exposed_to(codes_held(risks), person)
    if category_on(exposed, on=today, parameters=parameters).value != person.category:
        return True
    written = (person.follow_up__next_kind, person.follow_up__due_on, person.follow_up__before_assignment)
    fixed = person.follow_up__physician_due_on
    return written != next_visit(dated, on=today, parameters=parameters, fixed=fixed)


def _by_employee(rows: "QuerySet[Any, Any]", names: tuple[str, ...]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.values_list("employee_id", *names, named=True):
        found[row.employee_id].append(row)
    return found
