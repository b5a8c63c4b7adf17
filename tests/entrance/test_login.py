"""Signing in: one answer for everybody, and no way to guess for long."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from egide.accounts.models import AccessLog, User
from egide.notifications.models import Outbox
from tests.factories import PASSWORD


def test_martine_lands_in_her_companys_space(client: Client, martine: User) -> None:
    answer = client.post("/connexion/", {"login": "martine", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/adherents/10042/"


def test_claire_lands_among_her_members(client: Client, claire: User, mandate: object) -> None:
    answer = client.post("/connexion/mandataire/", {"login": "claire", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/mandats/"
    assert "Charpentes Aubert" in answer.content.decode()


def test_sophie_lands_in_the_espace_service(client: Client, sophie: User) -> None:
    answer = client.post("/connexion/", {"login": "sophie", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/service/"


def without_secrets(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken|form_token)" value="[^"]*"', "", page)


def test_an_unknown_account_gets_the_same_answer(martine: User, db: None) -> None:
    answers = []
    for code in ("martine", "personne"):
        answer = Client().post("/connexion/", {"login": code, "password": "mauvais mot de passe"})
        answers.append((answer.status_code, without_secrets(answer.content.decode()).replace(code, "")))
    assert answers[0] == answers[1]


def test_ten_failures_close_an_account_to_unknown_devices(martine: User) -> None:
    for _ in range(10):
        Client().post("/connexion/", {"login": "martine", "password": "faux faux faux"})
    answer = Client().post("/connexion/", {"login": "martine", "password": PASSWORD})
    assert answer.status_code == 200  # refused, with the very same words
    assert "n’est pas reconnu" in answer.content.decode()


def test_a_stranger_cannot_lock_the_known_device_out(client: Client, martine: User) -> None:
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    client.post("/deconnexion/")
    for _ in range(12):
        Client().post("/connexion/", {"login": "martine", "password": "faux faux faux"})
    answer = client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    assert answer.status_code == 302


def test_forged_addresses_do_not_reset_the_counter(martine: User) -> None:
    for number in range(10):
        Client(headers={"X-Forwarded-For": f"10.0.0.{number}"}).post(
            "/connexion/", {"login": "martine", "password": "faux faux faux"}
        )
    assert Client().post("/connexion/", {"login": "martine", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("next_page", ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil"])
def test_after_login_one_stays_in_the_house(next_page: str, client: Client, martine: User) -> None:
    answer = client.post("/connexion/", {"login": "martine", "password": PASSWORD, "next": next_page})
    assert answer.headers["Location"].startswith("/")
    assert "evil" not in answer.headers["Location"]


def test_a_sign_in_is_logged(client: Client, martine: User) -> None:
    client.post("/connexion/", {"login": "martine", "password": PASSWORD})
    assert AccessLog.objects.filter(user=martine, kind=AccessLog.Kind.SIGN_IN).count() == 1


def confirmed(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


def test_a_forgotten_password_is_chosen_anew_by_the_link(client: Client, martine: User) -> None:
    confirmed(martine)
    elsewhere = Client()
    elsewhere.post("/connexion/", {"login": "martine", "password": PASSWORD})
    client.post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    link = re.search(r"http://\S+?(/mot-de-passe-oublie/\S+)", Outbox.objects.get().text)
    assert link
    page = client.get(link[1], follow=True)
    answer = client.post(
        page.request["PATH_INFO"], {"password1": "tuile cuivre rame", "password2": "tuile cuivre rame"}
    )
    assert answer.headers["Location"] == "/mot-de-passe-change/"
    martine.refresh_from_db()
    assert martine.check_password("tuile cuivre rame")
    assert elsewhere.get("/mon-compte/").status_code == 302  # the old sessions are closed


@pytest.mark.parametrize("typed", ["personne", "inconnu@example.org", "martıne", "martine@aubert.example,a@b.c"])
def test_no_mail_leaves_for_somebody_else(typed: str, client: Client, martine: User) -> None:
    confirmed(martine)
    answer = client.post("/mot-de-passe-oublie/", {"code_or_address": typed})
    assert "Si un accès existe" in answer.content.decode()
    assert not Outbox.objects.exists()


def test_an_unconfirmed_address_receives_no_link(client: Client, martine: User) -> None:
    client.post("/mot-de-passe-oublie/", {"code_or_address": "martine"})
    assert not Outbox.objects.exists()


def test_signed_in_pages_are_kept_by_no_cache(as_martine: Client) -> None:
    assert "no-store" in as_martine.get("/adherents/10042/").headers["Cache-Control"]


def test_a_disabled_account_is_out_at_once(as_martine: Client, martine: User) -> None:
    martine.disable(by=None)
    assert as_martine.get("/adherents/10042/").headers["Location"].startswith("/connexion/")
