"""Races that must be lost: guessing in parallel, and the same form sent by fifty hands (drills R3 and R4)."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from egide.accounts.models import User
from egide.members.models import Member
from tests.factories import PASSWORD

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="the SQLite of the tests lives in one thread"),
]


def together(hands: int, act: Callable[[], None]) -> None:
    barrier = threading.Barrier(hands)

    def run() -> None:
        barrier.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_forty_parallel_guesses_and_few_are_judged(martine: User, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    real = User.check_password

    def counted(user: User, password: str) -> bool:
        judged.append(password)
        return real(user, password)

    monkeypatch.setattr(User, "check_password", counted)
    together(40, lambda: Client().post("/connexion/", {"login": "martine", "password": "faux faux faux"}) and None)
    assert 1 <= len(judged) <= 10
    assert Client().post("/connexion/", {"login": "martine", "password": PASSWORD}).status_code == 200


def test_one_form_sent_by_thirty_hands_adds_one_employee(as_martine: Client, ours: Member) -> None:
    form = {
        "last_name": "Marty", "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI",
        "hired_on": "2026-11-02", "post": "Maçonne", "pcs_code": "632A", "form_token": str(uuid.uuid4()),
    }  # fmt: skip
    session = as_martine.cookies["egide"].value
    answers = []

    def send() -> None:
        client = Client()
        client.cookies["egide"] = session
        answers.append(client.post("/adherents/10042/mes-salaries/ajout/", form).status_code)

    together(30, send)
    assert set(answers) == {302}
    assert ours.employees.count() == 1
