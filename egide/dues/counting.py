"""Who counts in a call of dues: each worker for one (L.4622-6), in equal parts between employers (D.4624-65)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from egide.employees.models import Employee, PastContract
from egide.invoicing.amounts import to_cents

Counted = dict[str, int]  # the key of an employee, as JSON keeps it → between how many employers it is split


@dataclass(frozen=True)
class Headcount:
    """What is billed of one member: its workers, and those of them who pay the entry fee."""

    counted: Counted
    entering: int = 0

    def amount(self, per_head: Decimal, entry_fee: Decimal) -> Decimal:
        """Euros without VAT, as the lines of the invoice add up to them."""
        return sum((line.net for line in self.lines(per_head, entry_fee)), Decimal(0))

    def lines(self, per_head: Decimal, entry_fee: Decimal) -> "list[DuesLine]":
        """One line for each number of employers, the workers of one employer first, then the entry fees."""
        heads: dict[int, int] = {}
        for employers in self.counted.values():
            heads[employers] = heads.get(employers, 0) + 1
        lines = [
            DuesLine(_label(employers), many, to_cents(per_head / employers))
            for employers, many in sorted(heads.items())
        ]
        if self.entering and entry_fee:
            lines.append(DuesLine("Droits d’entrée", self.entering, entry_fee))
        return lines


@dataclass(frozen=True)
class DuesLine:
    """What one line of the invoice says; the price is without VAT."""

    label: str
    quantity: int
    unit_price: Decimal

    @property
    def net(self) -> Decimal:
        return self.quantity * self.unit_price


def employed_on(day: date) -> Q:
    """Under contract that day, by the contract in force or by one that ended since."""
    return employed_between(day, day)


def employed_between(first: date, last: date) -> Q:
    """Under contract at least one day of the two and what lies between."""
    ended_since = PastContract.objects.filter(employee=OuterRef("pk"), hired_on__lte=last, left_on__gte=first)
    return Q(hired_on__lte=last) & (Q(left_on=None) | Q(left_on__gte=first)) | Q(Exists(ended_since))


class Worker(NamedTuple):
    """What the count reads of an employee."""

    key: int
    employers: int
    hired_on: date


def enters(worker: Worker, since: date | None, *, joined_on: date, first_day: date) -> bool:
    """Hired since the last call (`since`); of a member never called here, only one that joins during the period, from
    its `first_day` on, pays for all."""
    if since is None:
        return joined_on >= first_day
    return worker.hired_on > since


def headcount_of(workers: Sequence[Worker], since: date | None, *, joined_on: date, first_day: date) -> Headcount:
    """What is billed of these workers of one member; `since` and the days are those of `enters`."""
    entering = sum(enters(worker, since, joined_on=joined_on, first_day=first_day) for worker in workers)
    return Headcount({str(worker.key): worker.employers for worker in workers}, entering)


def workers_of(members: Iterable[int], who: Q) -> dict[int, list[Worker]]:
    """The workers that `who` retains of several members, in one reading; each member has its list."""
    found: dict[int, list[Worker]] = {member: [] for member in members}
    rows = Employee.objects.filter(who, member__in=list(found)).order_by("member_id", "pk")
    for member_id, key, employers, hired_on in rows.values_list("member_id", "pk", "employers", "hired_on"):
        found[member_id].append(Worker(key, employers, hired_on))
    return found


def _label(employers: int) -> str:
    if employers == 1:
        return "Cotisation par salarié suivi"
    return f"Cotisation par salarié suivi, partagée entre {employers} employeurs (D. 4624-65)"
