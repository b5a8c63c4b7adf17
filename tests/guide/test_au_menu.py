"""« Au Menu ... »: Martine opens the seven entries one after the other, and reads what each says of itself."""

from dataclasses import dataclass

import pytest

from tests.chromium.site import Site
from tests.chromium.visitor import plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("menu")]

ENTRIES = [
    "Accueil", "Mon entreprise", "Mes salariés", "Mes factures", "Mes contacts", "Mes rendez-vous", "Mes documents",
]  # fmt: skip
WIDTHS = (1280, 390)


@dataclass(frozen=True)
class Page:
    heading: str
    words: str
    offers: list[str]  # the names of its links and buttons
    help: dict[int, str]  # what is readable on the screen, by width


@dataclass(frozen=True)
class Seen:
    menu: list[str]
    pages: dict[str, Page]


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine = site.visitor("martine")
    page = martine.page
    martine.goto("/adherents/10042/")
    menu = page.get_by_role("navigation", name="Menu principal")
    # What waits behind an entry (« 2 à régler ») stands under its name, and is no part of it.
    entries = [plain(link.inner_text()).splitlines()[0] for link in menu.get_by_role("link").all()]
    pages = {}
    for entry in entries:
        menu.get_by_role("link", name=entry).click()
        page.wait_for_load_state()
        martine.look()
        offers = page.locator("main").locator("a[href], button")
        readable = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            readable[width] = plain(page.locator("body").inner_text())
        page.set_viewport_size({"width": 1280, "height": 900})
        pages[entry] = Page(
            heading=page.get_by_role("heading", level=1).inner_text(),
            words=martine.says(),
            offers=[plain(" ".join((one.text_content() or "").split())) for one in offers.all()],
            help=readable,
        )
    page.set_viewport_size({"width": 390, "height": 900})
    martine.button("Menu", exact=True).click()
    page.set_viewport_size({"width": 1280, "height": 900})
    martine.goto("/adherents/10042/")
    page.get_by_role("button", name="mon compte").click()
    martine.look()
    return Seen(menu=entries, pages=pages)


def offers(page: Page, words: str) -> bool:
    return any(words in name for name in page.offers)


def test_the_seven_entries_in_order(seen: Seen) -> None:
    """« Accueil, Mon entreprise, Mes salariés, Mes factures, Mes contacts, Mes rendez-vous, Mes documents »"""
    assert seen.menu == ENTRIES


def test_accueil_is_the_home_page(seen: Seen) -> None:
    """« Page d'accueil »"""
    assert seen.pages["Accueil"].heading.startswith("Bonjour Martine")


def test_mon_entreprise_holds_the_facts_of_the_company(seen: Seen) -> None:
    """« Renseignements administratifs concernant votre entreprise , votre adresse, vos contacts... »"""
    page = seen.pages["Mon entreprise"]
    assert page.heading == "Mon entreprise"
    for words in ("Identité", "Adresses", "8 rue de l’Atelier", "Contacts", "direction@10042.example"):
        assert words in page.words


def test_mon_entreprise_can_be_updated(seen: Seen) -> None:
    """« Vous pouvez les mettre à jour. »"""
    for words in ("Modifier les coordonnées", "Modifier l’adresse", "Modifier le contact"):
        assert offers(seen.pages["Mon entreprise"], words)


def test_mes_salaries_names_them_with_their_category(seen: Seen) -> None:
    """« Identification de vos salariés avec les Déterminants de Suivi Individuel. »"""
    page = seen.pages["Mes salariés"]
    assert page.heading == "Mes salariés"
    for words in ("Catégorie", "SIR", "Charpentier"):
        assert words in page.words


def test_mes_salaries_adds_and_ends(seen: Seen) -> None:
    """« Vous permet d'ajouter ou de sortir un salarié »"""
    assert offers(seen.pages["Mes salariés"], "Ajouter un salarié")
    assert offers(seen.pages["Mes salariés"], "Sortir")


def test_mes_factures_opens_the_invoices(seen: Seen) -> None:
    """« Vous avez accès à vos factures. Vous pouvez les éditer »"""
    page = seen.pages["Mes factures"]
    assert page.heading == "Mes factures"
    assert "329048" in page.words
    assert offers(page, "Aperçu de la pièce 329048")


def test_mes_factures_follows_the_payments(seen: Seen) -> None:
    """« … et suivre vos paiements. »"""
    assert offers(seen.pages["Mes factures"], "Règlement de la pièce 329048")
    for words in ("Reste à régler", "Mes factures acquittées"):
        assert words in seen.pages["Mes factures"].words


def test_mes_contacts_names_the_contacts_and_the_centre(seen: Seen) -> None:
    """« Vos contacts au sein du SIST GASBTP administratifs et médicaux, ainsi que votre lieu de visite principal. »"""
    page = seen.pages["Mes contacts"]
    assert page.heading == "Mes contacts"
    for words in ("Relations adhérents et comptabilité", "Mes contacts médicaux", "Centre Nord"):
        assert words in page.words


def test_mes_rendez_vous_follows_asks_and_cancels(seen: Seen) -> None:
    """« Vous permet de suivre les rendez vous programmés, de faire une demande de rendez vous qui doit être validée
    par le service ou d'annuler une visite selon les conditions habituelles. »"""
    page = seen.pages["Mes rendez-vous"]
    assert page.heading == "Mes rendez-vous"
    for words in ("Demander un rendez-vous", "Convocation", "Demander l’annulation"):
        assert offers(page, words)


def test_mes_documents_is_a_library_by_theme(seen: Seen) -> None:
    """« Bibliothèque de documents internes au SIST GASBTP classés par thème. »"""
    page = seen.pages["Mes documents"]
    assert page.heading == "Mes documents"
    assert "classée par thème" in page.words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_help_is_on_each_page(entry: str, width: int, seen: Seen) -> None:
    """« Pour vous accompagner l'adresse mail dédiée est à privilégier : assistance.portail@gasbtp.com
    Ou bien le téléphone : 03.26.48.42.13 »"""
    words = seen.pages[entry].help[width]
    assert "assistance.portail@gasbtp.com" in words
    assert "03.26.48.42.13" in words


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_members_number_is_at_hand(entry: str, width: int, seen: Seen) -> None:
    """« Dans tous les cas, merci de vous munir de votre numéro d'adhérent »"""
    assert "n° d’adhérent 10042" in seen.pages[entry].help[width]
