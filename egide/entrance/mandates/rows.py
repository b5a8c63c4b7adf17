"""One member as a line of Mes adhérents: what waits there, within the rights that this person holds there."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import OPEN, State
from egide.common.french import NBSP
from egide.declarations.models import Declaration
from egide.employees.models import Employee
from egide.employees.queries import LACKING, PRESENT
from egide.invoicing.models import Invoice
from egide.invoicing.queries import REMAINING
from egide.members.doors import Door
from egide.members.models import Member
from egide.members.rights import Right


@dataclass(frozen=True, slots=True)
class Badge:
    tone: str
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """`staff`, `due` and `next_at` are None where this person has no right to know."""

    member: Member
    staff: int | None
    due: Decimal | None
    next_at: datetime | None
    badges: tuple[Badge, ...]
    declares: bool = False  # whether its yearly declaration is still to attest

    @property
    def waits(self) -> bool:
        """Somebody must do something there; a request under way waits for the service."""
        return any(badge.tone in {"danger", "warn"} for badge in self.badges)


def rows_of(doors: list[Door], today: date) -> list[Row]:
    """What waits comes first. The same eight queries, whatever the number of members."""
    facts = _Facts(doors, today)
    rows = [_row(door.member, facts) for door in doors]
    return sorted(rows, key=lambda row: (not row.waits, row.member.name))


class _Facts:
    """Counts by member, each one read only where the right to see it is held."""

    def __init__(self, doors: list[Door], today: date) -> None:
        self.today = today
        staff = Employee.objects.filter(member__in=_with(doors, Right.READ_EMPLOYEES))
        owed = Invoice.objects.filter(
            member__in=_with(doors, Right.READ_INVOICES),
            nature=Invoice.Nature.INVOICE,
            state=Invoice.State.ISSUED,
        )
        visits = Appointment.objects.visible_to_employer().filter(member__in=_with(doors, Right.READ_APPOINTMENTS))
        ahead = visits.filter(state=State.CONFIRMED, starts_at__gte=timezone.now())
        self.employees_of, self.invoices_of = _with(doors, Right.READ_EMPLOYEES), _with(doors, Right.READ_INVOICES)
        self.staff = _count(staff.filter(PRESENT))
        self.lacking = _count(staff.filter(PRESENT & LACKING))
        self.overdue = _count(owed.filter(due_on__lt=today))
        self.due = _by_member(owed, Sum(REMAINING))
        self.asked = _count(visits.filter(state__in=OPEN))
        self.precision = _count(visits.filter(state=State.NEEDS_PRECISION))
        unfiled = Declaration.objects.filter(member__in=_with(doors, Right.ATTEST_DECLARATION)).unfiled()
        self.declare_by = _by_member(unfiled.shown_on(today).with_latest(), Min("latest"))
        self.next_at = _by_member(ahead, Min("starts_at"))


def _row(member: Member, facts: _Facts) -> Row:
    pk = member.pk
    declare_by = facts.declare_by.get(pk)
    late = int(declare_by is not None and declare_by < facts.today)
    told = (
        ("danger", "alert-circle", late, "déclaration en retard", ""),
        ("warn", "file-invoice", int(declare_by is not None) - late, "déclaration à attester", ""),
        ("danger", "alert-circle", facts.overdue[pk], "facture échue", "factures échues"),
        ("warn", "alert-triangle", facts.lacking[pk], "salarié à compléter", "salariés à compléter"),
        ("warn", "message", facts.precision[pk], "précision demandée", "précisions demandées"),
        ("info", "hourglass", facts.asked[pk] - facts.precision[pk], "demande en cours", "demandes en cours"),
    )
    badges = tuple(Badge(t, i, f"{n}{NBSP}{one if n == 1 else many}") for t, i, n, one, many in told if n)
    return Row(
        member=member,
        staff=facts.staff[pk] if pk in facts.employees_of else None,
        due=facts.due.get(pk, Decimal(0)) if pk in facts.invoices_of else None,
        next_at=facts.next_at.get(pk),
        declares=declare_by is not None,
        badges=badges or (Badge("ok", "check", "À jour"),),
    )


def _with(doors: list[Door], right: Right) -> set[int]:
    return {door.member.pk for door in doors if door.may(right)}


def _count(rows: QuerySet[Any]) -> Counter[int]:
    return Counter(_by_member(rows, Count("pk")))


def _by_member(rows: QuerySet[Any], measure: Any) -> dict[int, Any]:
    return dict(rows.order_by().values_list("member").annotate(measure=measure))
