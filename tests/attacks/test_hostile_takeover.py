"""Whoever took an account over is out for good: no link of theirs works after the owner, or the service, has acted."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from egide.accounts.models import InitialPassword, User
from tests import factories
from tests.entrance.mails import last_mail, link_in
from tests.factories import PASSWORD

THIEF = "voleur@ailleurs.example"
OWN = "tuile cuivre rame douze"


@pytest.fixture
def martine(martine: User) -> User:
    factories.an_address(martine)
    return martine


@pytest.fixture
def link(martine: User) -> str:
    """The link that the thief, who knew the password, has received to put their own address in force."""
    thief = Client()
    thief.post("/connexion/", {"login": "martine", "password": PASSWORD})
    thief.post("/mon-compte/adresse/", {"email1": THIEF, "email2": THIEF})
    return link_in(last_mail(THIEF).text, "/adresse/")


def _frozen(martine: User) -> None:
    Client().post(link_in(last_mail(martine.email).text, "/ce-n-est-pas-moi/"))


def _blocked(martine: User) -> None:
    martine.disable(by=None, reason="Doute")


def _told_by_letter(martine: User) -> None:
    InitialPassword.issue(martine, by=None)


def _changed(martine: User) -> None:
    owner = Client()
    owner.post("/connexion/", {"login": "martine", "password": PASSWORD})
    form = {"oldpassword": PASSWORD, "password1": OWN, "password2": OWN}
    assert owner.post("/mon-compte/mot-de-passe/", form).status_code == 302


@pytest.mark.parametrize("end", [_frozen, _blocked, _told_by_letter, _changed])
def test_row_21_the_address_of_a_thief_is_never_put_in_force_afterwards(
    end: Callable[[User], None], link: str, martine: User
) -> None:
    end(martine)
    Client().post(link)
    assert not EmailAddress.objects.filter(user=martine, email=THIEF).exists()
    martine.refresh_from_db()
    assert martine.email == "martine@aubert.example"


def test_row_33_the_password_of_a_thief_does_not_come_back_with_the_account(link: str, martine: User) -> None:
    """« Vous recevrez un nouveau courrier »: opening the account again opens no door to the old password."""
    _frozen(martine)
    martine.refresh_from_db()
    martine.enable(by=None)
    answer = Client().post("/connexion/", {"login": "martine", "password": PASSWORD})
    assert answer.status_code == 200
    assert not martine.has_usable_password()


def test_row_25_no_password_is_prepared_while_the_account_is_blocked(martine: User) -> None:
    Client().post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    path = link_in(last_mail(martine.email).text, "/mot-de-passe-oublie/")
    _blocked(martine)
    browser = Client()
    form = browser.get(path, follow=True).request["PATH_INFO"]
    browser.post(form, {"password1": OWN, "password2": OWN})
    martine.refresh_from_db()
    assert martine.check_password(PASSWORD)


def test_row_25_a_letter_takes_the_account_back_from_the_address_of_a_thief(link: str, martine: User) -> None:
    """The thief has confirmed an address; the letter's first login ends it at once, not at the next confirmation."""
    Client().post(link)
    assert EmailAddress.objects.get(user=martine, primary=True).email == THIEF
    secret = InitialPassword.issue(martine, by=None)
    owner = Client()
    owner.post("/connexion/", {"login": "martine", "password": secret})
    mine = {"email1": "martine@aubert.example", "email2": "martine@aubert.example"}
    assert owner.post("/premiere-connexion/", {"password1": OWN, "password2": OWN, **mine}).status_code == 302
    thief = Client()
    thief.post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    thief.post("/mot-de-passe-oublie/", {"code_or_address": THIEF})
    assert last_mail(THIEF).subject != "Votre mot de passe du portail"
    assert not EmailAddress.objects.filter(user=martine, email=THIEF).exists()
