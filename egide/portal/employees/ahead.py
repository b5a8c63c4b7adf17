"""« Voir ce qui changera »: the dates of one employee, from what is due to what a birthday or a text will change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from egide.centres.models import Service
from egide.employees.models import Employee
from egide.followup.facts import facts_of
from egide.followup.models import FollowUp
from egide.regulation import Category, Change, Deadline, Obligation, When, changes_ahead, follow_up
from egide.regulation.periods import add_years

# asked for only as long as no valid date was entered (R.4323-56, R.4544-11)
TO_SHOW = "Attestation de conduite ou d’électricité : le salarié vous la présente, sinon demandez l’examen."
YEARS_AHEAD = 6  # one period more than the longest of the law (R.4624-16)


@dataclass(frozen=True)
class Step:
    """One day to come, or already late: what happens, why, and the category from then on when it may change."""

    day: date
    told: str
    why: str
    category: Category | None = None
    late: bool = False
    at_once: bool = False


def ahead_of(employee: Employee, today: date) -> list[Step]:
    """In the order of days; nothing that the employer may not know (préreprise, referrals, the médecin's reasons)."""
    facts, parameters = facts_of(employee), Service.current().regulation
    answer = follow_up(facts, on=today, parameters=parameters)
    known: FollowUp | None = getattr(employee, "follow_up", None)
    fixed = known.physician_due_on if known else None
    due = [
        _due(deadline, fixed if deadline is answer.next else None, today)
        for deadline in answer.deadlines
        if deadline.shown_to_employer
    ]
    if fixed and answer.next is None:  # a day of the médecin where the law asks for no visit
        due.append(Step(fixed, "Visite", "", late=fixed < today))
    changes = _changes(changes_ahead(facts, on=today, parameters=parameters), answer.category, today)
    return sorted([*due, *changes], key=lambda step: step.day)


def _due(deadline: Deadline, fixed: date | None, today: date) -> Step:
    """The médecin's earlier date wins, without its reason."""
    if deadline.obligation is Obligation.ATTESTATION:
        return Step(max(deadline.latest, today), TO_SHOW, f"Code du travail, {deadline.article}")
    day = min(deadline.latest, fixed) if fixed else deadline.latest
    at_once = deadline.when != When.BY_DATE
    return Step(
        today if at_once else day,
        deadline.obligation.label,
        f"Code du travail, {deadline.article}",
        late=day < today and not at_once,
        at_once=at_once,
    )


def _changes(changes: Iterable[Change], category: Category, today: date) -> Iterator[Step]:
    """Those of the next years; the category is said on the days that change it."""
    for change in changes:
        if change.day > add_years(today, YEARS_AHEAD):
            return
        yield Step(change.day, change.sentence, "", change.category if change.category != category else None)
        category = change.category
