"""Invoices as rows: the groups of Mes factures, and papers that no query can change or delete."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, cast

from django.db import models
from django.db.models import Case, Count, F, Max, Min, Q, Sum, When

from egide.common.errors import Refused

if TYPE_CHECKING:
    from egide.invoicing.models import Invoice  # noqa: F401

IMMUTABLE = "Une facture émise ne change plus : seul un avoir la corrige."
# What the life of an issued paper may still change: its state, what has been paid and what has been credited of it.
STILL_MOVES = frozenset({"state", "settled", "credited"})
UNDELETABLE = "Une facture ne se supprime pas."
# « Reste dû », of an invoice to pay; in Python, `Invoice.remaining`.
REMAINING = F("gross") - F("settled") - F("credited")


class Year(NamedTuple):
    """The papers issued in one year: how many in each group, and what remains to pay of them."""

    year: int
    papers: int
    to_pay: int
    paid: int
    amount: Decimal
    late: Decimal
    late_count: int
    next_on: date | None


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def issued(self) -> "InvoiceQuerySet":
        return self.exclude(state="draft")

    def to_pay(self) -> "InvoiceQuerySet":
        """Soonest due first: what is late comes before what is not."""
        return self.filter(nature="invoice", state="issued").order_by("due_on", "number")

    def remaining(self) -> Decimal:
        """What remains due of these rows, all together."""
        return Decimal(self.to_pay().order_by().aggregate(total=Sum(REMAINING))["total"] or 0)

    def settled(self) -> "InvoiceQuerySet":
        """« Mes factures acquittées »: nothing remains due."""
        return self.filter(nature="invoice", state="settled").order_by("-issued_on", "-number")

    def corrections(self) -> "InvoiceQuerySet":
        """Credit notes, and the invoices that they have made void."""
        return self.issued().filter(Q(nature="credit_note") | Q(state="credited")).order_by("-issued_on", "-number")

    def by_group(self) -> "InvoiceQuerySet":
        """As Mes factures shows them: to pay (soonest due first), then settled, then corrections (latest first).

        `group` is 0, 1 or 2; `paid_on` is the day of the last payment.
        """
        to_pay = Q(nature="invoice", state="issued")
        group = Case(When(to_pay, then=0), When(state="settled", then=1), default=2)
        due = Case(When(to_pay, then=F("due_on")))
        found = self.issued().annotate(
            group=group, paid_on=Max("allocations__payment__received_on", filter=Q(allocations__released_at=None))
        )
        return found.order_by("group", due.asc(nulls_last=True), "-issued_on", "-number")

    def in_group(self, group: int) -> "InvoiceQuerySet":
        """Of the rows of `by_group`, those of one group."""
        grouped: Any = self
        return cast("InvoiceQuerySet", grouped.filter(group=group))

    def counted_by_year(self, today: date) -> "models.QuerySet[Any, Any]":
        """A `Year` for each year of issue, the latest first."""
        to_pay = Q(nature="invoice", state="issued")
        late = to_pay & Q(due_on__lt=today)
        by_year: Any = self.issued().order_by("-issued_on__year").values("issued_on__year")
        rows: models.QuerySet[Any, Any] = by_year.annotate(
            papers=Count("pk"),
            to_pay=Count("pk", filter=to_pay),
            paid=Count("pk", filter=Q(state="settled")),
            amount=Sum(REMAINING, filter=to_pay, default=0),
            late=Sum(REMAINING, filter=late, default=0),
            late_count=Count("pk", filter=late),
            next_on=Min("due_on", filter=to_pay & Q(due_on__gte=today)),
        ).values_list("issued_on__year", *Year._fields[1:])
        return rows

    def overdue(self, today: date) -> "InvoiceQuerySet":
        return self.to_pay().filter(due_on__lt=today)

    def matching(self, words: str) -> "InvoiceQuerySet":
        """By number or period."""
        found = self
        for word in words.split():
            found = found.filter(Q(number__icontains=word) | Q(period__icontains=word))
        return found

    def update(self, **values: Any) -> int:
        if set(values) - STILL_MOVES and self.exclude(state="draft").exists():
            raise Refused(IMMUTABLE)
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise Refused(UNDELETABLE)
