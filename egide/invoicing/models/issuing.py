"""From a draft and its lines to a numbered paper; or an old paper taken over with the number it already had."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.french import shown_euros
from egide.common.workflow import transition, verb
from egide.invoicing.amounts import to_cents
from egide.invoicing.lawful import must_be_lawful
from egide.invoicing.models.paper import Paper, State
from egide.invoicing.models.parties import client_copy, issuer_copy
from egide.invoicing.models.series import InvoiceSeries
from egide.invoicing.queries import IMMUTABLE

if TYPE_CHECKING:
    from egide.invoicing.models.invoice import Invoice


class Issued(Paper):
    """`is_history` papers come from the former software: no lines, and a number outside our series."""

    is_history = models.BooleanField("reprise d’historique", default=False, editable=False)

    class Meta:
        abstract = True

    @verb("Facture préparée")
    def prepare(self, *, by: Actor) -> None:
        """A draft: whoever builds it has set the member, the kind and the period, and adds its lines."""

    @verb("Ligne ajoutée")
    def add_line(
        self, *, by: Actor, label: str, quantity: Decimal, unit_price: Decimal, vat_rate: Decimal, **more: Any
    ) -> Changes:
        """`more`: the line that this one `corrects`, in a credit note."""
        if self.state != State.DRAFT:
            raise Refused(IMMUTABLE)
        net = to_cents(quantity * unit_price)
        self.lines.create(
            member_id=self.member_id,
            label=label,
            quantity=quantity,
            unit_price=unit_price,
            vat_rate=vat_rate,
            net=net,
            **more,
        )
        self._sum_up()
        return {"line": [None, f"{label} : {shown_euros(net)}"]}

    @transition(State.DRAFT, to=State.ISSUED, label="Émettre la facture", told="Facture émise")
    def issue(self, *, by: Actor, on: date | None = None, due_on: date | None = None) -> None:
        """Copies for ever who bills whom, then takes the next number of the year.

        Refused when a mention of the law lacks, or when the invoice breaks a rule of EN 16931 or of its French part:
        looked at under a provisional number, so that nobody waits for the series meanwhile.
        """
        if not self.lines.exists():
            raise Refused("Une facture a au moins une ligne.")
        self._sum_up()  # of the lines as they stand under the lock, whoever has written them
        service = Service.current()
        self.issued_on = on or timezone.localdate()
        self.due_on = due_on or self.issued_on + timedelta(days=service.payment_days)
        self.issuer, self.client = issuer_copy(service), client_copy(self.member)
        must_be_lawful(cast("Invoice", self))
        self.number = InvoiceSeries.take(self.issued_on.year)

    def _sum_up(self) -> None:
        totals = self.totals
        self.net, self.vat, self.gross = totals.net, totals.vat, totals.gross

    @transition(
        State.DRAFT,
        to=State.ISSUED,
        label="Reprendre une facture de l’historique",
        told="Facture reprise de l’historique",
    )
    def take_over(self, *, by: Actor, number: str, issued_on: date, due_on: date, gross: Decimal) -> None:
        """« Reprise d’historique »: an invoice of the former software, with its own number and no lines."""
        self.number, self.issued_on, self.due_on, self.gross = number, issued_on, due_on, gross
        self.is_history = True
        self.issuer, self.client = issuer_copy(Service.current()), client_copy(self.member)
