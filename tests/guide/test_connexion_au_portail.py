"""« Connexion au portail »: the two doors, the letter, the first login and the address that recovers a password."""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings

from tests.chromium.site import Site
from tests.chromium.visitor import FIRM_DOOR, Visitor, plain
from tests.papers import words_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("connexion")]

OWN, ADDRESS = "tuile cuivre rame brouette", "nina@nouvel.example"


@dataclass(frozen=True)
class Door:
    heading: str
    fields: list[str]
    links: list[str]
    words: str


@dataclass(frozen=True)
class Recovery:
    form: str
    mail: str  # what arrives at the recovery address
    new_password: str  # the page that its link opens


@dataclass(frozen=True)
class Seen:
    site: str
    door: Door
    firm_door: Door
    firm_opens: str
    letter: str
    first_login: str
    fields: list[str]
    elsewhere: str  # where the first login leads whoever tries to go round it
    refused: dict[str, str]
    opened: str
    recovery: Recovery


def door_of(visitor: Visitor) -> Door:
    main = visitor.page.locator("main")
    return Door(
        heading=main.get_by_role("heading", level=1).inner_text(),
        fields=[plain(label.inner_text()).split("\n")[0] for label in main.locator("label").all()],
        links=[plain(link.inner_text()).strip() for link in main.get_by_role("link").all()],
        words=visitor.says(),
    )


def print_letter(nadia: Visitor, who: str) -> bytes:
    """A new letter ends the password of the former one."""
    nadia.goto("/service/adherents/courriers/?etat=tous&q=Nouvel")
    nadia.page.get_by_label(f"Sélectionner {who}").check()
    nadia.look()
    with nadia.page.expect_download() as waiting:
        nadia.button("Imprimer les courriers choisis").click()
    return waiting.value.path().read_bytes()


def choose(nina: Visitor, password: str, again: str, address: str, address_again: str) -> str:
    page = nina.page
    page.get_by_label("Nouveau mot de passe").fill(password)
    page.get_by_label("Validation mot de passe").fill(again)
    page.get_by_label("Adresse de récupération").fill(address)
    page.get_by_label("Validation de l’adresse").fill(address_again)
    nina.button("Valider").click()
    page.wait_for_load_state()
    return nina.says()


def newest_mail(nadia: Visitor, address: str) -> str:
    """The words of the last mail to `address`, from the mailbox of the espace service."""
    nadia.goto(f"/service/courriels/?q={address}")
    nadia.page.get_by_role("rowheader").get_by_role("link").first.click()
    return nadia.says()


def link_in(mail: str) -> str:
    found = re.search(r"https?://\S+", mail)
    assert found, mail
    return found[0]


def recover(site: Site, nadia: Visitor) -> Recovery:
    """Nina follows the link that confirms her address, forgets her password, and chooses another one."""
    nina = site.visitor()
    confirmation = newest_mail(nadia, ADDRESS)
    nina.goto(link_in(confirmation))
    nina.look()
    if nina.button("Confirmer").count():
        nina.button("Confirmer").click()
    nina.goto("/mot-de-passe-oublie/")
    nina.look()
    form = nina.says()
    nina.page.get_by_label("Code utilisateur ou adresse de récupération").fill("nouveau")
    nina.page.locator("main").get_by_role("button").first.click()
    nina.page.wait_for_load_state()
    nina.look()
    mail = newest_mail(nadia, ADDRESS)
    nina.goto(link_in(mail))
    nina.look()
    return Recovery(form, mail, nina.says())


def look_at_the_doors(nina: Visitor) -> tuple[str, Door, Door]:
    nina.goto("/")
    front = nina.says()
    nina.look()
    nina.link("Se connecter").click()
    nina.look()
    door = door_of(nina)
    nina.link("J’utilise une connexion mandataire").click()
    nina.look()
    return front, door, door_of(nina)


def enter_with(nina: Visitor, letter: str) -> None:
    code = re.search(r"Code utilisateur\W+(\S+)", letter)
    secret = re.search(r"Mot de passe(?: provisoire)?\W+(\S+)", letter)
    assert code, letter
    assert secret, letter
    nina.sign_in(code[1], secret[1])
    nina.look()


