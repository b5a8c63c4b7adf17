"""« MES CONTACTS »: Martine looks for her service, her visit centre, her physician and the secretary."""

from dataclasses import dataclass

import pytest

from tests.chromium.readings import Place, place_of
from tests.chromium.site import Site
from tests.chromium.visitor import plain

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("contacts")]


@dataclass(frozen=True)
class Seen:
    places: dict[str, Place]
    words: dict[str, str]
    eye: str
    before_the_eye: bool
    after_the_eye: str


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine = site.visitor("martine")
    page = martine.page
    martine.goto("/adherents/10042/")
    martine.link("Mes contacts", exact=True).first.click()
    martine.look()
    quarters = page.locator(".quad")
    blocks = {
        "head office": page.locator("section").filter(has=page.get_by_role("heading", name="Siège")),
        "centre": page.locator("section").filter(has=page.get_by_role("navigation", name="Lieux de visite")),
        "medical": page.locator("section").filter(has=page.get_by_role("heading", name="Mes contacts médicaux")),
    }
    places = {name: place_of(block, quarters) for name, block in blocks.items()}
    eye = blocks["medical"].locator("summary")
    secretary = blocks["medical"].get_by_text("Secrétaire", exact=True)
    hidden = not secretary.is_visible()
    icon = eye.locator("use").get_attribute("href") or ""
    eye.click()
    martine.look()
    return Seen(
        places=places,
        words={name: plain(block.inner_text()) for name, block in blocks.items()},
        eye=icon,
        before_the_eye=hidden,
        after_the_eye=plain(blocks["medical"].inner_text()),
    )


def test_top_left_the_head_office(seen: Seen) -> None:
    """« Dans la rubrique Mes contacts, en haut à gauche, retrouvez les informations du siège du SIST GASBTP. »"""
    assert seen.places["head office"] == Place(left=True, top=True)
    for words in ("Santé Travail Démonstration", "12 avenue des Compagnons", "03 53 01 42 00"):
        assert words in seen.words["head office"]


def test_top_right_the_visit_centre(seen: Seen) -> None:
    """« En haut à droite dans l'onglet centre de visite sera renseigné les détails pour vous y rendre. »"""
    assert seen.places["centre"] == Place(left=False, top=True)
    for words in ("Centre de visite", "4 rue des Maçons", "Tramway B, arrêt Compagnons", "Parking gratuit"):
        assert words in seen.words["centre"]


def test_bottom_left_the_physician(seen: Seen) -> None:
    """« En bas à gauche, votre médecin référent … [est notifié] dans la rubrique mes contacts médicaux. »"""
    assert seen.places["medical"] == Place(left=True, top=False)
    assert "Dr Hélène Leroy" in seen.words["medical"]


def test_the_eye_shows_the_secretary(seen: Seen) -> None:
    """« … ainsi que les coordonnées de sa secrétaire (cliquez sur l'œil) »"""
    assert seen.eye.endswith("#i-eye")
    assert seen.before_the_eye
    for words in ("Sophie Marchand", "03 53 01 42 11", "secretariat@service.example"):
        assert words in seen.after_the_eye
