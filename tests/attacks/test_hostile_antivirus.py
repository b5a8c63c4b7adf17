"""An antivirus that lies, babbles or sleeps: nothing is taken for clean, and nobody waits for it for long."""

import socket
import time
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.common import antivirus
from egide.library.models import Deposit
from egide.members.models import Member
from tests.common.test_antivirus import DEPOSIT, FACTS, PDF, Daemon, daemon  # noqa: F401  a fixture

pytestmark = pytest.mark.usefixtures("daemon")
LARGE = PDF + b"0" * 8_000_000  # more than a link holds


class Hasty(Daemon):
    """Calls clean what it has not read, and hears no more."""

    def handle(self) -> None:
        self.request.sendall(b"stream: OK\0")
        self.request.shutdown(socket.SHUT_RD)
        time.sleep(0.1)


class Babbling(Daemon):
    """Never ends its line."""

    def handle(self) -> None:
        with suppress(OSError):
            while True:
                self.request.sendall(b"stream: OK FOUND" * 4096)


class Dripping(Daemon):
    """One sign at a time, each within its patience."""

    def handle(self) -> None:
        with suppress(OSError):
            while True:
                self.request.sendall(b".")
                time.sleep(0.05)


class Talkative(Daemon):
    """The right words, and more after them."""

    def verdict(self, command: bytes) -> bytes:
        super().verdict(command)
        return b"stream: OK\0stream: Eicar-Signature FOUND?"


class Asleep(Daemon):
    def handle(self) -> None:
        time.sleep(3)


@pytest.mark.parametrize("daemon", [Hasty, Babbling, Dripping, Talkative], indirect=True)
def test_what_is_no_plain_answer_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antivirus, "PATIENCE", 0.3)
    began = time.monotonic()
    with pytest.raises(ValidationError, match="ne répond pas"):
        antivirus.check(SimpleUploadedFile("duerp.pdf", LARGE))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("daemon", [Dripping], indirect=True)
def test_the_health_page_that_everybody_may_ask_waits_a_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(antivirus, "GLANCE", 0.2)
    began = time.monotonic()
    assert antivirus.state() == "down"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("daemon", [Asleep], indirect=True)
def test_many_files_of_one_request_wait_once(as_martine: Client, ours: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ninety files that no field asks for would hold a worker for half an hour."""
    monkeypatch.setattr(antivirus, "PATIENCE", 0.3)
    files = {f"more{rank}": SimpleUploadedFile(f"{rank}.pdf", PDF) for rank in range(30)}
    began = time.monotonic()
    page = as_martine.post(DEPOSIT, FACTS | files | {"upload": SimpleUploadedFile("duerp.pdf", PDF)})
    assert time.monotonic() - began < 3
    assert "L’antivirus ne répond pas" in page.content.decode()
    assert not Deposit.objects.exists()
