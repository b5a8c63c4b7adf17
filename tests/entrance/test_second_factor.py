"""The second factor: asked at each login, each code once, and no page before it for those who must hold one."""

import re
import time
from datetime import date

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from egide.accounts.models import User
from egide.members.models import Delegate
from egide.notifications.models import Outbox
from tests import factories
from tests.entrance.codes import code_of, kinds_held, with_application, with_recovery_codes
from tests.factories import PASSWORD

PAGES = ("/service/", "/service/parametres/", "/accueil/", "/mon-compte/", "/mon-compte/adresse/", "/mandats/")


@pytest.fixture
def required(settings: Settings) -> None:
    """Outside the demo, as in production."""
    settings.STAFF_SECOND_FACTOR = True


def sign_in(client: Client, username: str = "martine") -> str:
    answer = client.post("/connexion/", {"login": username, "password": PASSWORD})
    return answer.headers.get("Location", "")


def enter(client: Client, code: str) -> str:
    return client.post("/connexion/second-facteur/", {"code": code}).headers.get("Location", "")


def test_martine_adds_an_application_by_its_code(client: Client, martine: User) -> None:
    sign_in(client)
    page = client.get("/mon-compte/second-facteur/application/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found
    secret = found[1].replace(" ", "")
    answer = client.post("/mon-compte/second-facteur/application/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/mon-compte/second-facteur/codes/"
    assert kinds_held(martine) == {"totp", "recovery_codes"}
    assert secret not in str(Authenticator.objects.get(type="totp").data)  # unreadable in the database


def test_the_code_that_activated_it_does_not_open_the_next_login(client: Client, martine: User) -> None:
    sign_in(client)
    page = client.get("/mon-compte/second-facteur/application/").content.decode()
    secret = page.split('class="secret">')[1].split("<")[0].replace(" ", "")
    code = code_of(secret)
    client.post("/mon-compte/second-facteur/application/", {"code": code})
    again = Client()
    assert sign_in(again) == "/connexion/second-facteur/"
    assert enter(again, code) == ""


def test_a_wrong_first_code_adds_nothing(client: Client, martine: User) -> None:
    sign_in(client)
    client.get("/mon-compte/second-facteur/application/")
    answer = client.post("/mon-compte/second-facteur/application/", {"code": "000000"})
    assert "pas le bon" in answer.content.decode()
    assert kinds_held(martine) == set()


def test_the_password_alone_opens_nothing(client: Client, martine: User) -> None:
    with_application(martine)
    assert sign_in(client) == "/connexion/second-facteur/"
    for page in ("/adherents/10042/", "/accueil/", "/mon-compte/", "/mon-compte/second-facteur/"):
        assert client.get(page).headers["Location"].startswith("/connexion/")


def test_a_code_opens_once(client: Client, martine: User) -> None:
    secret = with_application(martine)
    sign_in(client)
    code = code_of(secret)
    assert enter(client, code) == "/accueil/"
    again = Client()
    sign_in(again)
    answer = again.post("/connexion/second-facteur/", {"code": code})
    assert "a déjà servi" in answer.content.decode()
    with time_machine.travel(time.time() + 31):
        assert enter(again, code_of(secret)) == "/accueil/"


def test_an_older_code_is_refused_after_a_newer_one(client: Client, martine: User) -> None:
    secret = with_application(martine)
    before = code_of(secret)
    with time_machine.travel(time.time() + 30):
        sign_in(client)
        assert enter(client, code_of(secret)) == "/accueil/"
        again = Client()
        sign_in(again)
        assert enter(again, before) == ""


def test_a_recovery_code_opens_once(client: Client, martine: User) -> None:
    with_application(martine)
    code = with_recovery_codes(martine)[0]
    sign_in(client)
    assert enter(client, code) == "/accueil/"
    again = Client()
    sign_in(again)
    assert enter(again, code) == ""


def test_recovery_codes_are_shown_once(client: Client, martine: User) -> None:
    sign_in(client)
    with_application(martine)
    page = client.get("/mon-compte/second-facteur/codes/").content.decode()
    assert 'class="codes"' not in page
    shown = client.post("/mon-compte/second-facteur/codes/").content.decode()
    codes = re.findall(r'<li class="secret">(\d{8})</li>', shown)
    assert len(set(codes)) == 10
    page = client.get("/mon-compte/second-facteur/codes/").content.decode()
    assert not [code for code in codes if code in page]


def test_new_recovery_codes_end_the_former(client: Client, martine: User) -> None:
    with_application(martine)
    old = with_recovery_codes(martine)[0]
    sign_in(client)
    enter(client, with_recovery_codes(martine)[1])
    client.post("/mon-compte/second-facteur/codes/")
    again = Client()
    sign_in(again)
    assert enter(again, old) == ""


def test_codes_are_guessed_ten_times_an_hour_at_most(client: Client, martine: User) -> None:
    secret = with_application(martine)
    sign_in(client)
    for _ in range(5):
        enter(client, "000000")
    answer = client.post("/connexion/second-facteur/", {"code": code_of(secret)})
    assert "Trop d’essais" in answer.content.decode()


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("page", PAGES)
def test_no_page_opens_to_sophie_before_her_second_factor(page: str, client: Client, sophie: User) -> None:
    sign_in(client, "sophie")
    assert client.get(page).headers["Location"] == "/mon-compte/second-facteur/"
    assert client.post(page).headers["Location"] == "/mon-compte/second-facteur/"


@pytest.mark.usefixtures("required")
def test_with_it_sophie_works(client: Client, sophie: User) -> None:
    secret = with_application(sophie)
    sign_in(client, "sophie")
    enter(client, code_of(secret))
    assert client.get("/service/").status_code == 200


@pytest.mark.usefixtures("required")
def test_sophie_cannot_remove_her_last_factor(client: Client, sophie: User) -> None:
    secret = with_application(sophie)
    sign_in(client, "sophie")
    enter(client, code_of(secret))
    answer = client.post("/mon-compte/second-facteur/application/retrait/")
    assert "exige un second facteur" in answer.content.decode()
    assert kinds_held(sophie) == {"totp"}


@pytest.mark.usefixtures("required")
def test_a_factor_taken_away_closes_the_sessions_that_it_had_opened(client: Client, sophie: User) -> None:
    secret = with_application(sophie)
    sign_in(client, "sophie")
    enter(client, code_of(secret))
    Authenticator.objects.filter(user=sophie).delete()
    assert client.get("/service/").headers["Location"] == "/mon-compte/second-facteur/"


@pytest.mark.usefixtures("required")
def test_an_employer_needs_none(client: Client, martine: User) -> None:
    sign_in(client)
    assert client.get("/adherents/10042/").status_code == 200


@pytest.mark.usefixtures("required")
def test_claire_needs_one_from_her_eleventh_member_on(client: Client, claire: User, firm: Delegate) -> None:
    for number in range(20001, 20011):
        factories.a_mandate(firm, factories.a_member(number), starts_on=date(2026, 1, 1))
    sign_in(client, "claire")
    assert client.get("/mandats/").status_code == 200
    factories.a_mandate(firm, factories.a_member(20011))
    assert client.get("/mandats/").headers["Location"] == "/mon-compte/second-facteur/"


def test_a_new_password_does_not_go_around_it(client: Client, martine: User) -> None:
    with_application(martine)
    martine.choose_password(by=martine, password="tuile cuivre rame")
    answer = client.post("/connexion/", {"login": "martine", "password": "tuile cuivre rame"})
    assert answer.headers["Location"] == "/connexion/second-facteur/"


def test_martine_removes_her_application_after_showing_who_she_is(as_martine: Client, martine: User) -> None:
    with_application(martine)
    answer = as_martine.post("/mon-compte/second-facteur/application/retrait/")
    assert answer.headers["Location"].startswith("/mon-compte/verification/")
    assert kinds_held(martine) == {"totp"}
    as_martine.post(answer.headers["Location"], {"password": PASSWORD})
    as_martine.post("/mon-compte/second-facteur/application/retrait/")
    assert kinds_held(martine) == set()


def test_each_change_is_told_by_mail(client: Client, martine: User) -> None:
    factories.an_address(martine)
    with_application(martine)
    codes = with_recovery_codes(martine)
    sign_in(client)
    enter(client, codes[0])
    client.post("/mon-compte/second-facteur/application/retrait/")
    notice = Outbox.objects.get(subject="Second facteur retiré")
    assert notice.recipient == martine.email
    assert "/ce-n-est-pas-moi/" in notice.text
