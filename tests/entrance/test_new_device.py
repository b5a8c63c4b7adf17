"""« Vérification en deux étapes »: a code by mail on each new device of somebody who holds no second factor."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from egide.accounts.models import TrustedDevice, User
from egide.notifications.models import Outbox
from tests import factories
from tests.entrance.codes import with_application
from tests.entrance.mails import last_mail
from tests.factories import PASSWORD

CODE_PAGE = "/connexion/appareil/"


@pytest.fixture(autouse=True)
def asked(settings: Settings) -> None:
    settings.NEW_DEVICE_CODE = True


@pytest.fixture
def martine(martine: User) -> User:
    factories.an_address(martine)
    return martine


def sign_in(client: Client) -> str:
    return client.post("/connexion/", {"login": "martine", "password": PASSWORD}).headers["Location"]


def code_received() -> str:
    found = re.search(r"^(\d{6})$", last_mail("martine@aubert.example").text, re.MULTILINE)
    assert found
    return found[1]


def enter(client: Client, code: str, **more: str) -> str:
    return client.post(CODE_PAGE, {"code": code, **more}).headers.get("Location", "")


def test_a_new_device_is_asked_for_the_code_of_the_mail(client: Client, martine: User) -> None:
    assert sign_in(client) == CODE_PAGE
    assert client.get("/adherents/10042/").headers["Location"].startswith("/connexion/")
    assert "m•••e@aubert.example" in client.get(CODE_PAGE).content.decode()
    assert enter(client, code_received()) == "/accueil/"
    assert client.get("/adherents/10042/").status_code == 200


def test_a_trusted_device_is_not_asked_again_for_thirty_days(client: Client, martine: User) -> None:
    sign_in(client)
    enter(client, code_received(), trust="on")
    client.post("/deconnexion/")
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert sign_in(client) == "/accueil/"
    client.post("/deconnexion/")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert sign_in(client) == CODE_PAGE


def test_a_shared_device_is_asked_each_time(client: Client, martine: User) -> None:
    sign_in(client)
    enter(client, code_received())
    client.post("/deconnexion/")
    assert sign_in(client) == CODE_PAGE


def test_the_trust_of_one_person_is_not_that_of_another(client: Client, martine: User, karim: User) -> None:
    factories.an_address(karim)
    sign_in(client)
    enter(client, code_received(), trust="on")
    client.post("/deconnexion/")
    answer = client.post("/connexion/", {"login": "karim", "password": PASSWORD})
    assert answer.headers["Location"] == CODE_PAGE


def test_a_wrong_code_opens_nothing(client: Client, martine: User) -> None:
    sign_in(client)
    wrong = "000000" if code_received() != "000000" else "111111"
    assert "pas le bon" in client.post(CODE_PAGE, {"code": wrong}).content.decode()
    assert client.get("/adherents/10042/").status_code == 302


def test_the_sixth_try_is_not_even_judged(client: Client, martine: User) -> None:
    sign_in(client)
    right = code_received()
    for _ in range(5):
        enter(client, "000000" if right != "000000" else "111111")
    assert "n’est plus valable" in client.post(CODE_PAGE, {"code": right}).content.decode()


def test_after_ten_minutes_the_code_is_dead(client: Client, martine: User) -> None:
    sign_in(client)
    code = code_received()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert "n’est plus valable" in client.post(CODE_PAGE, {"code": code}).content.decode()


def test_another_code_ends_the_former(client: Client, martine: User) -> None:
    sign_in(client)
    former = code_received()
    client.post(CODE_PAGE, {"action": "resend"})
    assert code_received() != former
    assert enter(client, former) == ""
    assert enter(client, code_received()) == "/accueil/"


def test_the_code_of_one_attempt_does_not_serve_another(client: Client, martine: User) -> None:
    sign_in(client)
    code = code_received()
    elsewhere = Client()
    sign_in(elsewhere)
    assert enter(elsewhere, code) == ""


def test_three_codes_an_hour_at_most_are_sent(client: Client, martine: User) -> None:
    for _ in range(5):
        sign_in(Client())
    assert Outbox.objects.filter(recipient=martine.email).count() == 3


def test_the_mail_is_wiped_once_sent_and_the_session_holds_no_code(client: Client, martine: User) -> None:
    sign_in(client)
    assert last_mail(martine.email).confidential
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert kept
    assert not [text for text in kept if code_received() in text or PASSWORD in text]


def test_a_new_password_forgets_the_devices(client: Client, martine: User) -> None:
    sign_in(client)
    enter(client, code_received(), trust="on")
    new = {"oldpassword": PASSWORD, "password1": "tuile cuivre rame", "password2": "tuile cuivre rame"}
    assert client.post("/mon-compte/mot-de-passe/", new).status_code == 302
    assert not TrustedDevice.objects.exists()


def test_a_second_factor_does_better(client: Client, martine: User) -> None:
    with_application(martine)
    assert sign_in(client) == "/connexion/second-facteur/"
    assert not Outbox.objects.exists()


def test_without_a_confirmed_address_there_is_nowhere_to_write(client: Client, karim: User) -> None:
    factories.an_address(karim, verified=False)
    answer = client.post("/connexion/", {"login": "karim", "password": PASSWORD})
    assert answer.headers["Location"] == "/accueil/"


def test_the_demo_does_not_ask(client: Client, martine: User, settings: Settings) -> None:
    settings.NEW_DEVICE_CODE = False
    assert sign_in(client) == "/accueil/"


def test_one_may_give_up_and_start_again(client: Client, martine: User) -> None:
    sign_in(client)
    client.post("/deconnexion/", {"next": "/connexion/"})
    assert client.get("/connexion/").status_code == 200
