"""What one member is asked in a run: how many workers, how much, and why it differs from the last time."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from egide.centres.models import Service
from egide.common.events import Actor, Changes
from egide.common.workflow import transition
from egide.dues.counting import Counted, Headcount
from egide.dues.models.run import DuesRun, RunKind
from egide.invoicing.models import Invoice
from egide.members.models import Owned


class CallState(models.TextChoices):
    WAITING = "waiting", "À émettre"
    ISSUED = "issued", "Émis"
    SET_ASIDE = "set_aside", "À corriger"


class CallQuerySet(models.QuerySet["DuesCall"]):
    def waiting(self) -> "CallQuerySet":
        return self.filter(state=CallState.WAITING)

    def set_aside(self) -> "CallQuerySet":
        return self.filter(state=CallState.SET_ASIDE)

    def issued(self) -> "CallQuerySet":
        return self.filter(state=CallState.ISSUED)


class DuesCall(Owned):
    """One member in one run. `counted`: the key of each worker → between how many employers its dues are split."""

    State = CallState

    run = models.ForeignKey(DuesRun, models.PROTECT, verbose_name="campagne", related_name="calls", editable=False)
    counted: "models.JSONField[Counted, Counted]" = models.JSONField("salariés comptés", default=dict, editable=False)
    entering = models.PositiveIntegerField("nouveaux salariés", default=0, editable=False)
    net = models.DecimalField("montant HT", max_digits=12, decimal_places=2, editable=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="appel précédent", related_name="+", null=True, blank=True, editable=False
    )
    state = models.CharField("état", max_length=20, choices=CallState, default=CallState.WAITING, editable=False)
    set_aside_because = models.CharField("ce qui manque", max_length=1000, blank=True, editable=False)
    invoice = models.OneToOneField(
        Invoice, models.PROTECT, verbose_name="facture", related_name="dues_call", null=True, blank=True, editable=False
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "appel de cotisation"
        ordering = ("run", "member")
        indexes = (models.Index(fields=("run", "state", "id"), name="calls_of_run_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("run", "member"),
                name="a_member_is_called_once_a_run",
                violation_error_message="Cet adhérent est déjà dans la campagne.",
            ),
            models.CheckConstraint(
                name="an_issued_call_has_its_invoice",
                condition=Q(state="issued", invoice__isnull=False) | (~Q(state="issued") & Q(invoice=None)),
                violation_error_message="Un appel émis a sa facture.",
            ),
            models.CheckConstraint(
                name="a_call_set_aside_says_why",
                condition=~Q(state="set_aside") | ~Q(set_aside_because=""),
                violation_error_message="Dites ce qui manque.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.run} de {self.member}"

    @property
    def headcount(self) -> Headcount:
        return Headcount(self.counted, self.entering)

    @property
    def arrived(self) -> list[int]:
        """The workers counted now and not the last time."""
        return [int(key) for key in self.counted if not self.previous or key not in self.previous.counted]

    @property
    def gone(self) -> list[int]:
        """The workers counted the last time and not now; nobody leaves by an adjustment, which only adds."""
        if self.run.kind == RunKind.ADJUSTMENT:
            return []
        return [int(key) for key in self.previous.counted if key not in self.counted] if self.previous else []

    @transition(CallState.WAITING, to=CallState.ISSUED, label="Émettre l’appel", told="Appel émis")
    def issue(self, *, by: Actor) -> Changes:
        """Writes and issues the invoice, in this very transaction; Refused when the invoice could not be sent."""
        adjusts = self.run.kind == RunKind.ADJUSTMENT
        kind = Invoice.Kind.ADJUSTMENT if adjusts else Invoice.Kind.DUES
        invoice = Invoice(member_id=self.member_id, kind=kind, period=str(self.run.period))
        invoice.prepare(by=by)
        vat_rate = Service.current().vat_rate
        for line in self.headcount.lines(self.run.per_head.amount, self.run.entry_fee):
            facts: dict[str, Any] = {"label": line.label, "quantity": Decimal(line.quantity)}
            invoice.add_line(by=by, **facts, unit_price=line.unit_price, vat_rate=vat_rate)
        invoice.issue(by=by, due_on=self.run.due_on)
        self.invoice = invoice
        return {"number": [None, invoice.number]}

    @transition(CallState.WAITING, to=CallState.SET_ASIDE, label="Mettre de côté", told="Appel mis de côté")
    def put_aside(self, *, by: Actor, reason: str) -> None:
        """The invoice could not be issued: accounting reads what to mend."""
        self.set_aside_because = reason[:1000]

    @transition(CallState.SET_ASIDE, to=CallState.WAITING, label="Réessayer", told="Appel repris")
    def retry(self, *, by: Actor) -> None:
        """Somebody has mended it."""
        self.set_aside_because = ""
