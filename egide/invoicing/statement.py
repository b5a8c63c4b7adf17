"""The account of one member: what it owes, what it has in advance, and each movement with the balance after it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from egide.common.french import shown_euros
from egide.invoicing.models import Allocation, Invoice, Payment, Refund
from egide.members.models import Member

ZERO = Decimal(0)
HEADER = ("Date", "Libellé", "Débit", "Crédit", "Solde")
BEFORE, AFTER = "Solde au début de la période", "Solde à la fin de la période"


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


@dataclass(frozen=True)
class Account:
    """The movements of a period, both days included, between what was owed before it and after it."""

    first: date
    last: date
    opening: Decimal
    movements: list[Movement]
    claimed: Decimal = ZERO  # fixed compensation of what is late (code de commerce, D.441-5), beside the balance

    @property
    def closing(self) -> Decimal:
        return self.movements[-1].after if self.movements else self.opening

    @property
    def meaning(self) -> str:
        """The sign of the balance, in words, and what is claimed beside it."""
        if not self.claimed:
            return self._balance
        beside = f"S’y ajoutent {shown_euros(self.claimed)} d’indemnités de recouvrement réclamées (article D. 441-5)."
        return f"{self._balance} {beside}"

    @property
    def _balance(self) -> str:
        if self.closing > 0:
            return f"À cette date, {shown_euros(self.closing)} restent à régler."
        if self.closing < 0:
            return f"À cette date, {shown_euros(-self.closing)} sont à l’avoir de l’adhérent."
        return "À cette date, le compte est soldé."

    def lines(self) -> Iterator[tuple[date, str, Decimal | None, Decimal | None, Decimal]]:
        """As a file tells it, under `HEADER`: the balance before, the movements, the balance after."""
        yield self.first, BEFORE, None, None, self.opening
        for line in self.movements:
            yield line.on, line.label, line.debit or None, line.credit or None, line.after
        yield self.last, AFTER, None, None, self.closing


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
        said = str(paper) if paper.corrects_id else f"{paper}, {paper.get_kind_display().lower()}"
        lines.append((paper.issued_on or date.min, said, *signed))
    for payment in Payment.objects.filter(member=member, cancelled_at=None):
        said = f"{payment.get_mode_display()} {payment.reference}".strip()
        lines.append((payment.received_on, said, ZERO, payment.amount))
    for refund in Refund.objects.filter(member=member):
        lines.append((refund.refunded_on, f"Remboursement {refund.reference}".strip(), refund.amount, ZERO))
    return list(_with_balance(sorted(lines)))


def account_of(member: Member, first: date, last: date) -> Account:
    """What the whole account says of the days from `first` to `last`."""
    every = statement_of(member)
    before = [line.after for line in every if line.on < first]
    within = [line for line in every if first <= line.on <= last]
    return Account(first, last, before[-1] if before else ZERO, within, _claimed(member, last))


def _claimed(member: Member, until: date) -> Decimal:
    """By the reminders of what is still to pay: the same sum as the last letter names."""
    owed = Invoice.objects.filter(member=member, dunned__sent_on__lte=until).to_pay().order_by()
    return Decimal(owed.aggregate(total=Sum("dunned__fee"))["total"] or 0)


def _with_balance(lines: Iterable[tuple[date, str, Decimal, Decimal]]) -> Iterable[Movement]:
    after = ZERO
    for on, label, debit, credit in lines:
        after += debit - credit
        yield Movement(on, label, debit, credit, after)


def _sum(rows: "QuerySet[Any]") -> Decimal:
    return Decimal(rows.order_by().aggregate(total=Sum("amount"))["total"] or 0)
