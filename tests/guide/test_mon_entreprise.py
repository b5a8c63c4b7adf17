"""« MON ENTREPRISE »: Martine opens a pencil, closes it, opens it again and validates."""

from dataclasses import dataclass

import pytest

from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("entreprise")]

COMPANY = "/adherents/10042/mon-entreprise/"
NEW_PHONE = "03 26 00 00 42"
LOCKED = ("Raison sociale", "Forme juridique", "SIREN", "Code NAF", "N° d’adhérent", "Date d’adhésion")


@dataclass(frozen=True)
class Seen:
    pencils: dict[str, str]  # the name of each pencil, and the heading of what it opens
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
    return str(martine.page.get_by_label(label).first.evaluate("(box) => getComputedStyle(box).backgroundColor"))


def open_pencils(martine: Visitor) -> dict[str, str]:
    """The name of each pencil, and the heading of the form that it opens."""
    page = martine.page
    pencils = page.locator("main").get_by_role("link").filter(has=page.locator("use[href$='#i-pencil']"))
    ways = {plain(link.inner_text()).strip(): str(link.get_attribute("href")) for link in pencils.all()}
    opened = {}
    for name, href in ways.items():
        martine.goto(href)
        assert martine.button("Valider").is_visible()
        opened[name] = page.get_by_role("heading", level=1).inner_text()
    martine.goto(COMPANY)
    return opened


def change_phone(martine: Visitor, phone: str, *, then: str) -> str:
    """Opens the pencil of the details, types a number, leaves by Valider or Fermer; what the page shows after."""
    martine.link("Modifier les coordonnées").click()
    martine.page.get_by_label("Téléphone").fill(phone)
    martine.look()
    martine.page.locator("main").get_by_text(then, exact=True).click()
    martine.page.wait_for_url(f"**{COMPANY}*")
    return phone_of(martine)


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine = site.visitor("martine")
    page = martine.page
    page.on("dialog", lambda question: question.accept())
    martine.goto(COMPANY)
    martine.look()
    locked = {label: page.get_by_label(label).first.get_attribute("readonly") is not None for label in LOCKED}
    grey, before = background(martine, "Raison sociale"), phone_of(martine)
    contact = page.locator("main").get_by_role("link", name="contactez le service").get_attribute("href")
    pencils = open_pencils(martine)
    after_closing = change_phone(martine, "03 26 00 11 22", then="Fermer")
    after_validating = change_phone(martine, NEW_PHONE, then="Valider")
    martine.look()
    change_phone(martine, before, then="Valider")
    martine.goto(f"{COMPANY}coordonnees/")
    white = background(martine, "Téléphone")
    martine.goto(COMPANY)
    martine.link("Demander une modification").click()
    martine.look()
    return Seen(
        pencils=pencils,
        before=before,
        after_closing=after_closing,
        after_validating=after_validating,
        locked=locked,
        grey=grey,
        white=white,
        contact=str(contact),
        change_request=martine.says(),
    )


def test_each_pencil_opens_its_block(seen: Seen) -> None:
    """« Cliquez sur un des crayons pour modifier vos informations administratives »"""
    assert len(seen.pencils) >= 8  # coordonnées, trois adresses, quatre contacts
    assert all(seen.pencils.values())


def test_martine_checks_and_updates(seen: Seen) -> None:
    """« Contrôlez et mettez à jour si nécessaire les informations de votre Espace Adhérent. »"""
    assert seen.before.startswith("03")
    assert seen.after_validating == NEW_PHONE


def test_valider_keeps_and_fermer_leaves_as_it_was(seen: Seen) -> None:
    """« Validez ou Fermez »"""
    assert seen.after_closing == seen.before
    assert seen.after_validating == NEW_PHONE


def test_greyed_fields_cannot_be_changed(seen: Seen) -> None:
    """« NB: Les champs grisés comme par exemple la raison sociale, ne peuvent être modifiés. »"""
    assert all(seen.locked.values())
    assert seen.grey != seen.white


def test_the_service_is_to_be_contacted(seen: Seen) -> None:
    """« Si besoin d'apporter une modification, contacter le Service de Santé au Travail. »"""
    assert "/mes-contacts/" in seen.contact
    assert "Demander une modification" in seen.change_request
