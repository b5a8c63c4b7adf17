"""A nomenclature kept as « code, tab, label » lines beside this module, read once when first asked for."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Code:
    """One code and its label; `former` is a code that the current edition no longer has."""

    code: str
    label: str
    former: bool = False


@cache
def table(name: str) -> dict[str, str]:
    """The labels of `name`.tsv by code."""
    lines = (FOLDER / f"{name}.tsv").read_text().splitlines()
    return dict(line.split("\t", 1) for line in lines)
