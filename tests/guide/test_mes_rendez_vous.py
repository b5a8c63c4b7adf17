"""« MES RENDEZ-VOUS »: Martine asks, Sophie validates one and refuses another, Martine prints and cancels."""

from dataclasses import dataclass

import pytest

from tests.chromium.acts import VISITS as LIST
from tests.chromium.acts import hire
from tests.chromium.readings import a_name
from tests.chromium.site import Site
from tests.chromium.visitor import Visitor, plain
from tests.papers import words_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("rendez-vous")]

QUEUE = "/service/rendez-vous/"
REFUSAL = "Sa visite de mars couvre encore ce poste."


@dataclass(frozen=True)
class Seen:
    asked: str  # what the page says once the request has left
    official_before: str
    waiting: str
    official_after: str
    refused: str
    notice: str  # the words of the convocation
    all_notices: str
    conditions: str
    cancelled: str
    official_at_the_end: str


def ask(martine: Visitor, name: str) -> str:
    hire(martine, name)
    page = martine.page
    page.locator("main").get_by_role("link", name="Demander un rendez-vous").click()
    assert page.get_by_role("group", name="Salariés").get_by_role("checkbox", name=name).is_checked()
    martine.look()
    martine.button("Envoyer la demande").click()
    page.wait_for_url(f"**{LIST}*")
    martine.look()
    return martine.says()


def open_request(sophie: Visitor, name: str) -> None:
    sophie.goto(f"{QUEUE}?q={name}")
    sophie.page.get_by_role("link", name=name).first.click()
    sophie.page.get_by_role("heading", name=name).wait_for()
    sophie.look()


def validate(sophie: Visitor, name: str) -> None:
    open_request(sophie, name)
    sophie.page.get_by_role("group", name="Date et heure du rendez-vous").get_by_role("radio").first.check(force=True)
    sophie.button("Valider le rendez-vous").click()
    sophie.page.get_by_text("Validé : ").wait_for()
    sophie.look()


def refuse(sophie: Visitor, name: str) -> None:
    open_request(sophie, name)
    sophie.page.locator("main").get_by_role("link", name="Refuser").click()
    window = sophie.page.get_by_role("dialog")
    window.get_by_role("textbox").fill(REFUSAL)
    sophie.look()
    window.get_by_role("button", name="Refuser").click()
    sophie.page.wait_for_load_state()


def line_of(martine: Visitor, tab: str, name: str) -> str:
    martine.goto(f"{LIST}?onglet={tab}&q={name}")
    lines = martine.page.locator("main").get_by_role("listitem").filter(has_text=name)
    return plain(lines.first.inner_text()) if lines.count() else ""


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    martine, sophie = site.visitor("martine"), site.visitor("sophie")
    accepted, refused = a_name("Valmy"), a_name("Refus")
    asked = ask(martine, accepted)
    ask(martine, refused)
    before, waiting = line_of(martine, "a-venir", accepted), line_of(martine, "demandes", accepted)
    validate(sophie, accepted)
    refuse(sophie, refused)
    answer = line_of(martine, "demandes", refused)
    after = line_of(martine, "a-venir", accepted)
    martine.look()
    notice = words_of(martine.download(martine.link("Convocation").first))
    all_notices = words_of(martine.download(martine.link("Toutes les convocations")))
    martine.link("Demander l’annulation").first.click()
    martine.look()
    conditions = martine.says()
    martine.page.get_by_label("Motif de l’annulation").select_option("Chantier éloigné ou imprévu")
    martine.button("Annuler le rendez-vous").click()
    martine.page.wait_for_url(f"**{LIST}*")
    martine.look()
    return Seen(
        asked=asked,
        official_before=before,
        waiting=waiting,
        official_after=after,
        refused=answer,
        notice=notice,
        all_notices=all_notices,
        conditions=conditions,
        cancelled=martine.says(),
        official_at_the_end=line_of(martine, "a-venir", accepted),
    )


def test_only_validated_appointments_are_official(seen: Seen) -> None:
    """« Retrouvez un aperçu de tous vos rendez-vous « officiels », et validés par le service. »"""
    assert seen.official_before == ""
    assert "Valmy" in seen.official_after
    assert "Centre Nord" in seen.official_after


def test_martine_asks_the_assistant(seen: Seen) -> None:
    """« En cliquant sur [+] demander un rendez-vous à l'assistante médicale »"""
    assert "La demande est envoyée" in seen.asked
    assert "Valmy" in seen.waiting


def test_the_assistant_validates_or_not(seen: Seen) -> None:
    """« … qui le validera ou non. »"""
    assert "Refus" in seen.refused
    assert REFUSAL in seen.refused


def test_what_is_validated_is_shown(seen: Seen) -> None:
    """« Les rendez-vous validés seront alors affichés. »"""
    assert "Convocation" in seen.official_after


def test_martine_cancels_under_the_usual_conditions(seen: Seen) -> None:
    """« En cliquant sur [x] en cas d'indisponibilité, demandez l'annulation de votre rendez-vous
    (Voir conditions habituelles). »"""
    assert "Conditions habituelles" in seen.conditions
    assert "sans frais jusqu’au" in seen.conditions
    assert "annulé" in seen.cancelled
    assert seen.official_at_the_end == ""


def test_the_convocations_are_printed(seen: Seen) -> None:
    """« Enfin en cliquant sur [l'imprimante], téléchargez et imprimez les convocations de chacun de vos rendez-vous
    confirmés. »"""
    for words in ("Convocation", "Valmy", "Centre Nord", "4 rue des Maçons"):
        assert words in seen.notice
    assert "Valmy" in seen.all_notices
