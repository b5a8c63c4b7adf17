"""Drill R9: the mail server is down, or swallows, or refuses; requests do not wait, and all leaves once it is back.

The short form of the suite carries a few mails; `make drills` carries two hundred (EGIDE_DRILLS=long).
"""

import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications import worker
from egide.notifications.models import GIVE_UP_AFTER, Outbox
from egide.notifications.outbox import write
from tests import factories
from tests.attacks.hands import rounds, together

pytestmark = pytest.mark.django_db(transaction=True)
MAILS = rounds(12, 200)
TIMEOUT = 1  # seconds; 20 in production


class MailServer(socketserver.ThreadingTCPServer):
    """A real SMTP server of a few lines: it takes messages, refuses them after DATA, or never says a word."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Conversation)
        self.mood, self.taken = "well", list[str]()
        self.quiet = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def stop(self) -> None:
        self.quiet.set()
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        if self.server.mood == "black hole":
            self.server.quiet.wait(30)
            return
        self.say("220 essai")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(":")[0].split()[0]
            if word == "DATA":
                self.say("354 go on")
                self.take()
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self) -> None:
        lines: list[str] = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        if self.server.mood == "refuses":
            self.say("451 try again later")
            return
        self.server.taken += [line[4:] for line in lines if line.startswith("To: ")]
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", TIMEOUT
    server = MailServer()
    settings.EMAIL_PORT = server.port
    yield server
    server.stop()


def some_mails() -> list[str]:
    addresses = [f"essai{number}@essai.example" for number in range(MAILS)]
    for address in addresses:
        write(address, "Essai", "Bonjour")
    return addresses


def all_ready(after: timedelta = timedelta()) -> None:
    """As if `after` had passed since the last round."""
    for mail in Outbox.objects.filter(sent_at=None):
        Outbox.objects.filter(pk=mail.pk).update(locked_until=mail.locked_until - after)


def assert_each_once(server: MailServer, addresses: list[str]) -> None:
    assert Counter(server.taken) == Counter(addresses)
    assert not Outbox.objects.filter(sent_at=None).exists()


def test_r9_a_closed_port_loses_nothing_however_long(server: MailServer, settings: Any) -> None:
    """Hours of it count no attempt: the mail is not at fault, and nobody has to send it again by hand."""
    addresses = some_mails()
    settings.EMAIL_PORT = a_free_port()
    for _ in range(GIVE_UP_AFTER * 2):
        worker.carry_all()
        all_ready(after=timedelta(minutes=1))
    assert not Outbox.objects.filter(attempts__gt=0).exists()
    assert Outbox.objects.undelivered().exists()  # and the service sees it
    settings.EMAIL_PORT = server.port
    worker.carry_all()
    assert_each_once(server, addresses)


def test_r9_a_black_hole_holds_the_worker_once_a_round(server: MailServer) -> None:
    server.mood = "black hole"
    addresses = some_mails()
    start = time.monotonic()
    worker.carry_all()
    assert time.monotonic() - start < TIMEOUT * 3  # not a wait for each mail
    server.mood = "well"
    all_ready(after=worker.DOWN_FOR + timedelta(seconds=1))
    worker.carry_all()
    assert_each_once(server, addresses)


def test_r9_after_the_server_is_back_all_leaves_within_a_minute(server: MailServer) -> None:
    server.mood = "black hole"
    some_mails()
    worker.carry_all()
    latest = max(mail.locked_until for mail in Outbox.objects.all())
    assert latest <= timezone.now() + timedelta(seconds=30)  # and the worker looks every minute


def test_r9_a_message_refused_after_data_comes_again_and_stops_no_other(server: MailServer) -> None:
    server.mood = "refuses"
    addresses = some_mails()
    worker.carry_all()
    assert server.taken == []
    assert set(Outbox.objects.values_list("attempts", flat=True)) == {1}
    server.mood = "well"
    all_ready(after=timedelta(minutes=2))
    worker.carry_all()
    assert_each_once(server, addresses)


def test_r9_a_request_does_not_wait_for_the_mail_server(
    server: MailServer, employee: Employee, martine: User, physician: Physician, ours: Member, as_sophie: Client
) -> None:
    """The refusal of a request writes one mail; with a black hole behind, it answers as fast as with nothing."""
    server.mood = "black hole"
    factories.an_address(martine)
    requests = [factories.a_request(employee), factories.a_request(factories.a_complete_employee(ours, "Autre"))]
    as_sophie.post(f"/service/rendez-vous/{requests[0].pk}/refus/", {"answer": "Déjà vu en mars"})
    start = time.monotonic()
    as_sophie.post(f"/service/rendez-vous/{requests[1].pk}/refus/", {"answer": "Déjà vu en mars"})
    assert time.monotonic() - start < TIMEOUT
    assert Outbox.objects.filter(sent_at=None).count() == 2
    assert Appointment.objects.filter(state="refused").count() == 2


def test_r9_two_workers_at_once_send_each_mail_once(server: MailServer) -> None:
    addresses = some_mails()
    outcomes = together(worker.carry_all, worker.carry_all, worker.carry_all)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert_each_once(server, addresses)
