"""The follow-up as Martine and Sophie go through it: Accueil, lists, sheet, timeline, simulator; with and without."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.chromium.acts import STAFF, hire, open_sheet
from tests.chromium.readings import a_name
from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("follow-up")]

HOME, SERVICE = "/adherents/10042/", "/service/adherents/10042/salaries/"
STANDINGS = ("En retard", "À planifier dans les 60 jours", "À jour")
SILICA = "Poussière de silice cristalline"


@pytest.fixture(scope="module")
def martine(site: Site) -> Visitor:
    return site.visitor("martine")


@pytest.fixture
def newcomer(martine: Visitor) -> str:
    """Somebody whom no other test has declared anything of; on their sheet."""
    name = a_name("Suivi")
    hire(martine, name)
    open_sheet(martine, name)
    return name


def category(page: Page) -> str:
    return page.get_by_role("complementary", name="Catégorie déclarée").locator(".cat").inner_text()


def test_each_number_of_accueil_opens_the_list_that_it_counts(martine: Visitor) -> None:
    for words in STANDINGS:
        martine.goto(HOME)
        link = martine.page.get_by_role("link", name=re.compile(f"^{words} [0-9]+$"))
        count = int(link.inner_text().split()[-1])
        assert count, f"the demo shows nobody « {words} »"
        link.click()
        expect(martine.page.get_by_role("rowheader")).to_have_count(count)
        martine.look()


def test_martine_goes_from_the_overdue_list_to_the_dates_to_come(martine: Visitor) -> None:
    martine.goto(f"{STAFF}?echeance=en-retard")
    martine.page.get_by_role("rowheader").first.get_by_role("link").click()
    page = martine.page
    ahead = page.locator("#avenir")
    ahead.get_by_role("heading", name="Voir ce qui changera").click()
    expect(ahead.get_by_text("En retard").first).to_be_visible()
    assert "Code du travail, R." in ahead.inner_text()
    martine.look()


def test_a_determinant_is_searched_explained_and_followed_by_the_category(martine: Visitor, newcomer: str) -> None:
    page = martine.page
    search = page.get_by_role("searchbox", name="Chercher un déterminant")
    search.fill("beton")
    found = page.locator("[data-words]:visible")
    assert SILICA in " ".join(found.all_inner_texts())
    assert page.get_by_role("status").filter(has_text=f"{found.count()} déterminants trouvés").is_visible()
    search.press("Enter")  # searches, and sends nothing
    search.fill("licorne")
    assert page.get_by_text("Aucun déterminant : essayez un autre mot.").is_visible()
    martine.look()
    search.fill("")
    item = page.locator("[data-words]").filter(has_text=SILICA)
    item.get_by_text("Exemples et article").click()
    assert "R.4624-23" in item.inner_text()
    item.get_by_role("checkbox").check()
    panel = page.get_by_role("complementary", name="Catégorie déclarée")
    panel.locator("[data-cat=SIR]").wait_for()
    assert f"{SILICA}\nCode du travail, R.4624-23 I 3°" in panel.inner_text()
    assert "Avant vos modifications : SI" in plain(panel.inner_text())
    martine.look()


def test_a_trade_suggests_while_it_is_typed_and_ticks_nothing(martine: Visitor, newcomer: str) -> None:
    page = martine.page
    item = page.locator("[data-words]").filter(has_text="Montage et démontage d’échafaudages")
    page.get_by_label("Code PCS-ESE").fill("632A")
    item.get_by_text("souvent déclaré pour ce métier").wait_for()
    assert page.locator("[name=codes]:checked").count() == 0
    assert category(page) == "SI"


def test_without_javascript_the_category_is_asked_for_and_nothing_is_saved(site: Site) -> None:
    martine = site.visitor("martine", scripts=False)
    page = martine.page
    name = a_name("Calme")
    hire(martine, name)
    open_sheet(martine, name)
    page.get_by_role("checkbox", name=SILICA).check()
    martine.button("Voir la catégorie de ma sélection").click()
    assert category(page) == "SIR"
    assert page.get_by_role("checkbox", name=SILICA).is_checked()
    open_sheet(martine, name)
    assert category(page) == "SI"
    page.get_by_role("checkbox", name=SILICA).check()
    martine.button("Valider").click()
    open_sheet(martine, name)
    assert category(page) == "SIR"
    page.get_by_role("heading", name="Voir ce qui changera").click()
    assert "Examen médical d’aptitude" in page.locator("#avenir").inner_text()


def test_the_keyboard_alone_ticks_a_risk_and_opens_its_explanation(martine: Visitor, newcomer: str) -> None:
    page = martine.page
    page.get_by_role("searchbox", name="Chercher un déterminant").focus()
    page.keyboard.type("silice")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_role("checkbox", name=SILICA).is_checked()
    page.get_by_role("complementary", name="Catégorie déclarée").locator("[data-cat=SIR]").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-words]:visible").get_by_text("Par exemple")).to_be_visible()


def test_on_a_phone_the_category_stays_in_sight(site: Site, newcomer: str) -> None:
    phone = site.visitor("martine", width=390)
    open_sheet(phone, newcomer)
    phone.page.get_by_role("checkbox", name=SILICA).check()
    badge = phone.page.locator("[data-category-badge] [data-cat=SIR]")
    badge.wait_for()
    assert badge.is_visible()
    assert phone.page.get_by_text("1 motif", exact=True).is_visible()


def test_sophie_retains_a_category_and_a_date_that_martine_reads_alone(
    site: Site, martine: Visitor, newcomer: str
) -> None:
    sophie = site.visitor("sophie")
    page = sophie.page
    sophie.goto(f"{SERVICE}?q={newcomer}")
    sophie.link(newcomer).click()
    sophie.look()
    sophie.link("Modifier le suivi retenu").click()
    page.get_by_role("radio", name="SIA : suivi individuel adapté").check()
    page.get_by_label("Prochaine visite au plus tard le").fill("2001-01-01")
    sophie.button("Valider").click()
    assert "Cette date est passée" in sophie.says()
    sophie.look()
    tomorrow = date.today() + timedelta(days=1)
    page.get_by_label("Prochaine visite au plus tard le").fill(f"{tomorrow:%Y-%m-%d}")
    sophie.button("Valider").click()
    for words in ("Retenue", "SIA", f"{tomorrow:%d/%m/%Y}", "Catégorie retenue : – → SIA"):
        assert words in sophie.says(), words
    sophie.look()
    sophie.goto(f"{SERVICE}?echeance=60-jours")
    assert newcomer in sophie.says()
    sophie.look()
    open_sheet(martine, newcomer)
    assert f"au plus tard le {tomorrow:%d/%m/%Y}" in martine.says()
    assert "etenue" not in martine.says()
    assert category(martine.page) == "SI"


def test_the_simulator_shows_a_worthy_answer(site: Site) -> None:
    nobody = site.visitor()
    nobody.goto("/simulateur/")
    nobody.page.get_by_role("checkbox", name=SILICA).check()
    nobody.page.locator("main form button").last.click()
    nobody.page.locator("[data-cat=SIR]").first.wait_for()
    nobody.look()
