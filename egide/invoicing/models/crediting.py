"""The avoir: a credit note of an invoice or of a part of it, the only way to correct one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.db import models, transaction

from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.french import shown_euros
from egide.common.workflow import transition, verb
from egide.invoicing.amounts import Totals, totals_beyond
from egide.invoicing.models.collecting import Collected
from egide.invoicing.models.issuing import Issued
from egide.invoicing.models.paper import Kind, Nature, State

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.invoicing.models.invoice import Invoice
    from egide.invoicing.models.line import InvoiceLine

ONE = Decimal(1)
CREDITED_SINCE = (
    "Un autre avoir vient d’être émis sur cette facture : vérifiez qu’il ne corrige pas la même erreur, puis validez "
    "de nouveau s’il en faut un second."
)


class Credited(Collected, Issued):
    """A credit note is a paper of the same table that `corrects` an invoice and says why."""

    corrects = models.ForeignKey(
        "invoicing.Invoice",
        models.PROTECT,
        verbose_name="corrige",
        related_name="corrections",
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.CharField("motif de l’avoir", max_length=200, blank=True, editable=False)

    if TYPE_CHECKING:
        corrections: "RelatedManager[Invoice]"

    class Meta:
        abstract = True

    @property
    def is_creditable(self) -> bool:
        """Whether a credit note may still correct it: one's own invoice, not wholly cancelled yet."""
        return self.nature == Nature.INVOICE and self.state != State.CREDITED and not self.is_history

    @property
    def corrects_in_part(self) -> bool:
        """Of a credit note: the invoice was, or still is, worth more than this note takes off it."""
        return self.corrects is not None and self.gross != self.corrects.gross

    @property
    def totals(self) -> Totals:
        """A credit note counts its VAT after the notes before it, so that all together give back what was billed."""
        if self.corrects is None:
            return super().totals
        lines = [(note.pk, line) for note in self.corrects.corrections.all() for line in note.lines.all()]
        earlier = [(line.net, line.vat_rate) for pk, line in lines if pk < self.pk]
        return totals_beyond(earlier, [(line.net, line.vat_rate) for line in self.lines.all()])

    def correct(self, *, by: Actor, reason: str, parts: Mapping[int, Decimal]) -> None:
        """`parts`: what to take off each line (its key → euros without VAT). None, or all that is left of each, and
        the whole invoice is void; what is then paid in full is settled."""
        with transaction.atomic():
            self._must_be_as_read()
            left = {line.pk: line.left for line in self.lines.prefetch_related("corrections")}
            if not parts or parts == {key: net for key, net in left.items() if net}:
                self.credit(by=by, reason=reason)
                return
            self.credit_part(by=by, reason=reason, parts=parts)
            if self.state == State.ISSUED and not self.remaining:
                self.settle(by=by)

    def _must_be_as_read(self) -> None:
        """Locks the row: of two who correct one invoice at once, the second is told of the first."""
        if type(self)._base_manager.select_for_update().get(pk=self.pk).credited != self.credited:
            raise Refused(CREDITED_SINCE)

    @transition(
        State.ISSUED,
        State.SETTLED,
        to=State.CREDITED,
        label="Annuler par un avoir",
        told="Facture annulée par un avoir",
    )
    def credit(self, *, by: Actor, reason: str) -> Changes:
        """Issues the credit note of all that no note has credited yet, in the series of the year.

        What was paid of the invoice becomes the member's credit, to be put elsewhere or given back.
        """
        self._take_off(self.settled, by=by)
        lines = self.lines.prefetch_related("corrections")
        note = self._credit_note(by=by, reason=reason, parts={line: line.left for line in lines if line.left})
        self.credited = self.gross
        return {"credit_note": [None, note.number]}

    @verb("Avoir partiel émis")
    def credit_part(self, *, by: Actor, reason: str, parts: Mapping[int, Decimal]) -> Changes:
        """Issues a credit note of `parts` (key of the line → euros without VAT); what was paid beyond what is then
        owed becomes the member's credit."""
        if self.nature != Nature.INVOICE or self.state not in {State.ISSUED, State.SETTLED}:
            raise Refused(f"Pas d’avoir sur cette pièce, son état est « {self.get_state_display()} ».")
        lines = {line.pk: line for line in self.lines.prefetch_related("corrections")}
        for key, net in parts.items():
            if not 0 < net <= lines[key].left:
                raise Refused(f"{lines[key].label} : {shown_euros(lines[key].left)} HT au plus restent à créditer.")
        note = self._credit_note(by=by, reason=reason, parts={lines[key]: net for key, net in parts.items()})
        beyond = self.settled + self.credited + note.gross - self.gross
        self._take_off(max(beyond, Decimal(0)), by=by)
        self.credited += note.gross
        return {"credit_note": [None, note.number]}

    def _take_off(self, amount: Decimal, *, by: Actor) -> None:
        """Take `amount` off what was paid, the last payment first; one that is only cut stays for the rest."""
        invoice = cast("Invoice", self)
        for allocation in invoice.allocations.live().select_related("payment").order_by("-pk"):
            if amount <= 0:
                return
            allocation.payment.take_back(by=by, allocation=allocation, invoice=invoice)
            if allocation.amount > amount:
                allocation.payment.allocate(by=by, invoice=invoice, amount=allocation.amount - amount)
            amount -= allocation.amount

    def _credit_note(self, *, by: Actor, reason: str, parts: "Mapping[InvoiceLine, Decimal]") -> "Invoice":
        """A line taken off whole keeps its quantity and price; a part of one is told as one amount."""
        if self.is_history:
            raise Refused("Une facture reprise de l’historique se corrige dans le logiciel qui l’a émise.")
        facts: dict[str, Any] = {"member_id": self.member_id, "corrects": self, "reason": reason, "period": self.period}
        note = cast("Invoice", type(self)(nature=Nature.CREDIT_NOTE, kind=Kind.CREDIT_NOTE, **facts))
        note.prepare(by=by)
        for line, net in parts.items():
            whole = net == line.net
            note.add_line(
                by=by,
                label=line.label,
                quantity=line.quantity if whole else ONE,
                unit_price=line.unit_price if whole else net,
                vat_rate=line.vat_rate,
                corrects=line,
            )
        note.issue(by=by)
        return note
