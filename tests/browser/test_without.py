"""Without a mouse, without JavaScript, on a narrow screen, with large letters, on paper: the same service."""

import pytest
from playwright.sync_api import Page, expect

from egide.demo.story import PASSWORD
from tests.chromium.acts import STAFF, VISITS, fill_employee
from tests.chromium.readings import a_name
from tests.chromium.screens import SCROLLS_SIDEWAYS
from tests.chromium.site import Site
from tests.papers import words_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("without")]

FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  const label = here.labels?.[0]?.textContent ?? here.getAttribute("aria-label") ?? here.textContent;
  return [label.trim(), style.outlineStyle !== "none" || style.boxShadow !== "none"];
}"""
SCREENS = (STAFF, f"{STAFF}ajout/", VISITS)


def tab_to(page: Page, words: str) -> None:
    """Tab until the control of that name has the focus; on the way, each stop can be seen."""
    for _ in range(90):
        page.keyboard.press("Tab")
        label, visible = page.evaluate(FOCUSED)
        assert visible, f"no visible focus on « {label} »"
        if words in label:
            return
    raise AssertionError(f"Tab never reaches « {words} »")


def test_the_keyboard_alone_goes_from_the_login_to_a_convocation(site: Site) -> None:
    martine = site.visitor()
    page = martine.page
    martine.goto("/connexion/")
    tab_to(page, "Code utilisateur")
    page.keyboard.type("martine")
    tab_to(page, "Mot de passe")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/adherents/10042/")
    tab_to(page, "Aller au contenu")
    tab_to(page, "Mes rendez-vous")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{VISITS}")
    tab_to(page, "Convocation")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert "Convocation" in words_of(waiting.value.path().read_bytes())


def test_without_javascript_martine_hires_asks_and_filters(site: Site) -> None:
    martine, name = site.visitor("martine", scripts=False), a_name("Sobre")
    page = martine.page
    martine.goto(f"{STAFF}ajout/")
    fill_employee(page, name, "Léo", "Couvreur", "632E")
    martine.button("Valider").click()
    page.locator("main").get_by_role("link", name="Demander un rendez-vous").click()
    martine.button("Envoyer la demande").click()
    martine.goto(f"{VISITS}?onglet=demandes")
    page.get_by_role("searchbox").fill(name)
    martine.button("Appliquer", exact=True).click()
    assert name in martine.says()
    martine.goto(STAFF)
    page.get_by_role("searchbox").fill(name)
    martine.button("Appliquer", exact=True).click()
    expect(page.get_by_role("rowheader")).to_have_text([f"{name} Léo"])


@pytest.mark.parametrize("path", SCREENS)
def test_at_320_pixels_nothing_is_cut_off(path: str, site: Site) -> None:
    martine = site.visitor("martine", width=320)
    martine.goto(path)
    assert not martine.page.evaluate(SCROLLS_SIDEWAYS)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", SCREENS)
def test_letters_twice_as_large_fit(path: str, width: int, site: Site) -> None:
    martine = site.visitor("martine", width=width)
    martine.goto(path)
    before = martine.page.get_by_role("heading", level=1).bounding_box()
    martine.page.evaluate("document.documentElement.style.fontSize = '200%'")
    after = martine.page.get_by_role("heading", level=1).bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] * 1.5
    assert not martine.page.evaluate(SCROLLS_SIDEWAYS)


def test_mes_factures_prints_the_list_and_whose_it_is(site: Site) -> None:
    martine = site.visitor("martine")
    page = martine.page
    martine.goto("/adherents/10042/mes-factures/")
    printed = words_of(page.pdf(format="A4"))
    for words in ("Charpentes Aubert", "n° d’adhérent 10042", "329048", "F 5 186,12 €", "2ème trimestre 2018"):
        assert words in printed
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Menu principal").is_visible()
    assert not martine.button("Exporter").is_visible()
