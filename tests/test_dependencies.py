"""Each direct dependency has its reason, and the locks their hashes."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = tomllib.loads(Path("pyproject.toml").read_text())["project"]
DIRECT = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]


def test_each_direct_dependency_says_why() -> None:
    told = {
        line.split("|")[1].strip().lower()
        for line in Path("docs/dependances.md").read_text().splitlines()
        if "|" in line
    }
    names = {re.split(r"[\[<>=]", name)[0].lower() for name in DIRECT}
    assert names - told == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_hashes_and_no_address(lock: str) -> None:
    text = Path(lock).read_text()
    assert "http" not in text
    pinned = re.findall(r"^\S+==", text, re.MULTILINE)
    assert len(pinned) <= text.count("--hash=sha256:")
