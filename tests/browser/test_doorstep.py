"""A session that ends while somebody is typing takes nothing away."""

import pytest

from egide.demo.story import PASSWORD
from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_what_was_being_typed_comes_back_after_a_session_that_ended(site: Site) -> None:
    claire = site.visitor("claire")
    page = claire.page
    claire.goto("/mandats/demande/")
    page.get_by_label("Raison sociale").fill("Toitures Canari")
    page.context.clear_cookies(name="egide")
    claire.button("Envoyer la demande").click()
    page.wait_for_url("**/connexion/**")
    page.get_by_label("Code utilisateur").fill("claire")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    claire.button("Se connecter").click()
    page.wait_for_url("**/mandats/demande/")
    assert page.get_by_label("Raison sociale").input_value() == "Toitures Canari"
    assert page.get_by_text("Votre saisie précédente a été retrouvée").is_visible()
    claire.look()
