"""What the law answers about an employee: frozen results, each with its article and its French sentence."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from egide.regulation.rows import Determinant, Who
from egide.regulation.terms import Basis, Category, Obligation, Severity, VisitKind, When

ROUTINE = (Obligation.VIP, Obligation.EMA, Obligation.INTERMEDIATE)
FIRST = {Obligation.VIP: VisitKind.VIP_HIRE, Obligation.EMA: VisitKind.EMA_HIRE}
KINDS = {
    Obligation.VIP: VisitKind.VIP,
    Obligation.EMA: VisitKind.EMA,
    Obligation.INTERMEDIATE: VisitKind.INTERMEDIATE,
    Obligation.MID_CAREER: VisitKind.MID_CAREER,
    Obligation.RETURN: VisitKind.RETURN,
    Obligation.POST_EXPOSURE: VisitKind.POST_EXPOSURE,
    Obligation.ATTESTATION: VisitKind.ATTESTATION,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the category is what it is: one determinant, its article, and the sentence for the employer."""

    determinant: Determinant
    article: str
    sentence: str

    @property
    def told_to_employer(self) -> bool:
        """What the service retains is never explained to the employer (rules of L.4624-8)."""
        return self.determinant.who != Who.SERVICE


@dataclass(frozen=True, slots=True)
class Alert:
    """What must be looked at, beside the category. `health`: it tells something of the person's health;
    `reference`: what other software reads instead of the article."""

    article: str
    sentence: str
    code: str = ""
    severity: Severity = Severity.TO_CHECK
    health: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due: a latest day included, or « sans délai » since a day, or when the service chooses.

    `due` is a maximum, never moved for a Sunday; `arose_on` is the fact it counts from.
    """

    obligation: Obligation
    due: date | None
    when: When
    basis: Basis
    article: str
    arose_on: date
    overdue_days: int = 0

    @property
    def latest(self) -> date:
        """The day to sort by: the latest day, or the one since which it is due without delay."""
        return self.due or self.arose_on

    @property
    def shown_to_employer(self) -> bool:
        return self.obligation.shown_to_employer

    @property
    def before_assignment(self) -> bool:
        return self.basis == Basis.ASSIGNMENT

    @property
    def sentence(self) -> str:
        moment = {
            When.BY_DATE: f"au plus tard le {self.latest:%d/%m/%Y}",
            When.ASAP: "dès que possible",
            When.BY_SERVICE: "organisée par le service",
        }[self.when]
        before = " (avant l’affectation au poste)" if self.before_assignment else ""
        return f"{self.obligation.label} {moment}{before}, {self.article}."


@dataclass(frozen=True, slots=True)
class Waiver:
    """A visit that need not be held: possible (the service confirms), applied, or refused with its reason."""

    obligation: Obligation
    article: str
    status: str  # possible, applies, refused
    reason: str = ""
    unless: tuple[str, ...] = ()
    if_confirmed: tuple[Deadline, ...] = ()
    if_refused: tuple[Deadline, ...] = ()

    @property
    def sentence(self) -> str:
        return {
            "possible": f"Dispense possible, à confirmer par le service ({self.article}).",
            "applies": f"Visite non requise, sauf demande ({self.article}).",
            "refused": f"Pas de dispense : {self.reason} ({self.article}).",
        }[self.status]


@dataclass(frozen=True, slots=True)
class Attestation:
    """The médecin's attestation for driving or electricity: required by `due`, or valid or expired since
    `valid_until`; `source`: the earlier paper that stands for it."""

    kind: str  # conduite, electricite
    status: str  # required, valid, expired
    article: str
    due: date | None = None
    valid_until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which somebody may ask for something, both included."""

    code: str
    first_day: date
    last_day: date
    article: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A date that the former regime had set and that holds no more."""

    obligation: Obligation
    due: date


@dataclass(frozen=True)
class FollowUp:
    """The whole answer for one employee on one day (`follow_up`). What changes later: `changes_ahead`."""

    category: Category
    rows: tuple[Determinant, ...]
    reasons: tuple[Reason, ...]
    deadlines: tuple[Deadline, ...]
    waivers: tuple[Waiver, ...]
    attestations: tuple[Attestation, ...]
    cancelled: tuple[Cancelled, ...]
    windows: tuple[Window, ...]
    alerts: tuple[Alert, ...]
    to_check: tuple[str, ...]
    seen_before: bool  # a visit of this contract is known

    @cached_property
    def not_due(self) -> tuple[Obligation, ...]:
        """What the law does not ask for now; what could not be told is in neither list."""
        due = {deadline.obligation for deadline in self.deadlines}
        if any(doubt.startswith("mi_carriere") for doubt in self.to_check):
            due.add(Obligation.MID_CAREER)
        return tuple(obligation for obligation in Obligation if obligation not in due)

    @cached_property
    def next(self) -> Deadline | None:
        """The next periodic visit: nothing where the law asks for none (D.4625-22)."""
        routine = [deadline for deadline in self.deadlines if deadline.obligation in ROUTINE]
        return min(routine, key=lambda deadline: deadline.latest, default=None)

    def of(self, obligation: Obligation) -> tuple[Deadline, ...]:
        return tuple(deadline for deadline in self.deadlines if deadline.obligation == obligation)

    def kind_of(self, deadline: Deadline) -> VisitKind | None:
        """The kind of visit that answers a deadline: the first of a contract has its own name."""
        first = not self.seen_before and deadline.basis in {Basis.HIRE, Basis.ASSIGNMENT}
        return (FIRST if first else KINDS).get(deadline.obligation, KINDS.get(deadline.obligation))

    @property
    def next_kind(self) -> VisitKind | None:
        return self.kind_of(self.next) if self.next else None

    @property
    def due_on(self) -> date | None:
        return self.next.latest if self.next else None

    @property
    def before_assignment(self) -> bool:
        return self.next is not None and self.next.before_assignment

    @property
    def article(self) -> str:
        return self.next.article if self.next else ""
