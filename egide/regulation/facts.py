"""What is known of an employee: person, contract, post, determinants with their dates, visits, stops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from egide.regulation.terms import VisitKind

HIRE_MARGIN = timedelta(days=90)  # usage: a visit this close before an assignment was held for it


class StopCause(StrEnum):
    """Why work stopped, as R.4624-31 sorts it."""

    MATERNITY = "maternity"
    OCCUPATIONAL_DISEASE = "occupational_disease"
    WORK_ACCIDENT = "work_accident"
    ILLNESS = "illness"  # or an accident outside work


class Paper(StrEnum):
    """What a visit gave (R.4624-14, R.4624-25, R.4624-55, R.4323-56)."""

    FOLLOWED = "attestation_suivi"
    FIT = "avis_aptitude"
    UNFIT = "avis_inaptitude"
    NO_CONTRAINDICATION = "attestation_contre_indication"


@dataclass(frozen=True, slots=True)
class Declared:
    """One determinant of one person; without `since` it holds since the post began, `until` is its last day."""

    code: str
    since: date | None = None
    until: date | None = None
    detail: str = ""  # enceinte, accouchee or allaitante

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit held. Nothing is medical, save `measures`, that the service alone may know (R.4624-15 3°).

    `by` is "medecin", "infirmier", "autre" or unknown; `former`: for an earlier employer or contract;
    `issued_for`: the determinants that the paper was given for.
    """

    kind: VisitKind
    held_on: date
    by: str = ""
    former: bool = False
    same_job: bool | None = None
    paper: Paper | None = None
    issued_on: date | None = None
    held_by_service: bool | None = None
    measures: bool | None = None
    issued_for: tuple[str, ...] = ()

    @property
    def may_be_by_physician(self) -> bool:
        """An aptitude examination is the médecin's alone (R.4624-24, R.4623-14 II)."""
        return self.by in {"", "medecin"}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of work; its length counts the first and the last day (R.4624-31)."""

    cause: StopCause
    first_day: date
    last_day: date
    returns_on: date | None = None
    issued_on: date | None = None

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def return_day(self) -> date:
        """The day back at work; until it is told, the one that follows the stop."""
        return self.returns_on or self.last_day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """An employee as the law looks at one. `post_since` is the effective start on the post (R.4624-10)."""

    birth_date: date
    post_since: date
    status: str = "CDI"
    determinants: tuple[Declared, ...] = ()
    visits: tuple[PastVisit, ...] = ()
    stops: tuple[Stop, ...] = ()
    sex: str = ""  # F, M or unknown: R.4541-9 alone reads it
    hired_on: date | None = None  # unknown: the day the post began
    ends_on: date | None = None
    work_days: int | None = None  # of a season, in effective days (D.4625-22)
    first_placement_on: date | None = None  # by an association intermédiaire (R.5132-26-7)
    derogation_on: date | None = None  # déclaration de dérogation for a minor (R.4153-41)

    @property
    def hire_day(self) -> date:
        return self.hired_on or self.post_since

    @property
    def post_is_the_first(self) -> bool:
        """Whether the post began with the contract: otherwise it is a change of post."""
        return self.post_since - self.hire_day <= HIRE_MARGIN


def holding(codes: Iterable[str]) -> tuple[Declared, ...]:
    """Determinants known by their codes alone: they hold since the post began."""
    return tuple(Declared(code) for code in dict.fromkeys(codes))
