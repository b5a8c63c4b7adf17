"""Columns of blocks of time as the rows of a table: each block spans the rows of its minutes, so columns agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import gcd
from typing import TypeAlias

HALF_HOUR = 30
Facts: TypeAlias = dict[str, str | bool]


class Look(StrEnum):
    """What a block of time is, as the styles and the template call it."""

    VISIT = "visit"
    OFFER = "offer"
    FREE = "free"
    OPEN = "open"  # nobody is received, and what is asked for does not fit
    CLOSED = "closed"


MARKS: dict[Look, Facts] = {look: {f"is_{other}": other is look for other in Look} for look in Look}


@dataclass(frozen=True)
class Block:
    """[start, end) in minutes of the day; `facts` is what its template draws besides: words, and marks that decide."""

    start: int
    end: int
    look: Look
    label: str = ""
    facts: Facts = field(default_factory=dict)

    def cell(self, rows: int) -> Facts:
        """As `egide.ui.stencils` fills it: `rows` of the table high."""
        drawn: Facts = {"rows": str(rows), "look": self.look.value, "label": self.label, "said": bool(self.label)}
        return drawn | MARKS[self.look] | self.facts


@dataclass(frozen=True)
class Column:
    """A day of a professional; its blocks follow each other without a gap from the first minute to the last."""

    title: str
    sub: str
    url: str
    blocks: list[Block]
    is_today: bool = False


@dataclass(frozen=True)
class Row:
    """`hour` stands at each half-hour, over `hour_rows` rows; "" elsewhere."""

    hour: str
    hour_rows: int
    cells: list[Facts]


@dataclass(frozen=True)
class Grid:
    """`step`: the minutes of a row, the largest that divides everything shown: 5, 10, 15 or 30."""

    columns: list[Column]
    rows: list[Row]
    step: int


def laid_out(columns: list[Column], first: int, last: int) -> Grid:
    """The grid from minute `first` to `last` of the day, both on a half-hour."""
    step = _step(columns, first)
    starting: dict[int, list[Facts]] = {minute: [] for minute in range(first, last, step)}
    for column in columns:
        for block in column.blocks:
            starting[block.start].append(block.cell((block.end - block.start) // step))
    rows = [Row(_hour(minute, first), HALF_HOUR // step, cells) for minute, cells in starting.items()]
    return Grid(columns, rows, step)


def _step(columns: Sequence[Column], first: int) -> int:
    edges = {edge - first for column in columns for block in column.blocks for edge in (block.start, block.end)}
    return gcd(HALF_HOUR, *edges)


def _hour(minute: int, first: int) -> str:
    if (minute - first) % HALF_HOUR:
        return ""
    hour, rest = divmod(minute, 60)
    return f"{hour} h {rest:02d}" if rest else f"{hour} h"
