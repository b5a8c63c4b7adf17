"""The account of one member: what it owes, what it has in advance, and each movement with the balance after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from egide.invoicing.models import Allocation, Invoice, Payment, Refund
from egide.members.models import Member

ZERO = Decimal(0)


@dataclass(frozen=True)
class Balance:
    """In euros: what is due, the part of it that is late, and the member's credit."""

    due: Decimal
    overdue: Decimal
    credit: Decimal


@dataclass(frozen=True)
class Movement:
    """One line of the statement: a paper adds to what is owed, money takes from it; `after` is the balance."""

    on: date
    label: str
    debit: Decimal
    credit: Decimal
    after: Decimal


def balance_of(member: Member) -> Balance:
    owed = Invoice.objects.filter(member=member).to_pay()
    received = Payment.objects.filter(member=member, cancelled_at=None)
    used = Allocation.objects.live().filter(member=member)
    refunded = Refund.objects.filter(member=member)
    late = owed.overdue(timezone.localdate())
    return Balance(owed.remaining(), late.remaining(), _sum(received) - _sum(used) - _sum(refunded))


def statement_of(member: Member) -> list[Movement]:
    """All movements, the oldest first; a payment that was cancelled is not one."""
    lines: list[tuple[date, str, Decimal, Decimal]] = []
    for paper in Invoice.objects.filter(member=member).issued():
        signed = (ZERO, paper.gross) if paper.nature == Invoice.Nature.CREDIT_NOTE else (paper.gross, ZERO)
        lines.append((paper.issued_on or date.min, f"{paper}, {paper.get_kind_display().lower()}", *signed))
    for payment in Payment.objects.filter(member=member, cancelled_at=None):
        said = f"{payment.get_mode_display()} {payment.reference}".strip()
        lines.append((payment.received_on, said, ZERO, payment.amount))
    for refund in Refund.objects.filter(member=member):
        lines.append((refund.refunded_on, f"Remboursement {refund.reference}".strip(), refund.amount, ZERO))
    return list(_with_balance(sorted(lines)))


def _with_balance(lines: Iterable[tuple[date, str, Decimal, Decimal]]) -> Iterable[Movement]:
    after = ZERO
    for on, label, debit, credit in lines:
        after += debit - credit
        yield Movement(on, label, debit, credit, after)


def _sum(rows: "QuerySet[Any]") -> Decimal:
    return Decimal(rows.order_by().aggregate(total=Sum("amount"))["total"] or 0)
