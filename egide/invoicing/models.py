"""Factures, avoirs and règlements: papers that never change, and what has been paid of them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.workflow import transition, verb
from egide.invoicing.amounts import Totals, to_cents, totals_of
from egide.invoicing.queries import IMMUTABLE, STILL_MOVES, InvoiceQuerySet
from egide.invoicing.series import InvoiceSeries
from egide.members.models import Address, Member, Owned

__all__ = ["Allocation", "Invoice", "InvoiceLine", "InvoiceSeries", "Payment"]


class Invoice(Owned):
    """An invoice or a credit note. Issued, it keeps its own copy of every name and amount, for ever."""

    class Nature(models.TextChoices):
        INVOICE = "invoice", "Facture"
        CREDIT_NOTE = "credit_note", "Avoir"

    class Kind(models.TextChoices):
        DUES = "dues", "Facture de cotisation"
        ADJUSTMENT = "adjustment", "Facture de régularisation"
        ENTRY = "entry", "Droits d’entrée"
        ABSENCE = "absence", "Absence ou annulation tardive"
        OTHER = "other", "Autre prestation"
        CREDIT_NOTE = "credit_note", "Avoir"

    class State(models.TextChoices):
        DRAFT = "draft", "Brouillon"
        ISSUED = "issued", "À régler"
        SETTLED = "settled", "Acquittée"
        CREDITED = "credited", "Annulée par un avoir"

    nature = models.CharField("nature", max_length=20, choices=Nature, default=Nature.INVOICE)
    kind = models.CharField("type de facture", max_length=20, choices=Kind)
    number = models.CharField("n°", max_length=20, blank=True, editable=False)
    is_history = models.BooleanField("reprise d’historique", default=False, editable=False)
    issued_on = models.DateField("date", null=True, blank=True, editable=False)
    due_on = models.DateField("échéance", null=True, blank=True, editable=False)
    period = models.CharField("période", max_length=60)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="corrige",
        related_name="corrections",
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.CharField("motif de l’avoir", max_length=200, blank=True, editable=False)
    issuer = models.JSONField("émetteur", default=dict, editable=False)
    client = models.JSONField("client", default=dict, editable=False)
    net = models.DecimalField("montant HT", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    vat = models.DecimalField("TVA", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    gross = models.DecimalField("montant TTC", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    settled = models.DecimalField("déjà réglé", max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    state = models.CharField("état", max_length=40, choices=State, default=State.DRAFT, editable=False)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "facture"
        ordering = ("-issued_on", "-number")
        indexes = (
            models.Index(fields=("member", "state", "due_on"), name="invoices_of_member"),
            models.Index(fields=("member", "-issued_on", "-number"), name="invoices_of_member_by_date"),
            models.Index(fields=("state", "due_on"), name="invoices_to_collect"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("number",),
                condition=~Q(number=""),
                name="an_invoice_number_is_used_once",
                violation_error_message="Ce numéro de facture est déjà pris.",
            ),
            models.CheckConstraint(
                name="an_issued_invoice_has_number_and_date",
                condition=Q(state="draft") | (~Q(number="") & Q(issued_on__isnull=False)),
                violation_error_message="Une facture émise a un numéro et une date.",
            ),
            models.CheckConstraint(
                name="nothing_is_paid_beyond_an_invoice",
                condition=Q(settled__gte=0) & Q(settled__lte=F("gross")),
                violation_error_message="Le règlement dépasse ce qui reste dû.",
            ),
            models.CheckConstraint(
                name="a_credit_note_corrects_an_invoice",
                condition=~Q(nature="credit_note", corrects=None),
                violation_error_message="Un avoir corrige une facture.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_nature_display()} {self.number or '(brouillon)'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Issued paper does not change: only its state and what has been paid of it still move."""
        if not self._state.adding:
            kept = Invoice.objects.exclude(state=self.State.DRAFT).filter(pk=self.pk).values().first()
            frozen = {name: value for name, value in (kept or {}).items() if name not in STILL_MOVES}
            if any(getattr(self, name) != value for name, value in frozen.items()):
                raise Refused(IMMUTABLE)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Refused("Une facture ne se supprime pas.")

    @property
    def remaining(self) -> Decimal:
        """Reste dû."""
        owed = self.nature == self.Nature.INVOICE and self.state == self.State.ISSUED
        return self.gross - self.settled if owed else Decimal(0)

    @property
    def is_overdue(self) -> bool:
        return bool(self.remaining and self.due_on and self.due_on < timezone.localdate())

    @property
    def letter(self) -> str:
        """F for an invoice, A for a credit note: what stands before the amount."""
        return "A" if self.nature == self.Nature.CREDIT_NOTE else "F"

    @property
    def totals(self) -> Totals:
        return totals_of((line.net, line.vat_rate) for line in self.lines.all())

    @verb
    def prepare(self, *, by: Actor) -> None:
        """A draft: whoever builds it has set the member, the kind and the period, and adds its lines."""

    @verb
    def add_line(self, *, by: Actor, label: str, quantity: Decimal, unit_price: Decimal, vat_rate: Decimal) -> Changes:
        if self.state != self.State.DRAFT:
            raise Refused(IMMUTABLE)
        net = to_cents(quantity * unit_price)
        self.lines.create(
            member_id=self.member_id,
            label=label,
            quantity=quantity,
            unit_price=unit_price,
            vat_rate=vat_rate,
            net=net,
        )
        self.net, self.vat, self.gross = self.totals.net, self.totals.vat, self.totals.gross
        return {"line": [None, f"{label} : {net}"]}

    @transition(State.DRAFT, to=State.ISSUED, label="Émettre la facture")
    def issue(self, *, by: Actor, on: date | None = None, due_on: date | None = None) -> None:
        """Takes the next number of the year, and copies for ever who bills whom."""
        if not self.lines.exists():
            raise Refused("Une facture a au moins une ligne.")
        service = Service.current()
        self.issued_on = on or timezone.localdate()
        self.due_on = due_on or self.issued_on + timedelta(days=service.payment_days)
        self.issuer, self.client = issuer_copy(service), client_copy(self.member)
        self.number = InvoiceSeries.take(self.issued_on.year)

    @transition(State.DRAFT, to=State.ISSUED, label="Reprendre une facture de l’historique")
    def take_over(self, *, by: Actor, number: str, issued_on: date, due_on: date, gross: Decimal) -> None:
        """« Reprise d’historique »: an invoice of the former software, with its own number and no lines."""
        self.number, self.issued_on, self.due_on, self.gross = number, issued_on, due_on, gross
        self.is_history = True
        self.issuer, self.client = issuer_copy(Service.current()), client_copy(self.member)

    @transition(State.ISSUED, to=State.CREDITED, label="Annuler par un avoir")
    def credit(self, *, by: Actor, reason: str) -> Changes:
        """A credit note of the whole invoice: the only way to correct it."""
        if self.is_history:
            raise Refused("Une facture reprise de l’historique se corrige dans le logiciel qui l’a émise.")
        if self.settled:
            raise Refused("Cette facture est déjà réglée en partie : remboursez d’abord le règlement.")
        note = Invoice(
            member_id=self.member_id,
            nature=self.Nature.CREDIT_NOTE,
            kind=self.Kind.CREDIT_NOTE,
            period=self.period,
            corrects=self,
            reason=reason,
        )
        note.prepare(by=by)
        for line in self.lines.all():
            note.add_line(
                by=by,
                label=line.label,
                quantity=line.quantity,
                unit_price=line.unit_price,
                vat_rate=line.vat_rate,
            )
        note.issue(by=by)
        return {"credit_note": [None, note.number]}

    @verb
    def take_payment(self, *, by: Actor, amount: Decimal) -> None:
        """A payment, whole or in part, of what remains due."""
        if amount <= 0 or amount > self.remaining:
            raise Refused(f"Le règlement doit tenir dans ce qui reste dû sur la facture {self.number}.")
        self.settled += amount

    @transition(State.ISSUED, to=State.SETTLED, label="Acquitter la facture")
    def settle(self, *, by: Actor) -> None:
        """Nothing remains due."""
        if self.settled != self.gross:
            raise Refused(f"Il reste dû sur la facture {self.number}.")


