"""One's own pages in a real browser: worthy at both widths, and what was typed survives a session that ended."""

import pytest

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OWN = (
    "/mon-compte/", "/mon-compte/mot-de-passe/", "/mon-compte/adresse/", "/mon-compte/courriels/",
    "/mon-compte/second-facteur/", "/mon-compte/second-facteur/application/",
    "/mon-compte/second-facteur/cles/ajout/", "/mon-compte/second-facteur/cles/", "/mon-compte/verification/",
)  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [("wide", "light"), ("phone", "dark")])
def test_ones_own_pages_are_worthy(site: Site, width: str, scheme: str) -> None:
    page = site.visit("martine", width=width, scheme=scheme)
    for path in OWN:
        page.goto(path)
        site.assert_worthy(page)


@pytest.mark.parametrize(("width", "scheme"), [("wide", "light"), ("phone", "dark")])
def test_claires_members_are_worthy(site: Site, width: str, scheme: str) -> None:
    page = site.visit("claire", width=width, scheme=scheme)
    for path in ("/mandats/", "/mandats/?q=zzz", "/mandats/demande/"):
        page.goto(path)
        site.assert_worthy(page)


def test_what_was_being_typed_comes_back_after_a_session_that_ended(site: Site) -> None:
    page = site.visit("claire")
    page.goto("/mandats/demande/")
    page.fill("[name=name]", "Toitures Canari")
    page.context.clear_cookies(name="egide")
    page.click("text=Envoyer la demande")
    page.wait_for_url("**/connexion/**")
    page.fill("[name=login]", "claire")
    page.fill("[name=password]", "chantier-bleu-matin")
    page.click("text=Se connecter")
    page.wait_for_url("**/mandats/demande/")
    assert page.input_value("[name=name]") == "Toitures Canari"
    assert page.is_visible("text=Votre saisie précédente a été retrouvée")
