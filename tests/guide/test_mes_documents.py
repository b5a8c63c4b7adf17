"""« MES DOCUMENTS »: Martine reads the library; Nadia publishes, and Martine finds it at her next login."""

import io
from dataclasses import dataclass

import pypdf
import pytest

from tests.chromium.readings import a_name
from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain
from tests.papers import words_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("documents")]

GUIDE, STATUTES = "Mode d’emploi du portail adhérent", "Statuts et règlement intérieur"


@dataclass(frozen=True)
class Seen:
    themes: dict[str, str]
    papers: dict[str, str]
    published: str
    later: str


def shelves(martine: Visitor) -> dict[str, str]:
    page = martine.page
    sections = page.locator("main section").filter(has=page.get_by_role("heading", level=2)).all()
    return {plain(one.get_by_role("heading", level=2).inner_text()): plain(one.inner_text()) for one in sections}


def publish(nadia: Visitor, title: str) -> None:
    blank = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(blank)
    page = nadia.page
    nadia.goto("/service/documents/nouveau/")
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Thème").select_option(label="Le portail")
    page.get_by_label("Fichier").set_input_files(
        {"name": "note.pdf", "mimeType": "application/pdf", "buffer": blank.getvalue()}
    )
    nadia.look()
    nadia.button("Publier").click()
    page.wait_for_load_state()
    nadia.look()


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine, nadia, title = site.visitor("martine"), site.visitor("nadia"), a_name("Note ")
    martine.goto("/adherents/10042/mes-documents/")
    martine.look()
    themes = shelves(martine)
    papers = {name: words_of(martine.download(martine.link(f"Télécharger {name}"))) for name in (GUIDE, STATUTES)}
    martine.link(f"Aperçu de {GUIDE}").click()
    martine.look()
    publish(nadia, title)
    martine.goto("/adherents/10042/mes-documents/")
    martine.look()
    return Seen(themes=themes, papers=papers, published=title, later=shelves(martine)["Le portail"])


def test_the_library_stands_by_theme(seen: Seen) -> None:
    """« une bibliothèque de documents interne au SIST GASBTP sera stockée, classés par thème. »"""
    assert list(seen.themes)[:3] == ["Le portail", "Votre service", "Prévention sur les chantiers"]
    assert "Silice : les bons gestes" in seen.themes["Prévention sur les chantiers"]


def test_what_is_published_is_there_at_the_next_visit(seen: Seen) -> None:
    """« Cette rubrique sera mise à jour régulièrement, n'hésitez pas à la consulter à chacune de vos connexions. »"""
    assert seen.published in seen.later
    assert "nouveau" in seen.later.lower()


def test_the_mode_demploi_is_there(seen: Seen) -> None:
    """« Dans un premier temps retrouvez : Mode d'emploi du portail adhérent »"""
    assert GUIDE in seen.themes["Le portail"]
    for heading in ("Mes salariés", "Mes factures", "Mes rendez-vous"):
        assert heading in seen.papers[GUIDE]


def test_the_statutes_are_there(seen: Seen) -> None:
    """« Statuts et Règlement Intérieur de votre service de santé au travail. »"""
    assert STATUTES in seen.themes["Votre service"]
    assert "Article 1" in seen.papers[STATUTES]
    assert "Règlement intérieur" in seen.papers[STATUTES]
