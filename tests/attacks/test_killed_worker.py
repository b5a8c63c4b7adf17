"""Drill R16: a gunicorn worker killed in the middle of a POST leaves no half of anything; sending again gives one.

The short form of the suite kills a few; `make drills` kills fifty (EGIDE_DRILLS=long).
"""

import os
import re
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from http.client import HTTPException

import pytest
from django.conf import settings
from django.test import Client

from egide.common.models import Event, Submission
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import rounds
from tests.attacks.server import Server

KILLS = rounds(5, 50)
PAGE = "/adherents/10042/mes-salaries/ajout/"
EMPLOYEE = {
    "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI", "hired_on": "2026-11-02",
    "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=True)


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
    server.stop()


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
    server.wait(session, PAGE)
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
        server.wait(session, PAGE)
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
