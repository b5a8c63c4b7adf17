"""Drill R16: a gunicorn worker killed in the middle of a POST leaves no half of anything; sending again gives one.

The short form of the suite kills a few; `make drills` kills fifty (EGIDE_DRILLS=long).
"""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from egide.common.models import Event, Submission
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import rounds

KILLS = rounds(5, 50)
PAGE = "/adherents/10042/mes-salaries/ajout/"
EMPLOYEE = {
    "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI", "hired_on": "2026-11-02",
    "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=True)


class Server:
    """gunicorn on this very test database, with one worker that is started again each time it dies."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        name = str(connection.settings_dict["NAME"])
        database = (
            {"EGIDE_POSTGRES": name} if connection.vendor == "postgresql" else {"EGIDE_DATA": os.path.dirname(name)}
        )
        environment = os.environ | database | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--preload", "--no-control-socket"]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", *options, "--log-level", "critical"]
        self.master = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def workers(self) -> list[int]:
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.master.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    def ask(self, method: str, page: str, session: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, destination and text of the answer."""
        link = HTTPConnection("127.0.0.1", self.port, timeout=30)
        secret = "s" * 32
        headers = {"Cookie": f"egide={session}; csrftoken={secret}", "Host": "127.0.0.1",
                   "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        body = urlencode(form | {"csrfmiddlewaretoken": secret}) if form else None
        link.request(method, page, body, headers)
        answer = link.getresponse()
        return answer.status, answer.getheader("Location") or "", answer.read().decode()

    def wait(self, session: str) -> None:
        for _ in range(300):
            assert self.master.poll() is None, "gunicorn did not start"
            try:
                if self.ask("GET", PAGE, session)[0] == 200:
                    return
            except (OSError, HTTPException):
                pass
            time.sleep(0.1)
        raise AssertionError("the server does not answer")


@pytest.fixture
def session(ours: Member) -> str:
    """Léa's, since no program outside the demo starts with an account of the demo."""
    lea = factories.a_person("lea.essai")
    factories.an_access(lea, ours)
    client = Client()
    client.force_login(lea)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def server(session: str) -> Iterator[Server]:
    server = Server()
    yield server
    server.master.terminate()
    server.master.wait(timeout=20)


def assert_whole_or_nothing(member: Member, name: str, token: str) -> int:
    """How many rows of that name there are: none with nothing, or one with its event and its answer."""
    rows = list(member.employees.filter(last_name=name))
    events = Event.objects.filter(name="employee.hire", subject_id__in=[row.pk for row in rows]).count()
    answers = Submission.objects.filter(token=token).exclude(location="").count()
    assert len(rows) == events == answers, (rows, events, answers)
    assert len(rows) <= 1
    assert Submission.objects.filter(token=token).count() == answers, "a half-remembered answer"
    return len(rows)


def test_r16_a_killed_worker_leaves_nothing_half_done(session: str, ours: Member, server: Server) -> None:
    server.wait(session)
    started = time.monotonic()
    form = EMPLOYEE | {"last_name": "Témoin", "form_token": str(uuid.uuid4())}
    assert server.ask("POST", PAGE, session, form)[0] == 302
    usual, killed = time.monotonic() - started, 0
    for turn in range(KILLS):
        token = str(uuid.uuid4())
        form = EMPLOYEE | {"last_name": f"Tué {chr(97 + turn // 26)}{chr(97 + turn % 26)}", "form_token": token}
        sender = threading.Thread(target=lambda form=form: send_and_forget(server, session, form))
        sender.start()
        time.sleep(usual * (turn + 0.5) / KILLS)  # the deaths are spread over the time of one request
        for pid in server.workers():
            os.kill(pid, signal.SIGKILL)
            killed += 1
        sender.join()
        before = assert_whole_or_nothing(ours, form["last_name"], token)
        server.wait(session)
        status, place, _ = server.ask("POST", PAGE, session, form)
        assert status == 302
        assert re.fullmatch(r"/adherents/10042/mes-salaries/\d+/.*", place)
        assert assert_whole_or_nothing(ours, form["last_name"], token) == 1
        assert before in {0, 1}
    assert killed >= KILLS


def send_and_forget(server: Server, session: str, form: dict[str, str]) -> None:
    """The client of a dying server gets nothing, or half a sentence."""
    try:
        server.ask("POST", PAGE, session, form)
    except (OSError, HTTPException):
        return
