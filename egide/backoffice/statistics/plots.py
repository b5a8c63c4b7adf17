"""A row of bars, month by month, ready for its template; the table beside it says the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 300, 96  # of the drawing, in its own units
INITIALS = "JFMAMJJASOND"


@dataclass(frozen=True)
class Bar:
    """`words` is what a pointer that rests on the bar reads; a month without a figure has no height."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    initial: str
    words: str


@dataclass(frozen=True)
class Plot:
    title: str
    top: str
    bars: list[Bar]


def plot(title: str, unit: str, months: Sequence[date], values: Mapping[date, Decimal | int | None]) -> Plot:
    """Bars from zero to the largest value, or to 100 for a share."""
    largest = Decimal(100) if unit == "%" else max((Decimal(v) for v in values.values() if v), default=Decimal(1))
    step = Decimal(WIDTH) / len(months)
    bars = []
    for rank, month in enumerate(months):
        value = values.get(month)
        height = Decimal(value or 0) / largest * HEIGHT
        bars.append(
            Bar(
                x=f"{step * rank + step / 8:.2f}",
                y=f"{HEIGHT - height:.2f}",
                width=f"{step * 3 / 4:.2f}",
                height=f"{height:.2f}",
                middle=f"{step * rank + step / 2:.2f}",
                initial=INITIALS[month.month - 1],
                words=f"{month:%m/%Y} : {shown(value, unit)}",
            )
        )
    return Plot(title, shown(largest.quantize(Decimal(1)), unit), bars)


def shown(value: Decimal | int | None, unit: str) -> str:
    """« 12 jours », « 92,5 % », or a dash where nothing was measured."""
    if value is None:
        return "–"
    words = f"{value}".replace(".", ",").removesuffix(",0")
    if unit == "jours":
        return f"{words} {'jours' if value >= 2 else 'jour'}"
    return f"{words} {unit}"
