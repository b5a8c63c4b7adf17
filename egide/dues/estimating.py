"""What a contribution would be: the workers and the prices that a run would count, before any run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from egide.centres.models import Service, Tariff
from egide.dues.counting import DuesLine, Worker, headcount_of
from egide.dues.models import DuesCall
from egide.dues.periods import Period
from egide.invoicing.amounts import to_cents
from egide.members.models import Member


@dataclass(frozen=True)
class Estimate:
    """Amounts in euros. `period` is the year, or one quarter of it where the service calls by quarter; `tariff` the
    price in words."""

    period: str
    tariff: str
    lines: list[DuesLine]
    net: Decimal
    gross: Decimal

    def as_json(self) -> dict[str, Any]:
        """Euros as text, so that a copy stays to the cent."""
        lines = [[line.label, line.quantity, str(line.unit_price)] for line in self.lines]
        words = {"period": self.period, "tariff": self.tariff}
        return words | {"lines": lines, "net": str(self.net), "gross": str(self.gross)}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Estimate | None":
        if not kept:
            return None
        lines = [DuesLine(label, quantity, Decimal(price)) for label, quantity, price in kept["lines"]]
        return cls(kept["period"], kept["tariff"], lines, Decimal(kept["net"]), Decimal(kept["gross"]))


def estimated(member: Member, workers: Sequence[Worker], *, year: int, counted_on: date) -> Estimate | None:
    """As a run of that year would call these workers (`egide.dues.runs`); None while no price is voted for it."""
    first = Period(year).first_day
    yearly = Tariff.objects.in_force(Tariff.Kind.YEARLY, first)
    tariff = yearly or Tariff.objects.in_force(Tariff.Kind.QUARTERLY, first)
    if tariff is None:
        return None
    entry = Tariff.objects.in_force(Tariff.Kind.ENTRY, counted_on)
    headcount = headcount_of(workers, _last_count(member), joined_on=member.joined_on, first_day=first)
    lines = headcount.lines(tariff.amount, entry.amount if entry else Decimal(0))
    net = sum((line.net for line in lines), Decimal(0))
    gross = net + to_cents(net * Service.current().vat_rate / 100)
    return Estimate(str(Period(year)) if yearly else f"Un trimestre de {year}", str(tariff), lines, net, gross)


def _last_count(member: Member) -> date | None:
    """The day on which the last call issued to this member has counted its workers."""
    issued = DuesCall.objects.issued().filter(member=member).order_by("-pk")
    return issued.values_list("run__counted_on", flat=True).first()
