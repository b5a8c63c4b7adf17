"""The visits held until a day, sorted by what they count for."""

from dataclasses import dataclass
from datetime import date

from egide.regulation.facts import HIRE_MARGIN, Facts, PastVisit
from egide.regulation.terms import VisitKind

EMA_KINDS = frozenset({VisitKind.EMA_HIRE, VisitKind.EMA})
VIP_KINDS = frozenset({VisitKind.VIP_HIRE, VisitKind.VIP})


@dataclass(frozen=True, slots=True)
class History:
    """Visits of this contract, oldest first, and those of former ones.

    `exams`: aptitude examinations, by a médecin alone (R.4624-24); `informing`: whatever counts as an
    information visit, examinations included (R.4624-24, « se substitue »).
    """

    own: tuple[PastVisit, ...]
    former: tuple[PastVisit, ...]
    exams: tuple[PastVisit, ...]
    informing: tuple[PastVisit, ...]

    def held_since(self, kind: VisitKind, day: date) -> bool:
        return any(visit.kind is kind and visit.held_on >= day for visit in self.own)

    def seen_by_physician_since(self, day: date | None) -> bool:
        return any(visit.by == "medecin" and (day is None or visit.held_on >= day) for visit in self.own)


EMPTY = History((), (), (), ())


def history_of(facts: Facts, until: date) -> History:
    """What had been held on `until`, that day included."""
    if not facts.visits:
        return EMPTY
    held = sorted((visit for visit in facts.visits if visit.held_on <= until), key=lambda visit: visit.held_on)
    own = tuple(visit for visit in held if not visit.former)
    return History(
        own,
        tuple(visit for visit in held if visit.former),
        tuple(visit for visit in own if is_exam(visit)),
        tuple(visit for visit in own if informs(visit)),
    )


def is_exam(visit: PastVisit) -> bool:
    return visit.kind in EMA_KINDS and visit.may_be_by_physician


def informs(visit: PastVisit) -> bool:
    return visit.kind in EMA_KINDS or visit.kind in VIP_KINDS


def prepared(visits: tuple[PastVisit, ...], facts: Facts, start: date) -> bool:
    """Whether one of `visits` was held for the assignment of `start`, or since.

    At the hire any visit of the contract counts; at a change of post (R.4624-18, R.4624-24) only one close to
    it, or one that the service knows to be for the same job.
    """
    at_hire = start == facts.post_since and facts.post_is_the_first
    return any(at_hire or visit.held_on >= start - HIRE_MARGIN or visit.same_job for visit in visits)
