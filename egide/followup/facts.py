"""An employee's columns as the regulation reads them: those of a row at hand, or the bare ones of a night."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from egide.employees.models import Employee
from egide.employees.models.risks import Person, Risk
from egide.regulation import HIRE_MARGIN, Declared, Facts, Paper, Parameters, PastVisit, VisitKind, follow_up, kind_of

PAPERS = {
    VisitKind.ATTESTATION: Paper.NO_CONTRAINDICATION,
    VisitKind.EMA_HIRE: Paper.FIT,
    VisitKind.EMA: Paper.FIT,
}
ATTESTED = ("autorisation_conduite", "habilitation_electrique", "habilitation_electrique_voisinage")
DAY = timedelta(days=1)

# What `facts_from` reads of each row: a correction of anything else moves no date, a night reads nothing else.
READ_OF_EMPLOYEE = frozenset({"birth_date", "post_since", "hired_on", "contract_kind", "sex", "left_on"})
READ_OF_DETERMINANT = ("code", "since", "until")
READ_OF_VISIT = ("kind", "held_on")


class Hired(Person, Protocol):
    @property
    def left_on(self) -> date | None: ...


class Held(Protocol):
    """A visit that took place: the row itself, or its columns alone."""

    @property
    def kind(self) -> str: ...
    @property
    def held_on(self) -> date: ...


def facts_of(employee: Employee) -> Facts:
    """An employee as the regulation reads one."""
    return facts_from(employee, employee.determinants.all(), employee.visits.all())


def facts_from(employee: Hired, risks: Iterable[Risk], visits: Iterable[Held]) -> Facts:
    return Facts(
        birth_date=employee.birth_date,
        post_since=employee.post_since,
        hired_on=employee.hired_on,
        status=employee.contract_kind,
        sex=employee.sex,
        ends_on=employee.left_on,
        determinants=_declared(risks, employee.hired_on),
        visits=tuple(_past(visit, employee.hired_on) for visit in visits),
    )


def next_visit(facts: Facts, *, on: date, parameters: Parameters) -> tuple[str, date | None, bool]:
    """The next visit, its latest day, and whether it comes before the assignment: as a FollowUp writes them."""
    answer = follow_up(facts, on=on, parameters=parameters)
    return answer.next_kind.value if answer.next_kind else "", answer.due_on, answer.before_assignment


def _past(visit: Held, hired_on: date) -> PastVisit:
    """What a visit gave is the worker's (R.4323-56): an examination held for driving or electricity is taken to have
    given the attestation, and an aptitude examination of the former regime to cover the same work."""
    kind = kind_of(visit.kind)
    paper = PAPERS.get(kind)
    former = visit.held_on < hired_on - HIRE_MARGIN
    return PastVisit(kind, visit.held_on, former=former, paper=paper, issued_for=ATTESTED if paper else ())


def _declared(risks: Iterable[Risk], hired_on: date) -> tuple[Declared, ...]:
    """The risks of this contract with their dates.

    The first declaration describes the post as it has been since it began; what is ticked later begins that
    day, what is unticked ended the day before.
    """
    rows = [row for row in risks if row.until is None or row.since >= hired_on]
    first = min((row.since for row in rows), default=None)
    return tuple(
        Declared(
            row.code,
            since=row.since if row.since != first else None,
            until=row.until - DAY if row.until else None,
        )
        for row in rows
        if row.until is None or row.until > row.since
    )
