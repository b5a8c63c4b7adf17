"""Passkeys in a real browser, with an authenticator that Chromium plays: enrolment, second step, login by the key."""

import re

import pytest
from playwright.sync_api import Page, expect

from egide.demo.story import PASSWORD
from tests.chromium.site import Site
from tests.chromium.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("passkeys")]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def karim(site: Site) -> Visitor:
    """The same demo under a name: a passkey belongs to a name, never to a bare number."""
    return Site(site.browser, site.url.replace("127.0.0.1", "localhost"), sessions={}).visitor("karim")


def plug_in(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def add_key(page: Page, name: str, *, alone: bool = False) -> None:
    page.goto("/mon-compte/second-facteur/cles/ajout/")
    page.fill("[name=name]", name)
    if alone:
        page.check("[name=passwordless]")
    page.click("text=Ajouter cette clé")


def leave(page: Page) -> None:
    page.goto("/deconnexion/")
    page.click("main >> text=Me déconnecter")
    page.goto("/connexion/")


def give_password(page: Page) -> None:
    page.fill("[name=login]", "karim")
    page.fill("[name=password]", PASSWORD)
    page.click("text=Se connecter")


def remove_keys(page: Page) -> None:
    """The demo is shared: Karim's account is left as it was found."""
    page.goto("/mon-compte/second-facteur/cles/")
    while page.locator("a:has-text('Retirer')").count():
        page.click("a:has-text('Retirer') >> nth=0")
        page.click("text=Retirer cette clé")
        page.wait_for_url("**/cles/")


def test_karim_enrols_a_key_then_opens_by_password_and_key(karim: Visitor) -> None:
    page = karim.page
    plug_in(page)
    add_key(page, "Ordinateur du bureau")
    page.wait_for_url("**/second-facteur/codes/")
    karim.look()
    page.click("text=Afficher mes codes de secours")
    expect(page.locator(".codes li")).to_have_count(10)
    karim.look()
    leave(page)
    give_password(page)
    page.wait_for_url("**/connexion/second-facteur/")
    karim.look()
    page.click("text=Utiliser ma clé d’accès")
    page.wait_for_url("**/adherents/10077/")
    for name in ("Renommer", "Retirer"):
        karim.goto("/mon-compte/second-facteur/cles/")
        karim.link(name).first.click()
        karim.look()
    remove_keys(page)
    page.goto("/mon-compte/second-facteur/")
    assert "Codes de secours" not in page.content()  # the last factor takes them away with it


def test_a_key_that_checks_its_holder_opens_without_a_password(karim: Visitor) -> None:
    page = karim.page
    plug_in(page)
    add_key(page, "Téléphone", alone=True)
    page.wait_for_url("**/second-facteur/codes/")
    leave(page)
    page.click("text=Utiliser une clé d’accès")
    page.wait_for_url("**/adherents/10077/")
    remove_keys(page)


def test_a_key_that_does_not_answer_says_what_to_do(karim: Visitor) -> None:
    page = karim.page
    plug_in(page)
    leave(page)
    page.click("text=Utiliser une clé d’accès")
    page.wait_for_selector("[data-key-error]:visible")
    assert "réessayez" in page.inner_text("[data-key-error]")


def test_a_key_is_asked_again_before_a_sensitive_change(karim: Visitor) -> None:
    page = karim.page
    plug_in(page)
    add_key(page, "Clé USB")
    page.wait_for_url("**/second-facteur/codes/")
    page.goto("/mon-compte/verification/cle/?next=/mon-compte/adresse/")
    karim.look()
    page.click("text=Utiliser ma clé d’accès")
    page.wait_for_url(re.compile(r"^[^?]*/mon-compte/adresse/$"))  # not the address that only names it as `next`
    remove_keys(page)
