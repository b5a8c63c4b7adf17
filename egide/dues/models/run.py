"""A run: all members called for one period, counted first, looked at by accounting, then issued one by one."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum

from egide.centres.models import Tariff
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import transition, verb
from egide.dues.periods import WHOLE_YEAR, Period

ISSUED_BEFORE = "Cette période est déjà appelée : ouvrez une régularisation pour les salariés venus depuis."


class RunState(models.TextChoices):
    COUNTING = "counting", "Calcul en cours"
    COUNTED = "counted", "À vérifier"
    CONFIRMED = "confirmed", "Émission en cours"
    DONE = "done", "Émise"
    ABANDONED = "abandoned", "Abandonnée"


class RunKind(models.TextChoices):
    CALL = "call", "Appel"
    ADJUSTMENT = "adjustment", "Régularisation"


class DuesRun(Versioned):
    """One period, one day on which workers are counted, the prices of that day; its calls hold the members."""

    Kind, State = RunKind, RunState

    kind = models.CharField("sorte", max_length=20, choices=RunKind, default=RunKind.CALL, editable=False)
    year = models.PositiveSmallIntegerField("année", editable=False)
    quarter = models.PositiveSmallIntegerField("trimestre", default=WHOLE_YEAR, editable=False)
    counted_on = models.DateField("effectif compté au", editable=False)
    due_on = models.DateField("échéance", null=True, blank=True, editable=False)
    per_head = models.ForeignKey(
        Tariff, models.PROTECT, verbose_name="tarif par salarié", related_name="runs", editable=False
    )
    entry_fee = models.DecimalField(
        "droits d’entrée HT", max_digits=8, decimal_places=2, default=Decimal(0), editable=False
    )
    state = models.CharField("état", max_length=20, choices=RunState, default=RunState.COUNTING, editable=False)

    class Meta:
        verbose_name = "campagne d’appel"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("year", "quarter"),
                condition=Q(kind=RunKind.CALL) & ~Q(state=RunState.ABANDONED),
                name="one_call_of_a_period",
                violation_error_message="Cette période est déjà appelée : ouvrez sa campagne ou abandonnez-la.",
            ),
            models.UniqueConstraint(
                fields=("year", "quarter"),
                condition=Q(
                    kind=RunKind.ADJUSTMENT, state__in=(RunState.COUNTING, RunState.COUNTED, RunState.CONFIRMED)
                ),
                name="one_adjustment_at_a_time",
                violation_error_message="Une régularisation de cette période est en cours : terminez-la d’abord.",
            ),
            models.CheckConstraint(
                name="a_quarter_is_one_of_four",
                condition=Q(quarter__lte=4),
                violation_error_message="Un trimestre va de 1 à 4.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period.in_a_title}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)

    @property
    def _issued_before(self) -> "models.QuerySet[DuesRun]":
        calls = DuesRun.objects.filter(kind=RunKind.CALL, year=self.year, quarter=self.quarter)
        return calls.filter(state__in=(RunState.CONFIRMED, RunState.DONE))

    @verb("Campagne d’appel ouverte")
    def open(self, *, by: Actor) -> None:
        """Whoever builds it has set the kind, the period, the day of the count and the end of payment; the prices are
        those of the first day of the period. The worker then counts."""
        if self.kind == RunKind.CALL and self._issued_before.exists():
            raise Refused(ISSUED_BEFORE)
        wanted = Tariff.Kind.YEARLY if self.quarter == WHOLE_YEAR else Tariff.Kind.QUARTERLY
        tariff = Tariff.objects.in_force(wanted, self.period.first_day)
        if tariff is None:
            day = f"{self.period.first_day:%d/%m/%Y}"
            raise Refused(f"Aucun tarif « {wanted.label} » n’est en vigueur au {day} : créez-le dans Tarifs.")
        entry = Tariff.objects.in_force(Tariff.Kind.ENTRY, self.counted_on)
        self.per_head, self.entry_fee = tariff, entry.amount if entry else Decimal(0)

    @transition(RunState.COUNTING, to=RunState.COUNTED, label="Clore le calcul", told="Effectifs comptés")
    def close_count(self, *, by: Actor) -> None:
        """Every member has its call, to be looked at."""

    @transition(RunState.COUNTED, to=RunState.CONFIRMED, label="Confirmer l’émission", told="Émission confirmée")
    def confirm(self, *, by: Actor) -> None:
        """The worker issues what was looked at, whatever employers change meanwhile."""
        if not self.calls.exists():
            raise Refused("Aucun adhérent n’a de salarié à appeler : il n’y a rien à émettre.")

    @transition(RunState.CONFIRMED, to=RunState.DONE, label="Clore l’émission", told="Campagne émise")
    def finish(self, *, by: Actor) -> None:
        """No call waits any more: each is an invoice, or says what to mend."""
        if self.calls.waiting().exists():
            raise Refused("Des factures restent à émettre.")

    @transition(RunState.DONE, to=RunState.CONFIRMED, label="Reprendre ce qui a été corrigé", told="Émission reprise")
    def take_up_again(self, *, by: Actor) -> None:
        """What lacked has been filled in: the calls set aside are tried again."""
        for call in self.calls.set_aside():
            call.retry(by=by)

    @transition(
        RunState.COUNTING,
        RunState.COUNTED,
        to=RunState.ABANDONED,
        label="Abandonner la campagne",
        told="Campagne abandonnée",
    )
    def abandon(self, *, by: Actor) -> None:
        """Nothing has been issued: the period may be called anew."""

    @property
    def is_at_work(self) -> bool:
        """Whether the worker is counting or issuing."""
        return self.state in {RunState.COUNTING, RunState.CONFIRMED}

    def progress(self) -> dict[str, Any]:
        """How many calls there are (`members`), in each state, and dealt with (`done`); their `total` without VAT."""
        counted = {state: Count("pk", filter=Q(state=state)) for state in ("waiting", "issued", "set_aside")}
        found = self.calls.aggregate(members=Count("pk"), total=Sum("net", default=Decimal(0)), **counted)
        return found | {"done": found["members"] - found["waiting"]}
