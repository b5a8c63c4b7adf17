"""Drill R6, its papers: workers killed while they draw leave one whole paper an invoice, no row without its file and
no file without its row.

The short form kills three times over 12 invoices; `make drills` kills twenty over 400 (EGIDE_DRILLS=long).
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from egide.centres.models import Service
from egide.invoicing.models import Invoice, InvoicePaper
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import note_figures, rounds
from tests.attacks.server import this_database

KILLS, INVOICES, WORKERS = rounds(3, 20), rounds(12, 400), 2
FILES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
# Files on the disk, as in production. Asked to, it dies with half a paper written, or its file written and no row.
WORK = """
import json, os, signal, sys, django
from django.conf import settings
settings.STORAGES, settings.MEDIA_ROOT = settings.STORAGES | json.loads(sys.argv[3]), sys.argv[1]
django.setup()
from datetime import timedelta
from django.core.files.storage import FileSystemStorage
from egide.invoicing import keeping
real = FileSystemStorage._save
def dying(storage, name, content):
    if sys.argv[2] == "half":
        path = storage.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "wb").write(content.read()[:1000])
        os.kill(os.getpid(), signal.SIGKILL)
    kept = real(storage, name, content)
    if sys.argv[2] == "file":
        os.kill(os.getpid(), signal.SIGKILL)
    return kept
FileSystemStorage._save = dying
keeping.draw_all(timedelta(hours=1))
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGES = settings.STORAGES | FILES
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def issued(service: Service, ours: Member) -> list[Invoice]:
    return [factories.an_invoice(ours, f"{10 + rank}.00") for rank in range(INVOICES)]


def a_worker(folder: Path, dies_with: str = "") -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", WORK, str(folder), dies_with, json.dumps(FILES)]
    return subprocess.Popen(command, env=os.environ | this_database(), stderr=subprocess.PIPE)


def leases_run_out() -> None:
    InvoicePaper.objects.update(locked_until=timezone.now())


def kept() -> int:
    return InvoicePaper.objects.exclude(made_at=None).count()


def assert_each_row_has_its_whole_file(folder: Path) -> None:
    for paper in InvoicePaper.objects.exclude(made_at=None):
        assert hashlib.sha256((folder / str(paper.file.name)).read_bytes()).hexdigest() == paper.sha256


def test_r6_workers_killed_while_they_draw_leave_one_paper_an_invoice(issued: list[Invoice], folder: Path) -> None:
    started, random = time.monotonic(), Random(6)
    for turn in range(KILLS):
        before = kept()
        wanted = min(before + random.randint(1, max(1, INVOICES // (KILLS * 2))), INVOICES)
        workers = [a_worker(folder) for _ in range(WORKERS)]
        while kept() < wanted and any(one.poll() is None for one in workers):
            time.sleep(0.01)
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.communicate()
        assert kept() >= before, turn
        assert_each_row_has_its_whole_file(folder)
        leases_run_out()
    for worker in [a_worker(folder) for _ in range(WORKERS)]:
        _, complaint = worker.communicate(timeout=rounds(120, 600))
        assert worker.returncode == 0, complaint.decode()
    assert_one_paper_an_invoice(folder)
    seconds = f"{time.monotonic() - started:.0f} s"
    note_figures("R6, papers", kills=KILLS, workers=WORKERS, invoices=INVOICES, whole=seconds)


def assert_one_paper_an_invoice(folder: Path) -> None:
    assert kept() == InvoicePaper.objects.count() == Invoice.objects.issued().count() == INVOICES
    assert_each_row_has_its_whole_file(folder)
    on_disk = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert on_disk == set(InvoicePaper.objects.values_list("file", flat=True)), "no file without its row"


@pytest.mark.parametrize("dies_with", ["half", "file"])
def test_r6_a_death_between_the_file_and_its_row_is_mended_by_the_next(
    dies_with: str, issued: list[Invoice], folder: Path
) -> None:
    dead = a_worker(folder, dies_with)
    dead.communicate(timeout=60)
    assert dead.returncode == -signal.SIGKILL
    assert kept() == 0, "no row without its whole file"
    assert [path for path in folder.rglob("*.pdf") if path.is_file()], "it had written something"
    leases_run_out()
    alive = a_worker(folder)
    _, complaint = alive.communicate(timeout=rounds(120, 600))
    assert alive.returncode == 0, complaint.decode()
    assert_one_paper_an_invoice(folder)