class InvoiceLine(Owned):
    """One line of a paper: what, how many, at what price without VAT."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="lines")
    label = models.CharField("désignation", max_length=200)
    quantity = models.DecimalField("quantité", max_digits=10, decimal_places=2)
    unit_price = models.DecimalField("prix unitaire HT", max_digits=12, decimal_places=2)
    vat_rate = models.DecimalField("taux de TVA, en %", max_digits=4, decimal_places=2)
    net = models.DecimalField("montant HT", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne de facture"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label


class Payment(Owned):
    """Money that came in from a member, and the invoices it settles, in whole or in part."""

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

    class Meta:
        verbose_name = "règlement"
        ordering = ("-received_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_payment_is_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Le montant du règlement doit dépasser zéro.",
            ),
        )

    def __str__(self) -> str:
        return f"règlement de {self.amount} € du {self.received_on:%d/%m/%Y}"

    @verb
    def receive(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the member, the date, the mode and the amount."""
        if self.received_on > timezone.localdate():
            raise Refused("La date du règlement ne peut pas être à venir.")

    @verb
    def allocate(self, *, by: Actor, invoice: Invoice, amount: Decimal) -> Changes:
        """Put a part of this money on one invoice, which is settled when nothing remains due."""
        if invoice.member_id != self.member_id:
            raise Refused("Cette facture est celle d’un autre adhérent.")
        used = self.allocations.aggregate(total=models.Sum("amount"))["total"] or Decimal(0)
        if used + amount > self.amount:
            raise Refused("Ce règlement ne suffit pas.")
        invoice.take_payment(by=by, amount=amount)
        self.allocations.create(member_id=self.member_id, invoice=invoice, amount=amount)
        if not invoice.remaining:
            invoice.settle(by=by)
        return {"invoice": [None, f"{invoice.number} : {amount}"]}


class Allocation(Owned):
    """The part of one payment that settles one invoice."""

    payment = models.ForeignKey(Payment, models.PROTECT, verbose_name="règlement", related_name="allocations")
    invoice = models.ForeignKey(Invoice, models.PROTECT, verbose_name="facture", related_name="allocations")
    amount = models.DecimalField("montant", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "imputation"

    def __str__(self) -> str:
        return f"{self.amount} € sur {self.invoice}"


def issuer_copy(service: Service) -> dict[str, Any]:
    """Who bills, as it stands today: kept with the invoice, whatever the service becomes."""
    return {
        "name": service.name,
        "address": service.address.splitlines(),
        "siren": service.siren,
        "vat_number": service.vat_number,
        "iban": service.iban,
        "bic": service.bic,
        "late_penalty": service.late_penalty,
    }


def client_copy(member: Member) -> dict[str, Any]:
    """Who is billed, at the address for invoices or else the head office."""
    kinds = (Address.Kind.BILLING, Address.Kind.HEAD_OFFICE)
    found = {address.kind: address for address in member.addresses.filter(kind__in=kinds)}
    address = found.get(kinds[0]) or found.get(kinds[1])
    return {
        "number": member.number,
        "name": member.name,
        "legal_form": member.legal_form,
        "siren": member.siren,
        "address": address.lines if address else [],
    }
