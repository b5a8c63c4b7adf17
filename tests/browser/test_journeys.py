"""The guide's headings in a real browser: each screen worthy at both widths, in light and dark."""

import pytest

from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPEN = ("/", "/connexion/", "/connexion/mandataire/", "/mot-de-passe-oublie/", "/confidentialite/", "/accessibilite/")
MARTINE = (
    "", "mon-entreprise/", "mon-entreprise/historique/", "mon-entreprise/coordonnees/", "mes-salaries/",
    "mes-salaries/?etat=sorti", "mes-salaries/1/", "mes-salaries/1/ajout/", "mes-salaries/ajout/",
    "mes-salaries/1/sortie/", "mes-factures/", "mes-factures/1/apercu/", "mes-factures/1/reglement/", "mes-contacts/",
    "mes-rendez-vous/", "mes-rendez-vous/?onglet=demandes", "mes-rendez-vous/demande/", "mes-documents/",
    "mes-documents/depot/",
)  # fmt: skip
NADIA = (
    "", "rendez-vous/", "rendez-vous/presences/", "rendez-vous/annulations/", "mouvements/", "adherents/",
    "adherents/10042/", "adherents/courriers/", "adherents/modifications/", "factures/", "factures/1/", "documents/",
    "documents/depots/", "courriels/", "parametres/", "parametres/service/",
)  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [("wide", "light"), ("phone", "dark")])
def test_the_doorstep_is_worthy(site: Site, width: str, scheme: str) -> None:
    page = site.visit(width=width, scheme=scheme)
    for path in OPEN:
        page.goto(path)
        site.assert_worthy(page)


@pytest.mark.parametrize(("width", "scheme"), [("wide", "light"), ("wide", "dark"), ("phone", "light")])
def test_martines_screens_are_worthy(site: Site, width: str, scheme: str) -> None:
    page = site.visit("martine", width=width, scheme=scheme)
    for path in MARTINE:
        page.goto(f"/adherents/10042/{path}")
        site.assert_worthy(page)


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_espace_service_is_worthy(site: Site, width: str) -> None:
    page = site.visit("nadia", width=width)
    for path in NADIA:
        page.goto(f"/service/{path}")
        site.assert_worthy(page)


def test_the_category_follows_the_determinants_ticked(site: Site) -> None:
    page = site.visit("martine")
    page.goto("/adherents/10042/mes-salaries/?categorie=SI&etat=complet")
    page.click("tbody th a >> nth=0")
    panel = page.locator("[data-category-panel]")
    assert panel.locator(".cat").inner_text() == "SI"
    page.check("input[value=silice_cristalline]")
    panel.locator(".cat[data-cat=SIR]").wait_for()
    assert "Poussière de silice" in panel.inner_text()
    assert "Avant vos modifications : SI" in panel.inner_text().replace("\N{NO-BREAK SPACE}", " ")


def test_martine_asks_and_sophie_answers(site: Site) -> None:
    martine = site.visit("martine")
    martine.goto("/adherents/10042/mes-rendez-vous/demande/")
    martine.check("input[name=employees] >> nth=0")
    martine.select_option("[name=kind]", "demande_employeur")
    martine.select_option("[name=reason]", "conditions")
    martine.fill("[name=unavailable]", "Jamais le lundi, code rivière")
    martine.click("text=Envoyer la demande")
    assert "La demande est envoyée" in martine.content()
    sophie = site.visit("sophie")
    sophie.goto("/service/rendez-vous/?q=10042")
    for link in [link.get_attribute("href") for link in sophie.locator("a[data-request]").all()]:
        sophie.goto(str(link))
        if "code rivière" in sophie.content():
            break
    sophie.click("text=Autre moment")
    sophie.fill("[name=day]", "2027-03-17")
    sophie.fill("[name=hour]", "10:00")
    sophie.click("main >> text=Valider le rendez-vous")
    assert "Validé : " in sophie.inner_text(".toast")
    martine.goto("/adherents/10042/mes-rendez-vous/")
    assert "mercredi 17 mars 2027" in martine.content().replace("\N{NO-BREAK SPACE}", " ")


def test_the_newcomer_makes_her_account_her_own(site: Site) -> None:
    page = site.visit()
    page.goto("/connexion/")
    page.fill("[name=login]", "nouveau")
    page.fill("[name=password]", "lettre-ardoise-vague")
    page.click("text=Se connecter")
    site.assert_worthy(page)
    for name in ("password1", "password2"):
        page.fill(f"[name={name}]", "tuile cuivre rame")
    for name in ("email1", "email2"):
        page.fill(f"[name={name}]", "nina@nouvel.example")
    page.click("text=Valider")
    page.wait_for_url("**/adherents/10099/")
    site.assert_worthy(page)
