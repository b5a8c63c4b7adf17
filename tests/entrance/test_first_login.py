"""The first login: from the letter to a space of one's own, and nothing before it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from egide.accounts.models import InitialPassword, User
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.papers import SPACES

SECRET = "abcd-efgh-2345"
GOOD = {
    "password1": "tuile cuivre rame",
    "password2": "tuile cuivre rame",
    "email1": "nina@nouvel.example",
    "email2": "nina@nouvel.example",
}


@pytest.fixture
def nouveau(ours: Member) -> User:
    user = User(username="nouveau", first_name="Nina", last_name="Nouvel")
    user.enrol(by=None)
    factories.an_access(user, ours)
    InitialPassword.issue(user, by=None, secret=SECRET)
    return user


def test_nouveau_goes_from_the_letter_to_her_space(client: Client, nouveau: User) -> None:
    answer = client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    assert answer.headers["Location"] == "/premiere-connexion/"
    answer = client.post("/premiere-connexion/", GOOD, follow=True)
    assert answer.redirect_chain[-1][0] == "/adherents/10042/"
    assert "Confirmer votre adresse de récupération" in answer.content.decode()
    nouveau.refresh_from_db()
    assert nouveau.check_password("tuile cuivre rame")
    assert nouveau.email == "nina@nouvel.example"


def test_nothing_opens_before_the_first_login_is_done(client: Client, nouveau: User) -> None:
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    for page in ("/adherents/10042/", "/mon-compte/", "/accueil/", "/mandats/"):
        assert client.get(page).headers["Location"].startswith("/connexion/")


def test_the_address_is_confirmed_by_the_link_it_receives(client: Client, nouveau: User) -> None:
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    client.post("/premiere-connexion/", GOOD)
    mail = Outbox.objects.get(recipient="nina@nouvel.example")
    assert mail.confidential
    found = re.search(r"(/adresse/\S+)", mail.text)
    assert found
    assert not EmailAddress.objects.get(user=nouveau).verified
    client.get(found[1])
    assert not EmailAddress.objects.get(user=nouveau).verified  # a GET confirms nothing
    client.post(found[1])
    assert EmailAddress.objects.get(user=nouveau).verified


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password1": "court", "password2": "court"}, "il en faut 12"),
        ({"password2": "tuile cuivre rama"}, "ne sont pas les mêmes"),
        ({"email2": "nina@autre.example"}, "ne sont pas les mêmes"),
        ({"password1": SECRET, "password2": SECRET}, "le mot de passe de votre courrier"),
        ({"password1": "gasbtp2026!!", "password2": "gasbtp2026!!"}, "se devine trop facilement"),
    ],
)
def test_a_mistake_is_told_beside_its_field(
    change: dict[str, str], sentence: str, client: Client, nouveau: User
) -> None:
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    answer = client.post("/premiere-connexion/", GOOD | change)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_the_provisional_password_works_once(client: Client, nouveau: User) -> None:
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    client.post("/premiere-connexion/", GOOD)
    again = Client()
    answer = again.post("/connexion/", {"login": "nouveau", "password": SECRET})
    assert answer.status_code == 200


@pytest.mark.parametrize("typed", ["abcdefgh2345", "ABCD EFGH 2345", " Abcd-Efgh-2345"])
def test_the_letter_is_copied_as_people_copy(typed: str, client: Client, nouveau: User) -> None:
    answer = client.post("/connexion/", {"login": "nouveau", "password": typed})
    assert answer.headers["Location"] == "/premiere-connexion/"


def test_printing_the_letter_again_ends_the_former(nouveau: User, client: Client) -> None:
    InitialPassword.issue(nouveau, by=None)
    assert client.post("/connexion/", {"login": "nouveau", "password": SECRET}).status_code == 200


def test_five_wrong_tries_end_the_letter(nouveau: User) -> None:
    initial = nouveau.initial_password
    for _ in range(5):
        assert not initial.open_with("faux")
    assert not InitialPassword.objects.live().filter(user=nouveau).exists()


def test_the_address_on_file_is_told_that_the_account_is_in_use(client: Client, nouveau: User) -> None:
    User.objects.filter(pk=nouveau.pk).update(email="contact@10042.example")
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    client.post("/premiere-connexion/", GOOD)
    notice = Outbox.objects.get(recipient="contact@10042.example")
    assert notice.subject == "Votre accès vient d’être activé"
    assert "/ce-n-est-pas-moi/" in notice.text


def test_the_same_address_is_told_once_by_its_link(client: Client, nouveau: User) -> None:
    User.objects.filter(pk=nouveau.pk).update(email="nina@nouvel.example")
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    client.post("/premiere-connexion/", GOOD)
    assert [mail.subject for mail in Outbox.objects.all()] == ["Confirmez votre adresse de récupération"]


def test_what_was_typed_stays_when_something_is_wrong(client: Client, nouveau: User) -> None:
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    page = client.post("/premiere-connexion/", GOOD | {"password2": "autre"}).content.decode()
    assert page.count('value="nina@nouvel.example"') == 2
    assert "tuile cuivre rame" not in page
    assert "<title>Erreur : " in page


def test_an_address_that_is_none_is_said_in_our_words(client: Client, nouveau: User) -> None:
    client.post("/connexion/", {"login": "nouveau", "password": SECRET})
    page = client.post("/premiere-connexion/", GOOD | {"email1": "nina", "email2": "nina"}).content.decode()
    assert "Écrivez l’adresse ainsi : nom@entreprise.fr." in page.translate(SPACES)
