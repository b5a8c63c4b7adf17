"""A backup that restores: into an empty folder, checked, and refused when somebody touched it."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest


def run(data: Path, *words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "EGIDE_DATA": str(data),
        "EGIDE_POSTGRES": "",
        "SAUVEGARDES": str(folder),
    }
    command = [sys.executable, "bin/backup.py", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "fichiers").mkdir(parents=True)
    (data / "fichiers" / "statuts.pdf").write_bytes(b"%PDF-1.4")
    with sqlite3.connect(data / "egide.sqlite3") as base:
        base.execute("CREATE TABLE t (n INTEGER)")
        base.execute("INSERT INTO t VALUES (42)")
    return data


def test_what_was_saved_comes_back(installation: Path, tmp_path: Path) -> None:
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
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path / "x", filter="data")
    (tmp_path / "x" / "fichiers" / "statuts.pdf").write_bytes(b"autre")
    forged = tmp_path / "forgee.tar.gz"
    with tarfile.open(forged, "w:gz") as archive_again:
        for path in (tmp_path / "x").rglob("*"):
            if path.is_file():
                archive_again.add(path, str(path.relative_to(tmp_path / "x")))
    answer = run(tmp_path / "vide", "restore", str(forged), folder=tmp_path)
    assert "Archive altérée" in answer.stderr
    assert not (tmp_path / "vide" / "egide.sqlite3").exists()
