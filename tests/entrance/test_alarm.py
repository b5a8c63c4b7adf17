"""« Ce n’est pas moi »: the owner of a mailbox stops whoever has taken the account over."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from tests import factories
from tests.entrance.mails import last_mail, link_in
from tests.factories import PASSWORD

THIEF = {"email1": "voleur@ailleurs.example", "email2": "voleur@ailleurs.example"}


@pytest.fixture
def thief(martine: User) -> Client:
    """Somebody who knows Martine's password, and asks for another address."""
    factories.an_address(martine)
    client = Client()
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    client.post("/mon-compte/adresse/", THIEF)
    return client


def test_martine_freezes_her_account_and_the_service_hears_of_it(thief: Client, client: Client, martine: User) -> None:
    path = link_in(last_mail("martine@aubert.example").text, "/ce-n-est-pas-moi/")
    client.get(path)
    martine.refresh_from_db()
    assert martine.is_active  # a GET freezes nothing
    assert "est bloqué" in client.post(path).content.decode()
    assert thief.get("/mon-compte/").status_code == 302
    assert client.post("/connexion/", {"login": "martine", "password": PASSWORD}).status_code == 200
    assert last_mail("assistance@service.example").subject == "Accès bloqué par son titulaire"


def test_the_link_lives_three_days(thief: Client, client: Client) -> None:
    path = link_in(last_mail("martine@aubert.example").text, "/ce-n-est-pas-moi/")
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert client.get(path).status_code == 404


def test_an_old_link_does_not_undo_what_the_service_has_settled(thief: Client, client: Client, martine: User) -> None:
    path = link_in(last_mail("martine@aubert.example").text, "/ce-n-est-pas-moi/")
    client.post(path)
    martine.enable(by=None)
    assert client.post(path).status_code == 404
    martine.refresh_from_db()
    assert martine.is_active


def test_a_forged_link_leads_nowhere(client: Client, db: None) -> None:
    assert client.post("/ce-n-est-pas-moi/WzEsMV0:forge/").status_code == 404
