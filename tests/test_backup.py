"""A backup that restores: into an empty folder, checked, and refused when somebody touched it."""

import io
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

BASES = ("egide_saved", "egide_restored")


def run(data: Path, *words: str, folder: Path, base: str = "") -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "EGIDE_DATA": str(data),
        "EGIDE_POSTGRES": base,
        "SAUVEGARDES": str(folder),
    }
    command = [sys.executable, "bin/backup.py", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def forged_from(archive: Path, forged: Path, instead: dict[str, bytes]) -> Path:
    """The same archive with some contents replaced, or added."""
    with tarfile.open(archive) as opened, tarfile.open(forged, "w:gz") as again:
        files = {entry.name: opened.extractfile(entry) for entry in opened}
        kept = {name: file.read() for name, file in files.items() if file}
        for name, content in (kept | instead).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            again.addfile(entry, io.BytesIO(content))
    return forged


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "fichiers").mkdir(parents=True)
    (data / "fichiers" / "statuts.pdf").write_bytes(b"%PDF-1.4")
    with sqlite3.connect(data / "egide.sqlite3") as base:
        base.execute("CREATE TABLE t (n INTEGER)")
        base.execute("INSERT INTO t VALUES (42)")
    return data


def test_row_51_what_was_saved_comes_back(installation: Path, tmp_path: Path) -> None:
    assert run(installation, "save", folder=tmp_path / "s").returncode == 0
    archive = next((tmp_path / "s").iterdir())
    back = tmp_path / "ailleurs"
    answer = run(back, "restore", str(archive), folder=tmp_path)
    assert answer.returncode == 0, answer.stderr
    with sqlite3.connect(back / "egide.sqlite3") as base:
        assert base.execute("SELECT n FROM t").fetchone() == (42,)
    assert (back / "fichiers" / "statuts.pdf").read_bytes() == b"%PDF-1.4"


def test_nothing_is_overwritten(installation: Path, tmp_path: Path) -> None:
    run(installation, "save", folder=tmp_path / "s")
    archive = next((tmp_path / "s").iterdir())
    answer = run(installation, "restore", str(archive), folder=tmp_path)
    assert answer.returncode != 0
    assert "contient déjà des données" in answer.stderr


def test_a_touched_archive_is_refused(installation: Path, tmp_path: Path) -> None:
    run(installation, "save", folder=tmp_path / "s")
    archive = next((tmp_path / "s").iterdir())
    forged = forged_from(archive, tmp_path / "forgee.tar.gz", {"fichiers/statuts.pdf": b"autre"})
    answer = run(tmp_path / "vide", "restore", str(forged), folder=tmp_path)
    assert "Archive altérée" in answer.stderr
    assert not (tmp_path / "vide" / "egide.sqlite3").exists()


@pytest.mark.parametrize("name", ["fichiers/intrus.pdf", "../evasion.pdf"])
def test_nothing_is_slipped_in(name: str, installation: Path, tmp_path: Path) -> None:
    run(installation, "save", folder=tmp_path / "s")
    forged = forged_from(next((tmp_path / "s").iterdir()), tmp_path / "forgee.tar.gz", {name: b"%PDF"})
    answer = run(tmp_path / "vide", "restore", str(forged), folder=tmp_path)
    assert answer.returncode != 0
    assert "Archive" in answer.stderr
    assert not (tmp_path / "vide" / "egide.sqlite3").exists()


@pytest.fixture
def server() -> Iterator[Callable[..., str]]:
    """Speaks to the PostgreSQL of this run; the databases it makes for the test are dropped after it."""

    def ask(sql: str, base: str = "postgres") -> str:
        command = ["psql", "-XAt", "-v", "ON_ERROR_STOP=1", "-c", sql, base]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    yield ask
    for base in BASES:
        ask(f"DROP DATABASE IF EXISTS {base}")


@pytest.mark.postgres
@pytest.mark.skipif(not os.environ.get("EGIDE_POSTGRES"), reason="this run is on SQLite")
def test_a_postgresql_base_comes_back(server: Callable[..., str], tmp_path: Path) -> None:
    for base in BASES:
        server(f"CREATE DATABASE {base}")
    server("CREATE TABLE t AS SELECT generate_series(1, 1000) AS n", BASES[0])
    saved = run(tmp_path / "data", "save", folder=tmp_path / "s", base=BASES[0])
    assert saved.returncode == 0, saved.stderr
    archive = str(next((tmp_path / "s").iterdir()))
    back = run(tmp_path / "ailleurs", "restore", archive, folder=tmp_path, base=BASES[1])
    assert back.returncode == 0, back.stderr
    assert server("SELECT sum(n) FROM t", BASES[1]) == "500500"
    again = run(tmp_path / "encore", "restore", archive, folder=tmp_path, base=BASES[1])
    assert "contient déjà des tables" in again.stderr
