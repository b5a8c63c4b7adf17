"""« MON ENTREPRISE »: Martine opens a pencil, closes it, opens it again and validates."""

from dataclasses import dataclass

import pytest

from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("entreprise")]

COMPANY = "/adherents/10042/mon-entreprise/"
LOCKED = ("Raison sociale", "Forme juridique", "SIREN", "Code NAF", "N° d’adhérent", "Date d’adhésion")


@dataclass(frozen=True)
class Seen:
    pencils: dict[str, str]  # the name of each pencil, and the heading of what it opens
    icons: set[str]
    before: str
    after_closing: str
    after_validating: str
    locked: dict[str, bool]
    grey: str
    white: str
    contact: str
    change_request: str


def phone_of(martine: Visitor) -> str:
    block = martine.page.get_by_role("region", name="Coordonnées")
    return plain(block.get_by_role("link", name="0").first.inner_text())


def background(martine: Visitor, label: str) -> str:
    return martine.page.get_by_label(label).first.evaluate("(box) => getComputedStyle(box).backgroundColor")


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine = site.visitor("martine")
    page = martine.page
    page.on("dialog", lambda question: question.accept())
    martine.goto(COMPANY)
    martine.look()
    before = phone_of(martine)
    locked = {label: page.get_by_label(label).first.get_attribute("readonly") is not None for label in LOCKED}
    grey = background(martine, "Raison sociale")
    links = (
        page.locator("main")
        .get_by_role("link", name="Modifier l")
        .or_(page.locator("main").get_by_role("link", name="Modifier le contact"))
    )
    icons = {link.locator("use").first.get_attribute("href").split("#")[1] for link in links.all()}
    ways = {link.inner_text().strip(): link.get_attribute("href") for link in links.all()}
    pencils = {}
    for name, href in ways.items():
        martine.goto(str(href))
        pencils[name] = page.get_by_role("heading", level=1).inner_text()
        assert martine.button("Valider").is_visible()
    martine.goto(f"{COMPANY}coordonnees/")
    martine.look()
    white = background(martine, "Téléphone")
    page.get_by_label("Téléphone").fill("03 26 00 11 22")
    martine.link("Fermer").click()
    page.wait_for_url(f"**{COMPANY}")
    after_closing = phone_of(martine)
    martine.link("Modifier les coordonnées").click()
    new = "03 26 00 00 42" if before != "03 26 00 00 42" else "03 26 00 00 43"
    page.get_by_label("Téléphone").fill(new)
    martine.button("Valider").click()
    page.wait_for_url(f"**{COMPANY}*")
    martine.look()
    after_validating = phone_of(martine)
    contact = page.locator("main").get_by_role("link", name="contactez le service").get_attribute("href") or ""
    martine.link("Demander une modification").click()
    martine.look()
    return Seen(
        pencils=pencils,
        icons=icons,
        before=before,
        after_closing=after_closing,
        after_validating=after_validating.replace(new, "the new one"),
        locked=locked,
        grey=grey,
        white=white,
        contact=contact,
        change_request=martine.says(),
    )


def test_each_pencil_opens_its_block(seen: Seen) -> None:
    """« Cliquez sur un des crayons pour modifier vos informations administratives »"""
    assert seen.icons == {"i-pencil"}
    assert len(seen.pencils) >= 8  # coordonnées, trois adresses, quatre contacts
    assert all(seen.pencils.values())


def test_martine_checks_and_updates(seen: Seen) -> None:
    """« Contrôlez et mettez à jour si nécessaire les informations de votre Espace Adhérent. »"""
    assert seen.before.startswith("03")
    assert seen.after_validating == "the new one"


def test_valider_keeps_and_fermer_leaves_as_it_was(seen: Seen) -> None:
    """« Validez ou Fermez »"""
    assert seen.after_closing == seen.before
    assert seen.after_validating == "the new one"


def test_greyed_fields_cannot_be_changed(seen: Seen) -> None:
    """« NB: Les champs grisés comme par exemple la raison sociale, ne peuvent être modifiés. »"""
    assert all(seen.locked.values())
    assert seen.grey != seen.white


def test_the_service_is_to_be_contacted(seen: Seen) -> None:
    """« Si besoin d'apporter une modification, contacter le Service de Santé au Travail. »"""
    assert "/mes-contacts/" in seen.contact
    assert "Demander une modification" in seen.change_request
