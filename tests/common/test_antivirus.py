"""Files are read by the antivirus before they are kept: infected, refused; without an answer, refused too."""

import shutil
import socketserver
import struct
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import Settings

from config import env
from egide.backoffice.first_run.forms import IdentityForm
from egide.backoffice.settings.forms import CentreForm
from egide.common import antivirus
from egide.library.models import Deposit
from egide.members.models import Member
from egide.portal.documents.forms import DepositForm

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
# The harmless file that every antivirus calls a virus (eicar.org), in two halves so that none stops at this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DEPOSIT = "/adherents/10042/mes-documents/depot/"
FACTS = {"kind": "duerp", "title": "DUERP 2026", "dated_on": "2026-01-05"}


class Daemon(socketserver.BaseRequestHandler):
    """clamd as its manual describes it: one command, the blocks of the file, one answer."""

    limit = 25 * 1024 * 1024

    def handle(self) -> None:
        self.link = self.request.makefile("rb")
        command = b"".join(iter(lambda: self.link.read(1), b"\0"))
        self.request.sendall((b"PONG" if command == b"zPING" else self.verdict(command)) + b"\0")

    def verdict(self, command: bytes) -> bytes:
        assert command == b"zINSTREAM"
        content = b""
        while size := struct.unpack("!I", self.link.read(4))[0]:
            content += self.link.read(size)
            if len(content) > self.limit:
                return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"


class Small(Daemon):
    limit = 100_000


class Broken(Daemon):
    def verdict(self, command: bytes) -> bytes:
        self.link.read()
        return b"stream: Can't allocate memory ERROR"


class HangingUp(Daemon):
    def handle(self) -> None:
        self.request.close()


class Silent(Daemon):
    def handle(self) -> None:
        time.sleep(1)


