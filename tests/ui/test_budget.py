"""The first load of a page: under 70 kB compressed for all of HTML, styles, scripts and font together."""

import gzip
from pathlib import Path

from django.test import Client

from egide.centres.models import Physician
from egide.members.models import Member
from egide.ui.bundles import assembled
from tests import factories

KB = 1000
FONT = Path("egide/ui/static/ui/fonts/aplomb-sans.woff2")
ICONS = Path("egide/ui/static/ui/icons.svg")


def weight(text: str | bytes) -> int:
    return len(gzip.compress(text.encode() if isinstance(text, str) else text, 9))


def test_each_part_keeps_to_its_share() -> None:
    assert weight(assembled("ui/egide.css")) <= 16 * KB
    assert weight(assembled("ui/egide.js")) <= 8 * KB
    assert FONT.stat().st_size <= 23 * KB


def test_the_longest_list_loads_within_the_budget(as_martine: Client, ours: Member, physician: Physician) -> None:
    for n in range(60):
        factories.a_complete_employee(ours, f"Nom{n}")
    page = as_martine.get("/adherents/10042/mes-salaries/").content
    parts = [page, assembled("ui/egide.css"), assembled("ui/egide.js"), ICONS.read_bytes()]
    assert sum(weight(part) for part in parts) + FONT.stat().st_size <= 70 * KB
