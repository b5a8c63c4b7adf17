"""Rows 48, 52 and 53: what the machine shows of itself is the front door alone, and a huge body stops there."""

import re
from pathlib import Path

import pytest

from egide.common.uploads import MAX_BYTES

DEPLOY = Path("deploy")
UNITS = sorted(DEPLOY.glob("*.service"))


def test_row_48_a_huge_body_is_stopped_by_nginx() -> None:
    """Two gigabytes never reach Python: the limit of nginx is just above the largest file that a form takes."""
    limit = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text())
    assert limit
    assert MAX_BYTES < int(limit[1]) * 1024 * 1024 <= 4 * MAX_BYTES


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_row_52_a_stolen_service_writes_nowhere_but_at_home(unit: Path) -> None:
    """Alpes Santé Travail: the file server, the sessions and the backups, all reachable from one another."""
    text = unit.read_text()
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "User=egide"):
        assert line in text, line


def test_row_53_only_the_front_door_listens() -> None:
    """pretix, February 2018: a side service open for five days. Ours listen on a local socket, or on loopback."""
    web = (DEPLOY / "egide-web.service").read_text()
    assert re.search(r"--bind unix:/run/", web)
    assert not re.search(r"--bind (0\.0\.0\.0|\[::\]|:)", web)
    assert "127.0.0.1" in Path("bin/demo.py").read_text()
    assert "0.0.0.0" not in Path("bin/demo.py").read_text()
    assert "redis" not in (DEPLOY / "egide.env").read_text().lower()
