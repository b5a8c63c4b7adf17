"""Drill R8: a disk that fills up under the files, the outbox of the platform and the database of the invoices.

Nothing that was acknowledged is lost, nothing is kept by half, no number is skipped, and the person reads why. The
mounts and the cluster of PostgreSQL are this drill's own, bounded, and need root: elsewhere the injected forms remain.
"""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from bin.with_postgres import HASTY, binaries
from egide.centres.models import Service
from egide.invoicing.models import Invoice, InvoiceSeries
from egide.library.models import Deposit
from egide.members.models import Member
from egide.platform.exchange import exchange
from egide.platform.gateway import Folders
from egide.platform.models import PlatformDeposit, State
from tests import factories
from tests.attacks.hands import LONG, note_figures, rounds

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/adherents/10042/mes-documents/depot/"
FORM = {"kind": "duerp", "title": "DUERP 2026", "dated_on": "2026-01-05"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
Mount = Callable[[Path, str], Path]


@pytest.fixture
def mounted() -> Iterator[Mount]:
    """A small disk in memory at a folder, of this size (« 64k »)."""
    places: list[Path] = []

    def mount(place: Path, size: str) -> Path:
        place.mkdir(parents=True, exist_ok=True)
        asked = ["mount", "-t", "tmpfs", "-o", f"size={size}", "egide-drill", str(place)]
        if os.geteuid() or subprocess.run(asked, check=False, capture_output=True).returncode:
            pytest.skip("a disk of its own needs root")
        places.append(place)
        return place

    yield mount
    for place in places:
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """The files of the product on a real disk, in the storage of production: the other tests keep them in memory."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "egide.common.storage.WholeFiles"}}
    settings.MEDIA_ROOT = str(tmp_path / "fichiers")
    return tmp_path / "fichiers"


def hand_in(client: Client, content: bytes) -> str:
    answer = client.post(PAGE, FORM | {"upload": SimpleUploadedFile("duerp.pdf", content)})
    assert answer.status_code == 200, "the form again, neither a breakdown nor a success"
    return answer.content.decode()


def files_under(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def assert_nothing_is_kept(page: str, root: Path) -> None:
    assert "Il n’y a plus de place" in page
    assert 'value="DUERP 2026"' in page, "nothing typed is lost"
    assert not Deposit.objects.exists()
    assert files_under(root) == []


def test_r8_an_upload_that_stops_half_way_is_told_and_leaves_nothing(
    as_martine: Client, ours: Member, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.files.locks.lock", stop)  # the file has its name already, and nothing in it
        assert_nothing_is_kept(hand_in(as_martine, PDF), files)
    assert as_martine.post(PAGE, FORM | {"upload": SimpleUploadedFile("d.pdf", PDF)}).status_code == 302


def test_r8_an_upload_onto_a_full_disk(as_martine: Client, ours: Member, files: Path, mounted: Mount) -> None:
    mounted(files, "64k")
    for _ in range(rounds(2, 50)):
        assert_nothing_is_kept(hand_in(as_martine, PDF + b"0" * 200_000), files)
    assert as_martine.post(PAGE, FORM | {"upload": SimpleUploadedFile("d.pdf", PDF)}).status_code == 302
    assert len(files_under(files)) == Deposit.objects.count() == 1


def test_r8_the_outbox_of_the_platform_fills_up(service: Service, ours: Member, tmp_path: Path, mounted: Mount) -> None:
    """What is in it is whole; what is not waits, and goes once there is room."""
    service.configure(by=None, platform_from=timezone.localdate())
    for _ in range(rounds(6, 60)):
        factories.an_invoice(ours)
    platform = Folders(mounted(tmp_path / "plateforme", "96k"))
    with pytest.raises(OSError, match="No space left"):
        exchange(platform)
    assert_handed_papers_are_whole(platform)
    waiting = PlatformDeposit.objects.filter(state=State.WAITING).count()
    assert waiting
    subprocess.run(["mount", "-o", "remount,size=64m", str(platform.root)], check=True)
    exchange(platform)
    assert_handed_papers_are_whole(platform)
    assert not PlatformDeposit.objects.filter(state=State.WAITING).exists()
    note_figures("R8 outbox", waited=waiting, handed=PlatformDeposit.objects.count())


def assert_handed_papers_are_whole(platform: Folders) -> None:
    for deposit in PlatformDeposit.objects.filter(state=State.HANDED).select_related("invoice"):
        assert (platform.root / f"depot/{deposit.invoice.number}.pdf").read_bytes().rstrip().endswith(b"%%EOF")
        assert (platform.root / f"depot/{deposit.invoice.number}.json").stat().st_size
    assert [path for path in files_under(platform.root) if path.name.startswith(".")] == [], "no half is left"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a limit of SQLite")
def test_r8_the_base_fills_up_while_invoices_are_issued(ours: Member) -> None:
    """SQLite is given a few pages more, then none (« database or disk is full »): whole invoices, no number lost."""
    for _ in range(rounds(3, 40)):
        acknowledged = Invoice.objects.count()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 6}")
        with suppress(OperationalError):
            for _ in range(500):
                with transaction.atomic():
                    factories.an_invoice(ours)
                acknowledged += 1
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
        assert_contiguous(list(Invoice.objects.values_list("number", flat=True)), acknowledged)
        assert InvoiceSeries.objects.get().last == acknowledged
        assert all(one.lines.count() == 1 for one in Invoice.objects.all())
    factories.an_invoice(ours)
    assert InvoiceSeries.objects.get().last == acknowledged + 1
    note_figures("R8 base", invoices=acknowledged, fillings=rounds(3, 40))


def assert_contiguous(numbers: list[str], count: int) -> None:
    year = timezone.localdate().year
    assert sorted(numbers) == [f"{year}-{rank:05d}" for rank in range(1, count + 1)]


ISSUE = """
import django; django.setup()
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from egide.centres.models import Service
Service(pk=1).configure(by=None, name="Service", address="1 rue Neuve\\n51100 Reims", siren="552100554",
                        vat_number="FR96552100554")
from tests import factories
member = factories.a_member(10042)
print("ready", flush=True)
input()
for _ in range(20_000):
    with transaction.atomic():
        invoice = factories.an_invoice(member)
    print(invoice.number, flush=True)
"""
READ = """
import django; django.setup()
from egide.invoicing.models import Invoice, InvoiceSeries
from tests import factories
from egide.members.models import Member
print(InvoiceSeries.objects.get().last, *sorted(Invoice.objects.values_list("number", flat=True)))
factories.an_invoice(Member.objects.get())
"""


@pytest.mark.skipif(not LONG or connection.vendor == "sqlite", reason="a PostgreSQL of its own: make drills")
def test_r8_postgres_on_a_full_disk(mounted: Mount) -> None:
    """Data and journal on one disk of 120 MB: what it acknowledged is there after room was made, without a gap."""
    disk = mounted(Path(tempfile.mkdtemp(prefix="egide-disk-")), "120m")
    subprocess.run(["chown", "postgres", str(disk)], check=True)
    tools, data = binaries(), disk / "data"
    run = ["runuser", "-u", "postgres", "--"]
    start = [*run, str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(disk / "log"), "-o",
             f"-k {disk} -c listen_addresses='' {HASTY} -c max_wal_size=16MB", "start"]  # fmt: skip
    quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run([*run, str(tools / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                    "--wal-segsize=1"], **quiet)  # fmt: skip
    subprocess.run(start, **quiet)
    try:
        subprocess.run([*run, str(tools / "createdb"), "-h", str(disk), "egide"], **quiet)
        acknowledged = fill(disk)
        (disk / "ballast").unlink()
        subprocess.run(start, check=False, stdout=subprocess.DEVNULL, cwd="/")  # a full journal has stopped it
        last, *numbers = python(READ, disk).communicate(timeout=120)[0].split()
        assert set(acknowledged) <= set(numbers)
        assert_contiguous(numbers, int(last))
        note_figures("R8 PostgreSQL", acknowledged=len(acknowledged), kept=len(numbers))
    finally:
        subprocess.run([*run, str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], check=False, cwd="/")


def python(script: str, disk: Path) -> "subprocess.Popen[str]":
    environment = os.environ | {
        "EGIDE_POSTGRES": "egide", "PGHOST": str(disk), "PGUSER": "postgres", "PGPORT": "",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }  # fmt: skip
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-c", script], env=environment, text=True, **pipes)


def fill(disk: Path) -> list[str]:
    """Invoices until the disk says no; a ballast leaves a few megabytes, so that it comes soon."""
    worker = python(ISSUE, disk)
    assert worker.stdout
    assert worker.stdin
    assert worker.stdout.readline().strip() == "ready"
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(b"\0" * max(0, free.f_bavail * free.f_frsize - 4_000_000))
    worker.stdin.write("\n")
    worker.stdin.flush()
    numbers = worker.communicate(timeout=900)[0].split()
    assert worker.returncode, "the disk never filled up"
    assert numbers
    return numbers
