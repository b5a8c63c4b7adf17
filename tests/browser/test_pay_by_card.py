"""Martine pays by card from end to end, with the bank for trying: its page, its notice, what ours says."""

import pytest
from playwright.sync_api import expect

from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("card")]
LIST = "/adherents/10042/mes-factures/"


def test_martine_pays_an_invoice_by_card(site: Site) -> None:
    martine = site.visitor("martine")
    page = martine.page
    martine.goto(LIST)
    martine.look()
    martine.link("Payer par carte").click()
    chosen = page.get_by_role("group", name="Factures à payer").get_by_role("checkbox")
    chosen.first.wait_for()
    for rank in range(chosen.count() - 1):  # the one that is late stays due, for who comes after
        chosen.nth(rank).uncheck()
    martine.look()
    martine.button("Continuer").click()
    martine.look()
    martine.link("Aller payer").click()
    page.get_by_role("heading", name="Banque d’essai").wait_for()
    page.get_by_label("Carte acceptée, avis en retard").check()
    martine.button("Payer").click()
    page.get_by_text("Paiement en cours de confirmation").wait_for()
    martine.look()
    page.focus("#abandon")
    with page.expect_response(lambda answer: "liste=1" in answer.url):
        pass  # the page asks again
    page.wait_for_timeout(200)
    expect(page.locator("#abandon")).to_be_focused()
    here = page.url
    bank = site.visitor()
    bank.goto("/banque-essai/")
    bank.look()
    bank.button("Envoyer").first.click()
    page.get_by_text("Paiement reçu").wait_for()  # the page heard of it by itself
    assert page.url == here
    martine.look()
