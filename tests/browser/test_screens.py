"""Every page of the product, from the resolver: reached by its links, worthy at both widths, in light and dark."""

import io
from collections.abc import Iterator

import pypdf
import pytest
from playwright.sync_api import StorageState

from tests.chromium.demo import a_demo
from tests.chromium.readings import a_name
from tests.chromium.site import Site
from tests.chromium.visitor import Visitor
from tests.chromium.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("screens")]

MARTINE, SERVICE = "/adherents/10042", "/service"
# A link of a mail or of a calendar, a step of a login, a second factor: tests/guide, tests/entrance, test_passkeys.py.
ELSEWHERE = {
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_email", "alarm",
    "first-administrator", "invitation", "first-login", "new-device", "calendar-feed",
    "mfa_authenticate", "mfa_login_webauthn",
    "mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_remove_webauthn",
}  # fmt: skip


def blank_pdf() -> bytes:
    paper, writer = io.BytesIO(), pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(paper)
    return paper.getvalue()


def invite(martine: Visitor) -> None:
    page = martine.page
    martine.goto(f"{MARTINE}/mon-entreprise/utilisateurs/invitation/")
    page.get_by_label("Prénom").fill("Rose")
    page.get_by_label("Nom", exact=True).fill(a_name("Rosier"))
    page.get_by_label("Adresse e-mail").fill(f"{a_name('rose')}@aubert.example")
    page.get_by_role("radio").last.check()
    page.locator("main .actions button").first.click()
    page.wait_for_load_state()


def deposit(martine: Visitor) -> None:
    page = martine.page
    martine.goto(f"{MARTINE}/mes-documents/depot/")
    page.get_by_label("Titre").fill(a_name("DUERP "))
    page.get_by_label("Date").fill("2026-01-05")
    page.get_by_label("Fichier").set_input_files(
        {"name": "duerp.pdf", "mimeType": "application/pdf", "buffer": blank_pdf()}
    )
    martine.button("Déposer").click()
    page.wait_for_load_state()


def sign(martine: Visitor) -> None:
    page = martine.page
    martine.goto(f"{MARTINE}/mes-factures/prelevement/signature/")
    page.get_by_label("IBAN").fill("FR76 3000 6000 0112 3456 7890 189")
    page.get_by_label("J’ai lu le mandat").check()
    martine.button("Signer le mandat").click()
    page.wait_for_load_state()


def enrol(nadia: Visitor) -> None:
    page = nadia.page
    nadia.goto(f"{SERVICE}/adherents/10042/utilisateurs/")
    page.get_by_label("Prénom").fill("Noé")
    page.get_by_label("Nom", exact=True).fill(a_name("Chantier"))
    page.get_by_label("Rôle").select_option(index=1)
    page.locator("main .actions button").first.click()
    page.wait_for_load_state()


@pytest.fixture(scope="module")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Nobody has been here yet: pages of a state that the other journeys bring to its end are there to be looked at."""
    with a_demo(tmp_path_factory) as url:
        yield url


@pytest.fixture(scope="module")
def sessions() -> dict[str, StorageState]:
    return {}


@pytest.fixture(scope="module")
def martine(site: Site) -> Visitor:
    """She works with Noé, has invited Rose, handed in a document and signed a mandate: the demo has none of it."""
    martine = site.visitor("martine")
    enrol(site.visitor("nadia"))
    invite(martine)
    deposit(martine)
    sign(martine)
    return martine


def test_the_doorstep(site: Site) -> None:
    walk = Walk(site.visitor(), None).from_("/", "/connexion/", "/sante/")
    assert {"account_login", "delegate-login", "account_reset_password", "legal-notice", "health"} <= set(walk.met)


def test_the_portal(martine: Visitor) -> None:
    walk = Walk(martine, "portal").from_(
        f"{MARTINE}/mes-factures/?q=2026-00001",  # a contribution: it opens on its calculation
        f"{MARTINE}/",
        f"{MARTINE}/mes-salaries/?etat=complet",
        f"{MARTINE}/mes-salaries/?q=zzzz",
        f"{MARTINE}/mes-salaries/?etat=sorti",
        f"{MARTINE}/mes-rendez-vous/",
        f"{MARTINE}/mes-rendez-vous/?onglet=demandes",
        f"{MARTINE}/mes-rendez-vous/?onglet=passes",
        f"{MARTINE}/mes-contacts/?centres=tous",
        f"{MARTINE}/declaration/1/",  # that of last year, attested
        f"{MARTINE}/declaration/13/",  # that of this year, begun
        f"{MARTINE}/mes-factures/18/reglement/",  # late, and reminded of
    )
    assert walk.missed() == {"portal:centre-plan"}  # a file, once the service has uploaded one


def test_the_espace_service(site: Site, martine: Visitor) -> None:
    walk = Walk(site.visitor("nadia"), "backoffice").from_(
        f"{SERVICE}/rendez-vous/annulations/?q=aubert",  # where a price is contested
        f"{SERVICE}/adherents/10042/acces/",
        f"{SERVICE}/adherents/10042/",
        f"{SERVICE}/",
        f"{SERVICE}/factures/prelevements/1/",  # handed to the bank
        f"{SERVICE}/adherents/declarations/dossiers/16/",  # attested
    )
    assert walk.missed() == {  # a file that nobody has joined yet, a button of a state that the demo does not have
        "backoffice:change-proof", "backoffice:mandate-proof", "backoffice:alert-acknowledgement",
    }  # fmt: skip


def test_ones_own_pages(site: Site) -> None:
    walk = Walk(site.visitor("claire"), None).from_("/mandats/", "/mandats/?q=zzz", "/mon-compte/")
    assert walk.missed() - ELSEWHERE == set()
