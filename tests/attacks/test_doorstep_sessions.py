"""Rights and sessions end at once, and nobody gives themselves any (security, rows 20, 22, 23, 33, 34)."""

from collections.abc import Callable

import django
import pytest
from django.test import Client

from egide.accounts.models import InitialPassword, User
from egide.accounts.sessions import close_sessions
from tests import factories
from tests.entrance.codes import code_of, with_application
from tests.factories import PASSWORD

NEW = {"password1": "tuile cuivre rame", "password2": "tuile cuivre rame"}
ROLES = {"is_staff": "1", "is_superuser": "1", "staff_role": "administrator", "role": "administrator", "groups": "1"}


def signed_in(username: str) -> Client:
    client = Client()
    client.post("/connexion/", {"login": username, "password": PASSWORD})
    return client


def _by_password(user: User) -> None:
    signed_in(user.username).post("/mon-compte/mot-de-passe/", {"oldpassword": PASSWORD, **NEW})


def _by_disabling(user: User) -> None:
    user.disable(by=None)


def _by_letter(user: User) -> None:
    InitialPassword.issue(user, by=None)


def _by_hand(user: User) -> None:
    close_sessions(user)


@pytest.mark.parametrize("end", [_by_password, _by_disabling, _by_letter, _by_hand])
def test_row_33_a_stolen_cookie_dies_at_once(end: Callable[[User], None], martine: User) -> None:
    stolen = signed_in("martine")
    assert stolen.get("/adherents/10042/").status_code == 200
    end(martine)
    assert stolen.get("/adherents/10042/").headers["Location"].startswith("/connexion/")
    assert stolen.post("/adherents/10042/mes-salaries/ajout/").headers["Location"].startswith("/connexion/")


def test_row_33_a_logout_kills_the_cookie_itself(martine: User) -> None:
    client, stolen = signed_in("martine"), Client()
    stolen.cookies["egide"] = client.cookies["egide"].value
    assert stolen.get("/mon-compte/").status_code == 200
    client.post("/deconnexion/")
    assert stolen.get("/mon-compte/").status_code == 302


def test_row_33_each_step_of_a_login_changes_the_session(martine: User) -> None:
    secret = with_application(martine)
    client = Client()
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    before = client.cookies["egide"].value
    client.post("/connexion/second-facteur/", {"code": code_of(secret)})
    assert client.cookies["egide"].value != before


def test_row_34_django_is_past_the_cached_cookie() -> None:
    assert django.VERSION[:3] >= (5, 2, 14)


def test_row_34_no_cache_keeps_what_sets_a_cookie(client: Client, martine: User) -> None:
    answers = [client.post("/connexion/", {"login": "martine", "password": PASSWORD}), client.get("/mon-compte/")]
    for answer in answers:
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/mon-compte/mot-de-passe/", "/mon-compte/adresse/", "/mon-compte/courriels/", "/mon-compte/sessions/fermeture/"],
)
def test_row_22_no_form_of_the_account_gives_a_role(path: str, martine: User) -> None:
    client = signed_in("martine")
    posted = {"oldpassword": PASSWORD, **NEW, "email1": "m@x.example", "email2": "m@x.example", **ROLES}
    client.post(path, posted)
    martine.refresh_from_db()
    assert (martine.is_staff, martine.is_superuser, martine.staff_role) == (False, False, "")
    assert client.get("/service/").status_code in {302, 403}


def test_row_22_nor_does_the_first_login(client: Client, db: None) -> None:
    user = User(username="nouveau")
    user.enrol(by=None)
    InitialPassword.issue(user, by=None, secret="abcd-efgh-2345")
    client.post("/connexion/", {"login": "nouveau", "password": "abcd-efgh-2345"})
    client.post("/premiere-connexion/", {**NEW, "email1": "n@x.example", "email2": "n@x.example", **ROLES})
    user.refresh_from_db()
    assert user.has_usable_password()
    assert user.staff_role == ""


@pytest.mark.parametrize("path", ["/mon-compte/adresse/", "/mon-compte/mot-de-passe/", "/mandats/demande/"])
def test_row_23_a_crafted_link_fills_nothing_in(path: str, claire: User, mandate: object) -> None:
    client = signed_in("claire")
    query = "email1=voleur@x.example&email2=voleur@x.example&password1=canari&number=10077&name=canari"
    page = client.get(f"{path}?{query}").content.decode()
    assert "<form" in page
    assert "voleur@x.example" not in page
    assert "canari" not in page


def test_row_20_martine_never_sees_the_sessions_of_others(martine: User, karim: User) -> None:
    signed_in("karim").get("/mon-compte/", REMOTE_ADDR="203.0.113.77")
    Client(REMOTE_ADDR="203.0.113.77").post("/connexion/", {"login": "karim", "password": PASSWORD})
    assert "203.0.113.77" not in signed_in("martine").get("/mon-compte/").content.decode()


def test_row_20_the_mails_of_a_firm_stay_in_the_firm(claire: User, mandate: object, karim: User) -> None:
    factories.an_address(karim)
    assert karim.email not in signed_in("claire").get("/mandats/").content.decode()
