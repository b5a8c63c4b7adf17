"""Invoices as rows: the groups of Mes factures, and papers that no query can change or delete."""

from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models
from django.db.models import Q

from egide.common.errors import Refused

if TYPE_CHECKING:
    from egide.invoicing.models import Invoice  # noqa: F401

IMMUTABLE = "Une facture émise ne change plus : seul un avoir la corrige."
# What the life of an issued paper may still change: its state and what has been paid of it.
STILL_MOVES = frozenset({"state", "settled"})


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def issued(self) -> "InvoiceQuerySet":
        return self.exclude(state="draft")

    def to_pay(self) -> "InvoiceQuerySet":
        """Soonest due first: what is late comes before what is not."""
        return self.filter(nature="invoice", state="issued").order_by("due_on", "number")

    def settled(self) -> "InvoiceQuerySet":
        """« Mes factures acquittées »: paid, or made void by a credit note."""
        return self.filter(nature="invoice", state__in=("settled", "credited")).order_by("-issued_on", "-number")

    def credit_notes(self) -> "InvoiceQuerySet":
        return self.issued().filter(nature="credit_note").order_by("-issued_on", "-number")

    def overdue(self, today: date) -> "InvoiceQuerySet":
        return self.to_pay().filter(due_on__lt=today)

    def matching(self, words: str) -> "InvoiceQuerySet":
        """By number, period, or kind."""
        found = self
        for word in words.split():
            found = found.filter(Q(number__icontains=word) | Q(period__icontains=word) | Q(kind__icontains=word))
        return found

    def update(self, **values: Any) -> int:
        if set(values) - STILL_MOVES and self.exclude(state="draft").exists():
            raise Refused(IMMUTABLE)
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise Refused("Une facture ne se supprime pas.")
