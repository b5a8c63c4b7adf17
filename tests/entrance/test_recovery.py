"""« J’ai oublié mon mot de passe »: by code or by address, one mail an address, a link that serves once."""

import time

import pytest
import time_machine
from django.test import Client

from egide.accounts.models import InitialPassword, User
from egide.notifications.models import Outbox
from egide.notifications.worker import WIPED, carry_all
from tests import factories
from tests.entrance.codes import with_application
from tests.entrance.mails import last_mail, link_in
from tests.factories import PASSWORD

NEW = {"password1": "tuile cuivre rame", "password2": "tuile cuivre rame"}


@pytest.fixture
def martine(martine: User) -> User:
    factories.an_address(martine)
    return martine


def ask(client: Client, typed: str) -> str:
    return client.post("/mot-de-passe-oublie/", {"code_or_address": typed}).content.decode()


def choose(client: Client, path: str) -> str:
    page = client.get(path, follow=True)
    return client.post(page.request["PATH_INFO"], NEW).headers.get("Location", "")


def link_for(martine: User, client: Client) -> str:
    ask(client, "martine")
    return link_in(last_mail(martine.email).text, "/mot-de-passe-oublie/")


@pytest.mark.parametrize("typed", ["martine", "MARTINE ", "martine@aubert.example", "Martine@Aubert.example"])
def test_the_code_or_the_address_will_do(typed: str, client: Client, martine: User) -> None:
    assert "Si un accès existe" in ask(client, typed)
    assert link_in(last_mail(martine.email).text, "/mot-de-passe-oublie/")


def test_one_mail_lists_all_the_codes_of_an_address(client: Client, martine: User) -> None:
    twin = factories.a_person("martine2", email=martine.email)
    factories.an_address(twin)
    ask(client, martine.email)
    mail = Outbox.objects.get()
    assert "Code utilisateur : martine\n" in mail.text
    assert "Code utilisateur : martine2\n" in mail.text
    assert mail.text.count("http://") == 2


def test_a_link_serves_once(client: Client, martine: User) -> None:
    path = link_for(martine, client)
    assert choose(client, path) == "/mot-de-passe-change/"
    assert "ne sert plus" in Client().get(path, follow=True).content.decode()


def test_the_key_of_a_link_leaves_the_address_for_a_french_word(client: Client, martine: User) -> None:
    answer = client.get(link_for(martine, client))
    assert answer.status_code == 302
    assert answer["Location"].endswith("-nouveau/")


def test_a_link_lives_one_hour(client: Client, martine: User) -> None:
    path = link_for(martine, client)
    with time_machine.travel(time.time() + 61 * 60):
        assert "ne sert plus" in client.get(path, follow=True).content.decode()


def test_a_link_does_not_sign_in_and_the_change_is_told(client: Client, martine: User) -> None:
    choose(client, link_for(martine, client))
    assert client.get("/mon-compte/").status_code == 302
    assert last_mail(martine.email).subject == "Votre mot de passe a changé"


def test_a_link_does_not_go_around_the_second_factor(client: Client, martine: User) -> None:
    with_application(martine)
    choose(client, link_for(martine, client))
    answer = client.post("/connexion/", {"login": "martine", "password": NEW["password1"]})
    assert answer.headers["Location"] == "/connexion/second-facteur/"


def test_the_sessions_end_with_the_old_password(client: Client, martine: User) -> None:
    elsewhere = Client()
    elsewhere.post("/connexion/", {"login": "martine", "password": PASSWORD})
    choose(client, link_for(martine, client))
    assert elsewhere.get("/mon-compte/").status_code == 302


def test_a_locked_account_is_opened_by_its_link(client: Client, martine: User) -> None:
    for _ in range(10):
        Client().post("/connexion/", {"login": "martine", "password": "faux faux faux"})
    choose(client, link_for(martine, client))
    answer = Client().post("/connexion/", {"login": "martine", "password": NEW["password1"]})
    assert answer.headers["Location"] == "/accueil/"


def test_an_account_never_opened_is_told_to_ask_for_a_letter(client: Client, db: None) -> None:
    user = User(username="nouveau", email="nina@nouvel.example")
    user.enrol(by=None)
    InitialPassword.issue(user, by=None)
    ask(client, "nouveau")
    text = last_mail("nina@nouvel.example").text
    assert "demandez un nouveau courrier" in text
    assert "http" not in text


def test_a_printed_letter_ends_the_link_sent_before(client: Client, martine: User) -> None:
    path = link_for(martine, client)
    InitialPassword.issue(martine, by=None)
    assert "ne sert plus" in client.get(path, follow=True).content.decode()


def test_three_mails_an_hour_whatever_is_typed(client: Client, martine: User) -> None:
    for minute, typed in enumerate(("martine", martine.email) * 3):
        with time_machine.travel(time.time() + minute * 60):
            ask(client, typed)
    assert Outbox.objects.count() == 3


def test_nothing_secret_is_kept_after_the_sending(client: Client, martine: User) -> None:
    link_for(martine, client)
    carry_all()
    assert Outbox.objects.get().text == WIPED


def test_the_figures_in_force_are_printed(client: Client, martine: User) -> None:
    page = client.get(link_for(martine, client), follow=True).content.decode()
    assert "12 caractères au moins" in page
    assert "1\N{NO-BREAK SPACE}heure" in client.get("/mot-de-passe-oublie/").content.decode()