@pytest.fixture(scope="module")
def seen(site: Site) -> Seen:
    nina, claire, nadia = site.visitor(), site.visitor(), site.visitor("nadia")
    front, door, firm_door = look_at_the_doors(nina)
    claire.sign_in("claire", door=FIRM_DOOR)
    letter = words_of(print_letter(nadia, "Nina Nouvel"))
    enter_with(nina, letter)
    first_login, fields = nina.says(), door_of(nina).fields
    nina.goto("/adherents/10099/")
    elsewhere = nina.page.url
    refused = {
        "short": choose(nina, "tuile", "tuile", ADDRESS, ADDRESS),
        "other password": choose(nina, OWN, OWN + "s", ADDRESS, ADDRESS),
        "not an address": choose(nina, OWN, OWN, "nina", "nina"),
        "other address": choose(nina, OWN, OWN, ADDRESS, "nino@nouvel.example"),
    }
    nina.look()
    opened = choose(nina, OWN, OWN, ADDRESS, ADDRESS)
    nina.look()
    return Seen(
        site=front,
        door=door,
        firm_door=firm_door,
        firm_opens=claire.says(),
        letter=letter,
        first_login=first_login,
        fields=fields,
        elsewhere=elsewhere,
        refused=refused,
        opened=opened,
        recovery=recover(site, nadia),
    )


def test_the_site_leads_to_the_portal(seen: Seen) -> None:
    """« Rendez-vous sur notre site internet … et cliquez sur Portail Adhérents »"""
    assert "Portail Adhérents" in seen.site
    assert seen.door.heading == "Connexion au portail"


def test_the_door_has_the_two_fields_and_the_two_links(seen: Seen) -> None:
    """« Code utilisateur » « Mot de passe » « J'utilise une connexion mandataire / cabinet comptable »
    « J'ai oublié mon mot de passe »"""
    assert seen.door.fields == ["Code utilisateur", "Mot de passe"]
    for link in ("J’utilise une connexion mandataire / cabinet comptable", "J’ai oublié mon mot de passe"):
        assert link in seen.door.links


def test_the_letter_opens_the_door(seen: Seen) -> None:
    """« Renseignez le code utilisateur et le mot de passe communiqués dans le courrier joint. »"""
    assert "code utilisateur et le mot de passe communiqués dans votre courrier" in seen.door.words
    assert "nouveau" in seen.letter
    assert "première connexion" in seen.first_login


def test_firms_have_their_own_door(seen: Seen) -> None:
    """« Nom utilisateur » « Mot de passe » « J'ai oublié mon mot de passe »"""
    assert seen.firm_door.fields == ["Nom utilisateur", "Mot de passe"]
    assert "J’ai oublié mon mot de passe" in seen.firm_door.links
    assert "Mes adhérents" in seen.firm_opens


def test_a_forgotten_password_is_asked_anew(seen: Seen) -> None:
    """« J'ai oublié mon mot de passe »"""
    assert "Code utilisateur ou adresse de récupération" in seen.recovery.form


def test_this_is_the_first_login(seen: Seen) -> None:
    """« Ceci est votre première connexion à votre espace utilisateur. »"""
    assert "c’est votre première connexion" in seen.first_login


def test_a_password_and_a_valid_address_are_asked(seen: Seen) -> None:
    """« Merci de bien vouloir modifier votre mot de passe et de saisir une adresse e-mail valide. »"""
    assert "/premiere-connexion/" in seen.elsewhere
    assert "erreur" in seen.refused["not an address"]


def test_the_four_fields(seen: Seen) -> None:
    """« Nouveau mot de passe » « Validation mot de passe » « Adresse de récupération » « Validation de l'adresse »"""
    assert seen.fields == [
        "Nouveau mot de passe", "Validation mot de passe", "Adresse de récupération", "Validation de l’adresse",
    ]  # fmt: skip
    for case in ("other password", "other address"):
        assert "erreur" in seen.refused[case]


def test_the_address_serves_to_recover_the_password(seen: Seen) -> None:
    """« Celle-ci sera utilisée pour la récupération de votre mot de passe en cas de perte ou d'oubli
    de ce dernier. »"""
    assert "retrouver votre mot de passe en cas de perte ou d’oubli" in seen.first_login
    assert ADDRESS in seen.recovery.mail
    assert "/mot-de-passe-oublie/" in seen.recovery.mail
    assert "Nouveau mot de passe" in seen.recovery.new_password


def test_the_figure_in_force_is_printed_and_kept(seen: Seen) -> None:
    """« Lors de votre première connexion, vous devrez changer votre mot de passe (6 caractères minimum) en le
    personnalisant et indiquer une adresse email de récupération. »: the figure in force is printed."""
    assert f"{settings.MEMBER_PASSWORD_MINIMUM} caractères au moins" in seen.first_login
    assert "erreur" in seen.refused["short"]
    assert "Bonjour Nina" in seen.opened
