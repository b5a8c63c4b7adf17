"""Money that came in from a member, and the invoices it settles, in whole or in part."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from egide.common.errors import Refused, refused_when_busy
from egide.common.events import Actor, Changes
from egide.common.french import shown_euros
from egide.common.indexes import PiecesIndex
from egide.common.workflow import verb
from egide.invoicing.models.invoice import Invoice
from egide.members.models import Owned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.invoicing.models.allocation import Allocation
    from egide.invoicing.models.refund import Refund


Share = tuple[Invoice, Decimal]
Limits = Mapping[int, Decimal]  # of the invoices with these keys, no more than these amounts


class Payment(Owned):
    """A règlement: when, by what means, how much, under which reference."""

    class Mode(models.TextChoices):
        TRANSFER = "transfer", "Virement"
        DEBIT = "debit", "Prélèvement"
        CHEQUE = "cheque", "Chèque"
        CARD = "card", "Carte"
        CASH = "cash", "Espèces"

    received_on = models.DateField("date")
    mode = models.CharField("mode", max_length=20, choices=Mode)
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)
    reference = models.CharField("référence", max_length=80, blank=True)
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True, editable=False)
    cancelled_because = models.CharField("motif de l’annulation", max_length=200, blank=True, editable=False)

    refunds: "RelatedManager[Refund]"

    class Meta:
        verbose_name = "règlement"
        ordering = ("-received_on", "-pk")
        indexes = (
            models.Index(fields=("-received_on", "-id"), name="payments_by_date"),
            models.Index(fields=("amount",), name="payments_by_amount"),
            PiecesIndex("reference", name="payments_by_pieces"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_payment_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant du règlement doit dépasser zéro.",
            ),
            models.CheckConstraint(
                name="a_cancelled_payment_says_why",
                condition=Q(cancelled_at=None) | ~Q(cancelled_because=""),
                violation_error_message="Dites pourquoi ce règlement est annulé.",
            ),
        )

    def __str__(self) -> str:
        return f"règlement de {shown_euros(self.amount)} du {self.received_on:%d/%m/%Y}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def unallocated(self) -> Decimal:
        """What it brought beyond its invoices and was not given back: the member's credit."""
        if self.is_cancelled:
            return Decimal(0)
        return self.amount - _total(self.allocations.live()) - _total(self.refunds.all())

    @verb("Règlement enregistré")
    def receive(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the member, the date, the mode and the amount."""
        if self.received_on > timezone.localdate():
            raise Refused("La date du règlement ne peut pas être à venir.")

    @verb("Règlement affecté")
    def allocate(self, *, by: Actor, invoice: Invoice, amount: Decimal) -> Changes:
        """Put a part of this money on one invoice, which is settled when nothing remains due."""
        if invoice.member_id != self.member_id:
            raise Refused("Cette facture est celle d’un autre adhérent.")
        if amount > self.unallocated:
            raise Refused(f"Il ne reste que {shown_euros(self.unallocated)} à imputer sur ce règlement.")
        invoice.take_payment(by=by, amount=amount)
        self.allocations.create(member_id=self.member_id, invoice=invoice, amount=amount)
        if not invoice.remaining:
            invoice.settle(by=by)
        return {"invoice": [None, f"{invoice.number} : {shown_euros(amount)}"]}

    def settle_in_order(self, *, by: Actor, invoices: Iterable[Invoice], at_most: Limits | None = None) -> list[Share]:
        """Put what is left of this money on `invoices`, in their order, as far as it goes; says what was put where.

        They are read when whoever else pays them has finished: what they do not owe any more is the member's credit.
        """
        wanted = list(invoices)
        with refused_when_busy(), transaction.atomic():
            self.refresh_from_db(from_queryset=Payment.objects.select_for_update(no_key=True))
            # All held before the first is read, in one order for everybody: two who pay the same do not cross.
            rows = Invoice.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in wanted])
            held = {row.pk: row for row in rows.order_by("pk")}
            shares = shared_out(self.unallocated, [held[one.pk] for one in wanted], at_most)
            for invoice, amount in shares:
                self.allocate(by=by, invoice=invoice, amount=amount)
        return shares

    @verb("Règlement désaffecté")
    def take_back(self, *, by: Actor, allocation: "Allocation", invoice: Invoice) -> Changes:
        """Take this money off `invoice`: it is the member's credit again."""
        invoice.give_back(by=by, amount=allocation.amount)
        self.allocations.filter(pk=allocation.pk).update(released_at=timezone.now())
        return {"invoice": [f"{invoice.number} : {shown_euros(allocation.amount)}", None]}

    @verb("Somme remboursée")
    def give_back(self, *, by: Actor, amount: Decimal, on: date, reference: str = "") -> Changes:
        """Refund the member, in whole or in part, of what is not on an invoice."""
        if amount > self.unallocated:
            raise Refused(f"Seuls {shown_euros(self.unallocated)} peuvent être remboursés.")
        self.refunds.create(member_id=self.member_id, amount=amount, refunded_on=on, reference=reference)
        return {"refund": [None, shown_euros(amount)]}

    @verb("Règlement annulé")
    def cancel(self, *, by: Actor, reason: str) -> None:
        """Typed wrong or unpaid by the bank: its invoices are due again; the row stays, as history."""
        if self.is_cancelled:
            raise Refused("Ce règlement est déjà annulé.")
        if self.refunds.exists():
            raise Refused("Une partie de ce règlement a été remboursée : il ne s’annule plus.")
        for allocation in self.allocations.live().select_related("invoice"):
            self.take_back(by=by, allocation=allocation, invoice=allocation.invoice)
        self.cancelled_at, self.cancelled_because = timezone.now(), reason


def shared_out(amount: Decimal, invoices: Iterable[Invoice], at_most: Limits | None = None) -> list[Share]:
    """Which part of `amount` each invoice takes, in the order given, until none is left."""
    shares = []
    for invoice in invoices:
        owed = invoice.remaining
        share = min(amount, owed, (at_most or {}).get(invoice.pk, owed))
        if share > 0:
            shares.append((invoice, share))
            amount -= share
    return shares


def _total(rows: "models.QuerySet[Any]") -> Decimal:
    return Decimal(rows.aggregate(total=models.Sum("amount"))["total"] or 0)