class OnSocket(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class OnPort(socketserver.ThreadingTCPServer):
    daemon_threads = True


@pytest.fixture
def daemon(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[None]:
    """`Daemon` on a socket, unless the test asks for another."""
    handler = getattr(request, "param", Daemon)
    with OnSocket(str(tmp_path / "clamd.ctl"), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        settings.CLAMD = str(tmp_path / "clamd.ctl")
        yield
        server.shutdown()


def an_upload(content: bytes, name: str = "duerp.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hand_in(client: Client, content: bytes) -> str:
    return client.post(DEPOSIT, FACTS | {"upload": an_upload(content)}, follow=True).content.decode()


def test_an_infected_file_is_refused_beside_its_field_and_nothing_typed_is_lost(
    daemon: None, as_martine: Client, ours: Member
) -> None:
    page = hand_in(as_martine, PDF + EICAR)
    assert "programme malveillant (Eicar-Signature)" in page
    assert 'value="DUERP 2026"' in page
    assert not Deposit.objects.exists()


def test_a_clean_file_is_kept_whole_and_told_as_read(daemon: None, as_martine: Client, as_elise: Client) -> None:
    hand_in(as_martine, PDF)
    kept = Deposit.objects.get()
    assert kept.file.read() == PDF
    assert kept.scanned_at is not None
    assert "analysé le" in as_elise.get("/service/documents/depots/").content.decode()


def test_without_an_antivirus_a_file_is_told_as_not_read(as_martine: Client, as_elise: Client) -> None:
    hand_in(as_martine, PDF + EICAR)
    assert Deposit.objects.get().scanned_at is None
    assert "non analysé" in as_elise.get("/service/documents/depots/").content.decode()


@pytest.mark.parametrize("daemon", [Broken, HangingUp, Silent], indirect=True)
def test_no_answer_is_no_proof(daemon: None, as_martine: Client, ours: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antivirus, "PATIENCE", 0.2)
    page = hand_in(as_martine, PDF)
    assert "L’antivirus ne répond pas, ce fichier n’est pas gardé" in page
    assert not Deposit.objects.exists()


def test_nobody_there_is_no_proof_either(tmp_path: Path, settings: Settings) -> None:
    settings.CLAMD = str(tmp_path / "nobody.ctl")
    with pytest.raises(ValidationError, match="ne répond pas"):
        antivirus.check(an_upload(PDF))


@pytest.mark.parametrize("daemon", [Small], indirect=True)
def test_a_file_that_the_daemon_cuts_off_is_told_as_too_large(daemon: None) -> None:
    with pytest.raises(ValidationError, match="trop gros"):
        antivirus.check(an_upload(PDF + b"0" * 5_000_000))


def test_a_file_of_many_blocks_is_sent_whole(daemon: None) -> None:
    padding = b"0" * (3 * antivirus.BLOCK - len(EICAR) // 2)  # the words stand across two blocks
    with pytest.raises(ValidationError, match="malveillant"):
        antivirus.check(an_upload(padding + EICAR))
    antivirus.check(an_upload(padding))


def test_the_daemon_may_listen_on_a_port(settings: Settings) -> None:
    with OnPort(("127.0.0.1", 0), Daemon) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"
        assert antivirus.state() == "ready"
        with pytest.raises(ValidationError, match="malveillant"):
            antivirus.check(an_upload(EICAR))
        server.shutdown()


@pytest.mark.django_db(transaction=True)
def test_a_slow_antivirus_holds_no_lock(
    as_martine: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form acts once, in one transaction (egide/common/submissions.py): the file is read before it begins."""
    open_transactions = []

    def read(file: object) -> str:
        open_transactions.append(connection.in_atomic_block)
        return antivirus.CLEAN

    settings.CLAMD = "127.0.0.1:3310"
    monkeypatch.setattr(antivirus, "_read", read)
    as_martine.post(DEPOSIT, FACTS | {"upload": an_upload(PDF), "form_token": uuid.uuid4()})
    assert open_transactions == [False]
    assert Deposit.objects.get().scanned_at


def test_every_field_that_takes_a_file_asks_the_antivirus() -> None:
    fields = [DepositForm.base_fields["upload"], IdentityForm.base_fields["logo"], CentreForm.base_fields["plan"]]
    assert all(antivirus.check in field.validators for field in [*fields, forms.FileField(), forms.ImageField()])


@pytest.mark.parametrize(
    ("daemon", "said"),
    [(Daemon, "Chaque fichier envoyé est analysé"), (HangingUp, "Il ne répond pas")],
    indirect=["daemon"],
)
def test_nadia_reads_in_the_settings_how_the_antivirus_is(daemon: None, said: str, as_nadia: Client) -> None:
    assert said in as_nadia.get("/service/parametres/").content.decode()


def test_nadia_reads_that_there_is_none(as_nadia: Client) -> None:
    assert "Aucun n’est branché" in as_nadia.get("/service/parametres/").content.decode()


@pytest.mark.parametrize("daemon", [HangingUp], indirect=True)
def test_the_health_page_says_that_it_does_not_answer(daemon: None, client: Client, db: None) -> None:
    answer = client.get("/sante/")
    assert answer.json()["antivirus"] == "injoignable"
    assert answer.status_code == 503


@pytest.mark.parametrize("where", ["", "/run/clamav/clamd.ctl", "10.0.0.5:3310", "[::1]:3310"])
def test_the_setting_is_a_path_or_a_host_and_port(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGIDE_CLAMD", where)
    assert env.daemon("EGIDE_CLAMD") == where


@pytest.mark.parametrize("where", ["clamd", "localhost:", ":3310", "run/clamd.ctl"])
def test_another_setting_is_refused_with_a_sentence(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGIDE_CLAMD", where)
    with pytest.raises(ImproperlyConfigured, match="hôte:port"):
        env.daemon("EGIDE_CLAMD")


@pytest.mark.skipif(shutil.which("clamd") is None, reason="needs clamav-daemon")
def test_a_real_clamd_says_the_same(tmp_path: Path, settings: Settings) -> None:
    """With one signature of ours, the words of EICAR anywhere in a file: no list of viruses is fetched."""
    (tmp_path / "own.ndb").write_text(f"Eicar-Signature:0:*:{EICAR.hex()}\n")
    where = tmp_path / "clamd.ctl"
    (tmp_path / "clamd.conf").write_text(f"LocalSocket {where}\nDatabaseDirectory {tmp_path}\nForeground yes\n")
    command = ["clamd", "--config-file", str(tmp_path / "clamd.conf")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        settings.CLAMD = str(where)
        for _ in range(200):
            if antivirus.state() == "ready":
                break
            time.sleep(0.1)
        with pytest.raises(ValidationError, match=r"malveillant \(Eicar-Signature"):
            antivirus.check(an_upload(PDF + EICAR))
        clean = an_upload(PDF)
        antivirus.check(clean)
        assert vars(clean)["scanned_at"]
    finally:
        process.terminate()
        process.wait()
