"""A lost password goes to the stored, confirmed address and nowhere else (security, rows 21, 25, 26, 27)."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from egide.accounts.models import User
from egide.members.models import Contact
from egide.notifications.models import Outbox
from tests import factories
from tests.factories import PASSWORD

STORED = "martine@aubert.example"
THIEF = "voleur@ailleurs.example"


@pytest.fixture
def martine(martine: User) -> User:
    factories.an_address(martine)
    return martine


def recipients() -> list[str]:
    return [mail.recipient for mail in Outbox.objects.all()]


@pytest.mark.parametrize(
    "typed",
    [
        [STORED, THIEF],
        [THIEF, STORED],
        [f"{STORED},{THIEF}"],
        [f"{STORED};{THIEF}"],
        [f"{STORED} {THIEF}"],
        [f"{STORED}\n{THIEF}"],
        [f"{STORED}\r\nBcc: {THIEF}"],
        [f"{STORED}\0{THIEF}"],
        [json.dumps([STORED, THIEF])],
        [f"martine<{THIEF}>"],
    ],
)
def test_row_25_reset_goes_only_to_the_stored_address(typed: list[str], client: Client, martine: User) -> None:
    client.post("/mot-de-passe-oublie/", {"code_or_address": typed})
    assert set(recipients()) <= {STORED}
    assert len(recipients()) <= 1


def test_row_25_other_shapes_of_the_field_are_ignored(client: Client, martine: User) -> None:
    client.post("/mot-de-passe-oublie/", {"code_or_address": "martine", "email": THIEF, "code_or_address[]": THIEF})
    assert recipients() == [STORED]


@pytest.mark.parametrize("twin", ["martıne", "martine@aubert.exampıe", "ｍartine", "martine@aubert.example\u200b"])
def test_row_26_a_letter_that_looks_alike_gets_nothing(twin: str, client: Client, martine: User) -> None:
    client.post("/mot-de-passe-oublie/", {"code_or_address": twin})
    assert recipients() == []


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}])
def test_row_27_the_link_follows_the_settings(headers: dict[str, str], martine: User) -> None:
    answer = Client(headers=headers).post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    texts = [mail.text for mail in Outbox.objects.all()]
    assert answer.status_code == 400 or texts
    assert not [text for text in texts if "evil" in text]


def test_row_27_so_does_the_link_of_an_address(karim: User) -> None:
    factories.an_address(karim, verified=False)
    client = Client(headers={"X-Forwarded-Host": "evil.example"})
    client.post("/connexion/", {"login": "karim", "password": PASSWORD})
    client.post("/mon-compte/adresse/confirmation/")
    assert "http://127.0.0.1:8000/adresse/" in Outbox.objects.get().text


def test_row_25_an_unconfirmed_address_receives_no_link(client: Client, karim: User) -> None:
    factories.an_address(karim, verified=False)
    client.post("/mot-de-passe-oublie/", {"code_or_address": "karim"})
    client.post("/mot-de-passe-oublie/", {"code_or_address": karim.email})
    assert recipients() == []


def test_row_21_a_contact_is_not_a_login(as_martine: Client, martine: User) -> None:
    contact = {"name": "Martine Aubert", "phone": "03 53 02 10 42", "email": THIEF}
    as_martine.post("/adherents/10042/mon-entreprise/contacts/responsable/", contact)
    assert Contact.objects.filter(email=THIEF).exists()
    Client().post("/mot-de-passe-oublie/", {"code_or_address": THIEF})
    Client().post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    assert recipients() == [STORED]


def test_row_21_the_address_of_a_login_asks_who_is_there(as_martine: Client, martine: User) -> None:
    answer = as_martine.post("/mon-compte/adresse/", {"email1": THIEF, "email2": THIEF})
    assert answer.headers["Location"].startswith("/mon-compte/verification/")
    assert not EmailAddress.objects.filter(email=THIEF).exists()


def test_row_21_a_new_address_receives_nothing_before_its_confirmation(client: Client, martine: User) -> None:
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    client.post("/mon-compte/adresse/", {"email1": THIEF, "email2": THIEF})
    Outbox.objects.all().delete()
    client.post("/mot-de-passe-oublie/", {"code_or_address": THIEF})
    client.post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    assert recipients() == [STORED]
