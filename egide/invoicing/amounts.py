"""Money: decimals in euros, VAT rounded per rate to the cent, half up as invoices do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
# For conditions of the database: SQLite counts in binary fractions, 154,82 − 96,00 is a little less than 58,82 there.
HALF_A_CENT = Decimal("0.005")


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class VatLine:
    """The base without VAT of one rate (in %), and its VAT."""

    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Totals:
    net: Decimal
    vat: Decimal
    lines: tuple[VatLine, ...]

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


Amount = tuple[Decimal, Decimal]  # net, rate in %


def totals_of(lines: Iterable[Amount]) -> Totals:
    """Totals of (net amount, rate in %) pairs; VAT once per rate (CGI, annexe II, art. 242 nonies A)."""
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for net, rate in lines:
        bases[rate] += net
    by_rate = tuple(VatLine(rate, net, to_cents(net * rate / 100)) for rate, net in sorted(bases.items()))
    return Totals(sum((r.net for r in by_rate), Decimal(0)), sum((r.vat for r in by_rate), Decimal(0)), by_rate)


def totals_beyond(earlier: list[Amount], own: list[Amount]) -> Totals:
    """What `own` adds to `earlier`: the VAT of each rate is the difference of two roundings, not a rounding of its
    own, so that the parts of a whole add up to its VAT to the cent."""
    before = {line.rate: line for line in totals_of(earlier).lines}
    nothing, mine = Decimal(0), {rate for _, rate in own}
    lines = []
    for line in totals_of([*earlier, *own]).lines:
        known = before.get(line.rate, VatLine(line.rate, nothing, nothing))
        if line.rate in mine:
            lines.append(VatLine(line.rate, line.net - known.net, line.vat - known.vat))
    return Totals(sum((r.net for r in lines), nothing), sum((r.vat for r in lines), nothing), tuple(lines))
