"""Nobody learns which accounts exist (security, row 28): the same answer, the same slow work, whoever is named."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.accounts.models import AccessLog, InitialPassword, User
from egide.accounts.models.throttle import ThrottleCounter
from egide.notifications.models import Outbox
from tests import factories
from tests.factories import PASSWORD

WRONG = "faux faux faux"
SIGNS = re.compile(r'(csrfmiddlewaretoken|form_token)" value="[^"]*"')


def _active(code: str) -> None:
    factories.an_address(factories.a_person(code, email=f"{code}@essai.example"))


def _disabled(code: str) -> None:
    _active(code)
    User.objects.get(username=code).disable(by=None)


def _locked(code: str) -> None:
    _active(code)
    for _ in range(10):
        Client(REMOTE_ADDR="203.0.113.7").post("/connexion/", {"login": code, "password": WRONG})


def _never_opened(code: str) -> None:
    user = User(username=code)
    user.enrol(by=None)
    InitialPassword.issue(user, by=None)


def _letter_over(code: str) -> None:
    _never_opened(code)
    InitialPassword.objects.all().delete()


def _unknown(code: str) -> None:
    """No such account."""


KINDS = {
    "active": _active,
    "disabled": _disabled,
    "locked": _locked,
    "never opened": _never_opened,
    "letter over": _letter_over,
    "unknown": _unknown,
}
each_kind = pytest.mark.parametrize("make", [pytest.param(make, id=kind) for kind, make in KINDS.items()])
CODE = "abcd2345"


def traits(answer: Any) -> tuple[object, ...]:
    """All that a stranger can see: status, headers, body, cookies."""
    clock = {"Content-Length", "Expires"}  # of the secret of the form, of the second that it is
    headers = {name: value for name, value in answer.headers.items() if name not in clock}
    cookies = {name: {**morsel, "expires": ""} for name, morsel in answer.cookies.items() if name != "egide-csrf"}
    return answer.status_code, headers, SIGNS.sub("", answer.content.decode()), sorted(cookies)


@pytest.fixture
def of_nobody(db: None) -> tuple[object, ...]:
    return traits(Client().post("/connexion/", {"login": CODE, "password": WRONG}))


@each_kind
def test_row_28_a_wrong_password_gets_one_answer(make: Callable[[str], None], of_nobody: tuple[object, ...]) -> None:
    make(CODE)
    assert traits(Client().post("/connexion/", {"login": CODE, "password": WRONG})) == of_nobody


@each_kind
def test_row_28_each_branch_does_one_slow_comparison(
    make: Callable[[str], None], db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(CODE)
    done: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(hasher: hashers.MD5PasswordHasher, password: str, salt: str) -> str:
        done.append(password)
        return str(encode(hasher, password, salt))

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    Client().post("/connexion/", {"login": CODE, "password": WRONG})
    letters = WRONG.replace(" ", "")  # the password of a letter is read without its spaces
    assert [typed.replace(" ", "") for typed in done].count(letters) == 1


@pytest.mark.parametrize("make", [_disabled, _locked])
def test_row_28_the_right_password_of_a_closed_account_gets_it_too(
    make: Callable[[str], None], of_nobody: tuple[object, ...]
) -> None:
    make(CODE)
    assert traits(Client().post("/connexion/", {"login": CODE, "password": PASSWORD})) == of_nobody


@each_kind
def test_row_28_a_forgotten_password_gets_one_answer(make: Callable[[str], None], db: None) -> None:
    nobody = traits(Client().post("/mot-de-passe-oublie/", {"code_or_address": CODE}))
    make(CODE)
    assert traits(Client().post("/mot-de-passe-oublie/", {"code_or_address": CODE})) == nobody


@each_kind
def test_row_28_the_accountants_page_says_no_more(make: Callable[[str], None], db: None) -> None:
    nobody = traits(Client().post("/connexion/mandataire/", {"login": CODE, "password": WRONG}))
    make(CODE)
    assert traits(Client().post("/connexion/mandataire/", {"login": CODE, "password": WRONG})) == nobody


def shape(sql: str) -> str:
    """A query without its figures: savepoints, keys and values differ from one account to the next."""
    words = sql.split()
    return " ".join([words[0], *(word for word in words if word.startswith('"') and "_x" not in word)][:2])


@each_kind
def test_row_28_a_forgotten_password_costs_the_same_rows(make: Callable[[str], None], db: None) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            Client().post("/mot-de-passe-oublie/", {"code_or_address": CODE})
        return [shape(query["sql"]) for query in queries]

    nobody = asked()
    assert 'INSERT "notifications_outbox"' in nobody
    ThrottleCounter.objects.all().delete()
    make(CODE)
    ThrottleCounter.objects.all().delete()
    assert asked() == nobody


def test_row_28_the_mail_of_nobody_is_thrown_away(db: None) -> None:
    Client().post("/mot-de-passe-oublie/", {"code_or_address": CODE})
    assert not Outbox.objects.exists()


@pytest.mark.parametrize(("typed", "kept"), [("ABCD2345 ", CODE), ("mon-Mot-de-passe", "code inconnu")])
def test_the_journal_keeps_the_code_of_an_account_and_nothing_else_that_was_typed(
    typed: str, kept: str, db: None
) -> None:
    _active(CODE)
    Client().post("/connexion/", {"login": typed, "password": WRONG})
    assert AccessLog.objects.get(kind=AccessLog.Kind.SIGN_IN_FAILED).subject == kept
