"""The avoir: a credit note of the whole invoice, the only way to correct one."""

from typing import TYPE_CHECKING, cast

from django.db import models

from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.workflow import transition
from egide.invoicing.models.collecting import Collected
from egide.invoicing.models.issuing import Issued
from egide.invoicing.models.paper import Kind, Nature, State

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.invoicing.models.allocation import Allocation
    from egide.invoicing.models.invoice import Invoice


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
        allocations: "RelatedManager[Allocation]"

    class Meta:
        abstract = True

    @transition(State.ISSUED, State.SETTLED, to=State.CREDITED, label="Annuler par un avoir")
    def credit(self, *, by: Actor, reason: str) -> Changes:
        """Issues the credit note, line by line the same, in the series of the year.

        What was paid of the invoice becomes the member's credit, to be put elsewhere or given back.
        """
        if self.is_history:
            raise Refused("Une facture reprise de l’historique se corrige dans le logiciel qui l’a émise.")
        for allocation in self.allocations.filter(released_at=None).select_related("payment"):
            allocation.payment.take_back(by=by, allocation=allocation, invoice=cast("Invoice", self))
        note = type(self)(
            member_id=self.member_id,
            nature=Nature.CREDIT_NOTE,
            kind=Kind.CREDIT_NOTE,
            period=self.period,
            corrects_id=self.pk,
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
