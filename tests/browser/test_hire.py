"""A hire from end to end: the sheet, the determinants that change the visit due, the request that says so."""

import pytest

from tests.chromium.acts import VISITS, hire, open_sheet
from tests.chromium.readings import a_name
from tests.chromium.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hire")]


def test_silica_turns_the_visit_of_a_hire_into_an_examination(site: Site) -> None:
    martine, name = site.visitor("martine"), a_name("Lopez")
    page = martine.page
    hire(martine, name)
    assert "Visite d’information et de prévention initiale" in martine.says()
    martine.link("Les renseigner").click()
    page.get_by_role("checkbox", name="Poussière de silice cristalline").check()
    page.get_by_role("complementary", name="Catégorie déclarée").locator("[data-cat=SIR]").wait_for()
    martine.button("Valider").click()
    page.wait_for_load_state()
    open_sheet(martine, name)
    martine.look()
    page.locator("main").get_by_role("link", name="Demander un rendez-vous").first.click()
    ticked = page.get_by_role("group", name="Salariés").get_by_role("checkbox", name=name)
    assert ticked.is_checked()
    assert "Examen médical d’aptitude" in ticked.locator("xpath=..").inner_text()
    martine.button("Envoyer la demande").click()
    page.wait_for_url(f"**{VISITS}*")
    martine.goto(f"{VISITS}?onglet=demandes&q={name}")
    assert "Examen médical d’aptitude" in martine.says()
    martine.look()
