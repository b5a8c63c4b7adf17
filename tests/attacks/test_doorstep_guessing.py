"""Guessing meets a wall that no cache, no header and no race goes around (security, rows 31, 35, 45; section 5.3)."""

import time
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from egide.accounts.models import InitialPassword, ThrottleCounter, User
from tests import factories
from tests.factories import PASSWORD

WRONG = "faux faux faux"


def guess(username: str = "martine", **extra: Any) -> int:
    return Client(**extra).post("/connexion/", {"login": username, "password": WRONG}).status_code


def opens(username: str = "martine", **extra: Any) -> bool:
    return Client(**extra).post("/connexion/", {"login": username, "password": PASSWORD}).status_code == 302


def test_five_failures_wait_a_minute_then_two(martine: User) -> None:
    for _ in range(5):
        guess()
    assert not opens()
    with time_machine.travel(time.time() + 61):
        guess()
    with time_machine.travel(time.time() + 61 + 61):
        assert not opens()
    with time_machine.travel(time.time() + 61 + 121):
        assert opens()


def test_ten_failures_close_for_a_day(martine: User) -> None:
    at = time.time()
    for _ in range(10):
        at += 3600
        with time_machine.travel(at):
            guess()
    with time_machine.travel(at + 23 * 3600):
        assert not opens()
    with time_machine.travel(at + 25 * 3600):
        assert opens()


def test_thirty_failures_close_an_address_for_ten_minutes(martine: User) -> None:
    for number in range(30):
        guess(f"inconnu{number}", REMOTE_ADDR="203.0.113.5")
    assert not opens(REMOTE_ADDR="203.0.113.5")
    assert opens(REMOTE_ADDR="203.0.113.6")


def test_a_good_login_does_not_wash_the_address(martine: User, karim: User) -> None:
    for number in range(29):
        guess(f"inconnu{number}", REMOTE_ADDR="203.0.113.5")
        if number % 10 == 0:
            assert opens("karim", REMOTE_ADDR="203.0.113.5")
    guess("encore", REMOTE_ADDR="203.0.113.5")
    assert not opens("karim", REMOTE_ADDR="203.0.113.5")


def test_a_whole_ipv6_customer_counts_as_one(martine: User) -> None:
    for number in range(30):
        guess(f"inconnu{number}", REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert not opens(REMOTE_ADDR="2001:db8:1:2:ffff::1")
    assert opens(REMOTE_ADDR="2001:db8:1:3::1")


def test_row_31_no_cache_no_hole(martine: User) -> None:
    for _ in range(10):
        guess()
        cache.clear()
    assert not opens()
    assert ThrottleCounter.objects.filter(key="account:martine").exists()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP"])
def test_row_35_a_forged_address_is_not_believed(header: str, db: None) -> None:
    for number in range(30):
        client = Client(headers={header: f"198.51.100.{number}"})
        client.post("/connexion/", {"login": f"inconnu{number}", "password": WRONG})
    assert list(ThrottleCounter.objects.filter(key__startswith="address:").values_list("key", "failures")) == [
        ("address:127.0.0.1", 30)
    ]


def test_row_35_behind_our_proxy_only_its_own_word_counts(settings: Settings, db: None) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(3):
        client = Client(headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"})
        client.post("/connexion/", {"login": f"inconnu{number}", "password": WRONG})
    assert list(ThrottleCounter.objects.filter(key__startswith="address:").values_list("key", flat=True)) == [
        "address:203.0.113.9"
    ]


def test_five_wrong_tries_end_a_letter_through_the_door(db: None) -> None:
    user = User(username="nouveau")
    user.enrol(by=None)
    InitialPassword.issue(user, by=None, secret="abcd-efgh-2345")
    for minute in range(5):
        with time_machine.travel(time.time() + minute * 3600):
            guess("nouveau")
    with time_machine.travel(time.time() + 6 * 3600):
        answer = Client().post("/connexion/", {"login": "nouveau", "password": "abcd-efgh-2345"})
    assert answer.status_code == 200


def test_a_letter_expires(settings: Settings, db: None) -> None:
    user = User(username="nouveau")
    user.enrol(by=None)
    InitialPassword.issue(user, by=None, secret="abcd-efgh-2345")
    with time_machine.travel(time.time() + settings.INITIAL_PASSWORD_DAYS * 86400 + 60):
        answer = Client().post("/connexion/", {"login": "nouveau", "password": "abcd-efgh-2345"})
    assert answer.status_code == 200


NEXT = ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "%0d%0aSet-Cookie:a=b",
        "/\tevil.example", "http:evil.example"]  # fmt: skip


@pytest.mark.parametrize("next_page", NEXT)
@pytest.mark.parametrize("path", ["/connexion/", "/connexion/mandataire/"])
def test_row_45_the_way_on_stays_in_the_house(path: str, next_page: str, martine: User) -> None:
    answer = Client().post(path, {"login": "martine", "password": PASSWORD, "next": next_page})
    assert answer.headers["Location"] == "/accueil/"


@pytest.mark.parametrize("next_page", NEXT)
def test_row_45_so_does_the_way_out_and_the_proof(next_page: str, martine: User) -> None:
    client = Client()
    client.force_login(martine)
    answer = client.post("/mon-compte/verification/", {"password": PASSWORD, "next": next_page})
    assert "evil" not in answer.headers["Location"]
    assert "evil" not in client.post("/deconnexion/", {"next": next_page}).headers["Location"]


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{123*457}}"])
def test_row_45_what_is_typed_comes_back_as_text(typed: str, db: None) -> None:
    page = Client().post("/connexion/", {"login": typed, "password": WRONG}).content.decode()
    assert typed not in page or "{{" in typed
    assert str(123 * 457) not in page


def test_row_45_the_names_of_a_person_are_text_too(db: None) -> None:
    user = factories.a_person("xss", first_name="<b onclick=x>", last_name="<script>alert(1)</script>")
    client = Client()
    client.force_login(user)
    assert "<script>alert" not in client.get("/mon-compte/").content.decode()
