"""What each answer tells the browser: nothing inline runs, no cache keeps it, no cookie travels in clear."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.attacks.test_matrix import ADDRESSES, url_of
from tests.attacks.world import World

FACES = {"portal": "administrateur", "backoffice": "administrateur-du-service", None: "administrateur"}
NOT_OURS = {"account_logout"}  # it would end the session that looks
PAGES = [pytest.param(f, n, r, id=f"{f or 'seuil'}-{n}") for f, n, r in ADDRESSES if n not in NOT_OURS]
INLINE = {
    "a style attribute": re.compile(r"<[^>]+\sstyle="),
    "a style element": re.compile(r"<style\b"),
    "a script of the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"),
    "an attribute that runs": re.compile(r"<[^>]+\son[a-z]+="),
    "an address that runs": re.compile(r"(?:href|src|action)=[\"']\s*javascript:", re.I),
    "another host": re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']https?://"),
}


@pytest.mark.parametrize(("face", "name", "route"), PAGES)
def test_every_answer_is_closed_by_its_headers(face: str | None, name: str, route: str, world: World) -> None:
    answer = world.browser_of(FACES[face]).get(url_of(name, route, world.ours.ids))
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"], "a page of somebody who is signed in"
    if not answer.headers["Content-Type"].startswith(("text/html", "application/json", "text/plain")):
        assert re.match(r"(attachment|inline)(;|$)", answer.headers["Content-Disposition"])


@pytest.mark.parametrize(("face", "name", "route"), PAGES)
def test_no_page_carries_an_inline_style_or_script(face: str | None, name: str, route: str, world: World) -> None:
    answer = world.browser_of(FACES[face]).get(url_of(name, route, world.ours.ids), follow=True)
    if answer.headers["Content-Type"].startswith("text/html"):
        content = answer.content.decode()
        assert [what for what, seen in INLINE.items() if seen.search(content)] == []


@pytest.mark.parametrize("path", ["/rien/", "/adherents/10077/", "/service/", "/static/../manage.py", "/.git/config"])
def test_a_refusal_is_closed_by_the_same_headers(path: str, world: World) -> None:
    answer = world.browser_of("administrateur").get(path)
    assert answer.status_code in {400, 403, 404}
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Traceback" not in answer.content.decode()


@pytest.fixture(scope="module")
def production() -> dict[str, object]:
    """The settings of production, read in a process of their own."""
    names = ["DEBUG", "DEMO", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
             "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY",
             "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "ALLOWED_HOSTS",
             "EMAIL_TIMEOUT", "STAFF_SECOND_FACTOR", "NEW_DEVICE_CODE"]  # fmt: skip
    program = (
        f"import json; from config.settings import prod; print(json.dumps({{n: getattr(prod, n) for n in {names}}}))"
    )
    secrets = {"EGIDE_CLE_SECRETE": "a" * 60, "EGIDE_CLE_NIR": "b" * 60, "EGIDE_URL": "https://portail.example"}
    told = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | secrets, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(told.stdout)
    return found


def test_the_cookies_of_production_travel_encrypted_and_out_of_reach(production: dict[str, object]) -> None:
    for cookie in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert str(production[f"{cookie}_NAME"]).startswith("__Host-")
        assert production[f"{cookie}_SECURE"] is True
        assert production[f"{cookie}_HTTPONLY"] is True
    assert production["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["SECURE_HSTS_SECONDS"] == 31536000
    assert production["ALLOWED_HOSTS"] == ["portail.example"]


def test_production_is_neither_a_demo_nor_a_workshop(production: dict[str, object]) -> None:
    """Bouygues: a check left off after the tests, for two years."""
    assert production["DEBUG"] is False
    assert production["DEMO"] is False
    assert production["STAFF_SECOND_FACTOR"] is True
    assert production["NEW_DEVICE_CODE"] is True
    assert isinstance(production["EMAIL_TIMEOUT"], int)


@pytest.mark.parametrize("missing", ["EGIDE_CLE_SECRETE", "EGIDE_CLE_NIR", "EGIDE_URL"])
def test_production_does_not_start_without_its_secrets(missing: str) -> None:
    secrets = {"EGIDE_CLE_SECRETE": "a" * 60, "EGIDE_CLE_NIR": "b" * 60, "EGIDE_URL": "https://portail.example"}
    given = {name: value for name, value in (os.environ | secrets).items() if name != missing}
    told = subprocess.run(
        [sys.executable, "-c", "from config.settings import prod"],
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode != 0
    assert missing in told.stderr
