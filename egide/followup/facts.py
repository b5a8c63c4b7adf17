"""An employee's columns as the regulation reads them: those of a row at hand, or the bare ones of a night."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from egide.employees.models import Employee, PaperKind
from egide.employees.models.risks import Person, Risk
from egide.employees.models.stop import as_fact
from egide.regulation import (
    HIRE_MARGIN,
    Declared,
    Facts,
    Obligation,
    Paper,
    Parameters,
    PastVisit,
    VisitKind,
    follow_up,
    kind_of,
)
from egide.regulation.attestations import CODES, attested

ATTESTED = tuple(code for codes in CODES.values() for code in sorted(codes))
FITNESS = frozenset({VisitKind.EMA_HIRE, VisitKind.EMA})
DAY = timedelta(days=1)

# What `facts_from` reads of each row: a correction of anything else moves no date, a night reads nothing else.
READ_OF_EMPLOYEE = frozenset({"birth_date", "post_since", "hired_on", "contract_kind", "sex", "left_on"})
READ_OF_DETERMINANT = ("code", "since", "until")
READ_OF_VISIT = ("kind", "held_on")
READ_OF_STOP = ("cause", "first_day", "returns_on")


class Hired(Person, Protocol):
    @property
    def left_on(self) -> date | None: ...


class Held(Protocol):
    """A visit that took place: the row itself, or its columns alone."""

    @property
    def kind(self) -> str: ...
    @property
    def held_on(self) -> date: ...


class Stopped(Protocol):
    """A stop of work that the employer declared."""

    @property
    def cause(self) -> str: ...
    @property
    def first_day(self) -> date: ...
    @property
    def returns_on(self) -> date: ...


class Presented(Protocol):
    """A paper that the employer holds."""

    @property
    def kind(self) -> str: ...
    @property
    def issued_on(self) -> date: ...


def facts_of(employee: Employee, *, for_service: bool = False) -> Facts:
    """An employee as the regulation reads one; a draft that is not saved yet has no other row.

    Only `for_service` are the visits of the worker alone among them: an article that changes would betray one.
    """
    if employee.pk is None:
        return facts_from(employee, (), (), ())
    visits = [visit for visit in employee.visits.all() if for_service or kind_of(visit.kind).visible_to_employer]
    return facts_from(employee, employee.determinants.all(), visits, employee.stops.all(), employee.papers.all())


def facts_from(
    employee: Hired,
    risks: Iterable[Risk],
    visits: Iterable[Held],
    stops: Iterable[Stopped],
    papers: Iterable[Presented] = (),
) -> Facts:
    """`papers` move no visit: a night does without them."""
    held = {paper.kind: paper.issued_on for paper in papers}
    return Facts(
        birth_date=employee.birth_date,
        post_since=employee.post_since,
        hired_on=employee.hired_on,
        status=employee.contract_kind,
        sex=employee.sex,
        ends_on=employee.left_on,
        determinants=_declared(risks, employee.hired_on),
        visits=(
            *(past_visit(kind_of(visit.kind), visit.held_on, employee.hired_on) for visit in visits),
            *(attested(kind, held[kind]) for kind in CODES if kind in held),
        ),
        stops=tuple(as_fact(stop.cause, stop.first_day, stop.returns_on) for stop in stops),
        derogation_on=held.get(PaperKind.DEROGATION),
    )


def next_visit(
    facts: Facts, *, on: date, parameters: Parameters, fixed: date | None = None
) -> tuple[str, date | None, bool]:
    """The next visit, its latest legal day, and whether it comes before the assignment: as a FollowUp writes them.

    A return to work is one of them, when it comes first, and in any case while the person is away: nobody is examined
    during a stop. `fixed`
    is the date of the médecin, who fixes the periodic visit alone (R.4624-16, R.4624-17, R.4624-28).
    """
    answer = follow_up(facts, on=on, parameters=parameters)
    back = min(answer.of(Obligation.RETURN), key=lambda deadline: deadline.latest, default=None)
    periodic = min((day for day in (answer.due_on, fixed) if day), default=None)
    is_away = any(stop.first_day <= on < stop.return_day for stop in facts.stops)
    first = back if back and (is_away or periodic is None or back.latest < periodic) else answer.next
    if first is None:
        return "", None, False
    kind = answer.kind_of(first)
    return kind.value if kind else "", first.latest, first.before_assignment


def past_visit(kind: VisitKind, held_on: date, hired_on: date) -> PastVisit:
    """A visit held. What an examination for driving or electricity has concluded is the worker's (R.4323-56); an
    aptitude examination of the former regime covers the same work (décret 2025-355, art. 2)."""
    former = held_on < hired_on - HIRE_MARGIN
    if kind not in FITNESS:
        return PastVisit(kind, held_on, former=former)
    return PastVisit(kind, held_on, former=former, paper=Paper.FIT, issued_for=ATTESTED)


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
