"""« MES FACTURES »: Martine looks for an old invoice, opens the eye, then the euro, and closes its window."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain
from tests.papers import words_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("factures")]

LEAFLET = {
    "329048": ("11/04/2018", "Facture de cotisation", "F 5 186,12 €", "2ème trimestre 2018"),
    "322592": ("01/02/2018", "Facture de cotisation", "F 4 966,52 €", "1er trimestre 2018"),
    "322183": ("01/02/2018", "Facture de régularisation", "F 1 079,83 €", "4ème trimestre 2017"),
}


@dataclass(frozen=True)
class Seen:
    titles: list[str]
    groups: dict[str, list[str]]  # the lines of each group of the table
    preview: str
    paper: str
    printed: str
    settlement: str
    shut_by_cross: bool
    shut_by_escape: bool
    focus_after: str


def groups_of(martine: Visitor) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for body in martine.page.get_by_role("table").locator("tbody").all():
        title, *lines = [plain(" ".join(row.inner_text().split())) for row in body.get_by_role("row").all()]
        found[title] = lines
    return found


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine = site.visitor("martine")
    page = martine.page
    window = page.get_by_role("dialog")
    martine.goto("/adherents/10042/mes-factures/")
    martine.look()
    groups = groups_of(martine)
    titles = page.get_by_role("columnheader").all_inner_texts()
    martine.link("Aperçu de la pièce 329048").click()
    expect(window).to_be_visible()
    martine.look()
    preview = plain(window.inner_text())
    paper = words_of(martine.download(window.get_by_role("link", name="Enregistrer")))
    printed = words_of(martine.fetch(window.get_by_role("link", name="Imprimer").get_attribute("href") or ""))
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    shut_by_escape = page.url.endswith("/mes-factures/")
    martine.link("Règlement de la pièce 329048").click()
    expect(window).to_be_visible()
    martine.look()
    settlement = plain(window.inner_text())
    window.get_by_role("link", name="Fermer").click()
    expect(window).to_have_count(0)
    focus = page.evaluate("document.activeElement.innerText")
    return Seen(
        titles=titles,
        groups=groups,
        preview=preview,
        paper=paper,
        printed=printed,
        settlement=settlement,
        shut_by_cross=page.url.endswith("/mes-factures/"),
        shut_by_escape=shut_by_escape,
        focus_after=plain(focus).strip(),
    )


def test_the_columns_of_the_leaflet(seen: Seen) -> None:
    """« N° Date Type de facture Montant TTC Période »"""
    assert seen.titles[:5] == ["N°", "Date", "Type de facture", "Montant TTC", "Période"]


@pytest.mark.parametrize("number", list(LEAFLET))
def test_the_lines_of_the_leaflet(number: str, seen: Seen) -> None:
    """« Mes factures acquittées » « 329048 11/04/2018 Facture de cotisation F 5 186,12 € 2ème trimestre 2018 » …"""
    [line] = [line for line in seen.groups["Mes factures acquittées"] if line.startswith(number)]
    for words in LEAFLET[number]:
        assert words in line


def test_every_invoice_and_credit_note_is_kept(seen: Seen) -> None:
    """« Dans la rubrique Mes factures l'ensemble de vos factures et avoir est stocké. »"""
    lines = [line for group in seen.groups.values() for line in group]
    assert len(lines) >= 6  # the three of the leaflet, two unpaid, one credit note
    assert any(" A " in line for line in lines)


def test_the_eye_gives_the_paper_to_save_or_print(seen: Seen) -> None:
    """« Générez l'aperçu du document souhaité pour sauvegarde ou impression. »"""
    for words in ("329048", "2ème trimestre 2018", "5 186,12 €"):
        assert words in seen.preview
        assert words in seen.paper
    assert seen.printed == seen.paper


def test_the_euro_tells_the_settlement(seen: Seen) -> None:
    """« Obtenez des renseignements sur le règlement. »"""
    for words in ("329048", "5 186,12 €", "Virement", "01/05/2018"):
        assert words in seen.settlement


def test_the_cross_leaves_the_window(seen: Seen) -> None:
    """« Pour sortir de la fenêtre, cliquez sur [la croix] »"""
    assert seen.shut_by_cross
    assert seen.shut_by_escape
    assert seen.focus_after == "Règlement de la pièce 329048"  # the keyboard goes on from where it was
