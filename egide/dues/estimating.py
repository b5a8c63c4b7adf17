"""What a contribution would be: the workers and the prices that a run would count, before any run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from egide.centres.models import Service
from egide.dues.counting import DuesLine, Headcount, Worker, enters
from egide.dues.models import DuesCall, Tariff
from egide.dues.periods import Period
from egide.invoicing.amounts import to_cents
from egide.members.models import Member


@dataclass(frozen=True)
class Estimate:
    """Amounts in euros. `period` is the year, or one quarter of it where the service calls by quarter."""

    period: str
    tariff: Tariff
    lines: list[DuesLine]

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def gross(self) -> Decimal:
        return self.net + to_cents(self.net * Service.current().vat_rate / 100)


def estimated(member: Member, workers: Sequence[Worker], *, year: int, counted_on: date) -> Estimate | None:
    """As a run of that year would call these workers (`egide.dues.runs`); None while no price is voted for it."""
    first = Period(year).first_day
    yearly = Tariff.objects.in_force(Tariff.Kind.YEARLY, first)
    tariff = yearly or Tariff.objects.in_force(Tariff.Kind.QUARTERLY, first)
    if tariff is None:
        return None
    entry = Tariff.objects.in_force(Tariff.Kind.ENTRY, counted_on)
    since = _last_count(member)
    entering = sum(enters(worker, since, joined_on=member.joined_on, first_day=first) for worker in workers)
    headcount = Headcount({str(worker.key): worker.employers for worker in workers}, entering)
    lines = headcount.lines(tariff.amount, entry.amount if entry else Decimal(0))
    return Estimate(str(Period(year)) if yearly else f"Un trimestre de {year}", tariff, lines)


def _last_count(member: Member) -> date | None:
    """The day on which the last call issued to this member has counted its workers."""
    issued = DuesCall.objects.issued().filter(member=member).order_by("-pk")
    return issued.values_list("run__counted_on", flat=True).first()
