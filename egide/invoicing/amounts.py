"""Money: decimals in euros, VAT rounded per rate to the cent, half up as invoices do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


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


def totals_of(lines: Iterable[tuple[Decimal, Decimal]]) -> Totals:
    """Totals of (net amount, rate in %) pairs; VAT once per rate (CGI, annexe II, art. 242 nonies A)."""
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for net, rate in lines:
        bases[rate] += net
    by_rate = tuple(VatLine(rate, net, to_cents(net * rate / 100)) for rate, net in sorted(bases.items()))
    return Totals(sum((r.net for r in by_rate), Decimal(0)), sum((r.vat for r in by_rate), Decimal(0)), by_rate)
