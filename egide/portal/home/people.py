"""The employees that wait for something: who, what, since when; the most urgent first."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from egide.appointments.queries import never_seen
from egide.employees.queries import ADDED, COMPLETE, LACKING, PRESENT
from egide.followup.rules import SOON, Standing, stand
from egide.members.models import Member

LOOKED_AT = 60  # rows read to be named; beyond a few names a line only counts


@dataclass(frozen=True)
class People:
    """`counts` by state and by deadline, as the filters of Mes salariés count; the lists hold whom to name:
    those late or due soon whom nobody has asked a visit for yet, the hires never asked for, the incomplete."""

    counts: dict[str, int]
    late: list[Any] = field(default_factory=list)
    unasked: list[Any] = field(default_factory=list)
    soon: list[Any] = field(default_factory=list)
    lacking: list[Any] = field(default_factory=list)


def people_of(member: Member, today: date) -> People:
    """Two queries, however many employees there are."""
    people = People(_counts(member, today))
    for row in _waiting(member, today)[:LOOKED_AT]:
        due = row.follow_up.shown_due_on if hasattr(row, "follow_up") else None
        if due and due < today and not row.asked:
            people.late.append(row)
        elif row.is_new:
            people.unasked.append(row)
        elif due and due <= today + SOON and not row.asked:
            people.soon.append(row)
        if row.missing:
            people.lacking.append(row)
    return people


def _counts(member: Member, today: date) -> dict[str, int]:
    counted: dict[str, int] = member.employees.aggregate(
        present=Count("pk", filter=PRESENT),
        complete=Count("pk", filter=COMPLETE),
        incomplete=Count("pk", filter=PRESENT & LACKING),
        added=Count("pk", filter=ADDED),
        gone=Count("pk", filter=Q(left_on__year=today.year)),
        late=Count("pk", filter=stand(Standing.LATE, today)),
        to_plan=Count("pk", filter=stand(Standing.TO_PLAN, today)),
        fine=Count("pk", filter=stand(Standing.FINE, today)),
    )
    return counted


def _waiting(member: Member, today: date) -> "QuerySet[Any]":
    """Present, and lacking something, due within the delay, or new; with what is already asked or booked."""
    shown = member.appointments.visible_to_employer().filter(employee=OuterRef("pk"))
    people: Any = member.employees.present().select_related("follow_up")
    people = people.annotate(
        asked=Exists(shown.waiting()) | Exists(shown.to_come(timezone.now()).order_by()), is_new=never_seen(member)
    )
    due = Q(follow_up__shown_due_on__lte=today + SOON)
    rows: QuerySet[Any] = people.filter(LACKING | due | Q(is_new=True))
    return rows.order_by(F("follow_up__shown_due_on").asc(nulls_last=True), "search_key", "pk")
