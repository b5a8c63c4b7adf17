"""Users, letters, firms and mandates: who may act for a member, and how they were told."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from egide.accounts.models import InitialPassword, User
from egide.members.models import Access, Delegate, Mandate, Member
from egide.members.rights import Role
from egide.notifications.models import Outbox
from tests import factories

MEMBERS = "/service/adherents/"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def words_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def access_of(user: User) -> Access:
    return Access.objects.get(user=user)


@pytest.fixture
def addressed(martine: User, claire: User) -> None:
    """Martine and Claire have confirmed where mails reach them."""
    for user in (martine, claire):
        factories.an_address(user)


def test_elise_opens_an_account_and_prints_its_letter(as_elise: Client, ours: Member) -> None:
    facts = {"first_name": "Zoé", "last_name": "D’Été", "role": "billing"}
    page = as_elise.post(f"{MEMBERS}10042/utilisateurs/", facts, follow=True).content.decode()
    born = User.objects.get(last_name="D’Été")
    assert "C’est son premier courrier." in page
    letter = as_elise.post(f"{MEMBERS}utilisateurs/{born.pk}/courrier/").content
    assert born.username in words_of(letter)
    assert "8 rue du Plâtre" in words_of(letter)


def test_no_page_ever_shows_a_password(as_elise: Client, martine: User) -> None:
    secret = InitialPassword.issue(martine, by=None)
    for address in ("10042/acces/", "courriers/", f"utilisateurs/{martine.pk}/courrier/", "10042/historique/"):
        assert secret not in as_elise.get(MEMBERS + address).content.decode()


def test_a_second_letter_says_what_it_ends_then_ends_it(as_elise: Client, martine: User) -> None:
    first = InitialPassword.issue(martine, by=None)
    assert "ne servira plus" in as_elise.get(f"{MEMBERS}utilisateurs/{martine.pk}/courrier/").content.decode()
    as_elise.post(f"{MEMBERS}utilisateurs/{martine.pk}/courrier/")
    assert not Client().login(username="martine", password=first)


def test_no_letter_is_ticked_for_elise(as_elise: Client, martine: User) -> None:
    martine.set_unusable_password()
    martine.save()
    page = as_elise.get(f"{MEMBERS}courriers/").content.decode()
    assert "Martine Aubert" in page
    assert "checked" not in page.split('id="lignes"')[1]
    assert "Choisissez au moins une ligne" in as_elise.post(f"{MEMBERS}courriers/", follow=True).content.decode()


def test_a_selection_makes_one_paper(as_elise: Client, martine: User, karim: User) -> None:
    chosen = [access_of(martine).pk, access_of(karim).pk]
    pdf = as_elise.post(f"{MEMBERS}courriers/", {"sel": chosen}).content
    assert len(PdfReader(BytesIO(pdf)).pages) == 2
    assert "Martine" not in as_elise.get(f"{MEMBERS}courriers/").content.decode()


def test_a_blocked_account_gets_no_letter(as_elise: Client, martine: User) -> None:
    martine.disable(by=None)
    page = as_elise.post(f"{MEMBERS}utilisateurs/{martine.pk}/courrier/", follow=True).content.decode()
    assert "débloquez-le" in page
    assert not InitialPassword.objects.exists()


def test_blocking_wants_a_reason_and_closes_the_space(as_elise: Client, as_martine: Client, martine: User) -> None:
    url = f"{MEMBERS}acces/{access_of(martine).pk}/blocage/"
    assert "seul administrateur" in as_elise.get(url).content.decode()
    as_elise.post(url, {"reason": ""})
    assert as_martine.get("/adherents/10042/").status_code == 200
    as_elise.post(url, {"reason": "Téléphone volé"})
    assert as_martine.get("/adherents/10042/").status_code == 302
    assert "Téléphone volé" in as_elise.get(f"{MEMBERS}10042/historique/").content.decode()
    as_elise.post(f"{MEMBERS}acces/{access_of(martine).pk}/deblocage/")
    martine.refresh_from_db()
    assert martine.is_active


def test_the_last_administrator_is_neither_demoted_nor_taken_away(as_elise: Client, martine: User) -> None:
    access = access_of(martine)
    demoted = as_elise.post(f"{MEMBERS}acces/{access.pk}/role/", {"role": Role.READER})
    assert "garde au moins un administrateur" in demoted.content.decode()
    taken = as_elise.post(f"{MEMBERS}acces/{access.pk}/retrait/")
    assert "garde au moins un administrateur" in taken.content.decode()


def test_a_firm_its_people_and_their_letter(as_elise: Client) -> None:
    as_elise.post(f"{MEMBERS}cabinets/nouveau/", {"name": "Cabinet Blanc", "siren": "732 829 320"})
    firm = Delegate.objects.get(name="Cabinet Blanc")
    as_elise.post(f"{MEMBERS}cabinets/{firm.pk}/utilisateurs/", {"first_name": "Luc", "last_name": "Blanc"})
    user = User.objects.get(last_name="Blanc")
    letter = as_elise.post(f"{MEMBERS}utilisateurs/{user.pk}/courrier/").content
    assert "Cabinet Blanc" in words_of(letter)
    as_elise.post(f"{MEMBERS}cabinets/{firm.pk}/utilisateurs/{user.pk}/depart/")
    assert not firm.users.filter(left_at=None).exists()


def test_a_mandate_on_paper_opens_at_once_and_both_are_told(
    as_elise: Client, firm: Delegate, ours: Member, claire: User, addressed: None
) -> None:
    facts = {"delegate": firm.pk, "scopes": ["factures"], "starts_on": "2026-01-01"}
    url = f"{MEMBERS}10042/mandats/nouveau/"
    assert "erreur" in as_elise.post(url, facts).content.decode()
    as_elise.post(url, facts | {"proof": SimpleUploadedFile("mandat.pdf", PDF)})
    mandate = Mandate.objects.get()
    assert mandate.is_live(date(2026, 6, 1))
    assert as_elise.get(f"{MEMBERS}mandats/{mandate.pk}/preuve/")["Content-Type"] == "application/pdf"
    told = Outbox.objects.filter(subject__contains="actif").values_list("recipient", flat=True)
    assert set(told) == {"claire@cabinet.example", "martine@aubert.example"}


def test_other_terms_change_what_the_firm_opens(as_elise: Client, as_claire: Client, mandate: Mandate) -> None:
    assert as_claire.get("/adherents/10042/mes-factures/").status_code == 200
    facts = {"scopes": ["effectifs"], "starts_on": "2026-01-01", "ends_on": "2027-12-31"}
    as_elise.post(f"{MEMBERS}mandats/{mandate.pk}/domaines/", facts)
    assert as_claire.get("/adherents/10042/mes-factures/").status_code == 403


def test_a_revoked_mandate_says_why_and_may_be_granted_again(
    as_elise: Client, as_claire: Client, mandate: Mandate, firm: Delegate
) -> None:
    as_elise.post(f"{MEMBERS}mandats/{mandate.pk}/revocation/", {"reason": "Fin de mission"})
    assert as_claire.get("/adherents/10042/").status_code == 404
    page = as_elise.get(f"{MEMBERS}mandats/{mandate.pk}/").content.decode()
    assert "Fin de mission" in page
    assert f"10042/mandats/nouveau/?cabinet={firm.pk}" in page
    facts = {"delegate": firm.pk, "scopes": ["factures"], "starts_on": "2026-01-01"}
    as_elise.post(f"{MEMBERS}10042/mandats/nouveau/", facts | {"proof": SimpleUploadedFile("m.pdf", PDF)})
    assert as_claire.get("/adherents/10042/").status_code == 200


def test_a_request_refused_by_the_service_is_told_to_the_member_alone(
    as_elise: Client, as_claire: Client, firm: Delegate, theirs: Member, karim: User
) -> None:
    factories.an_address(karim)
    asked = factories.a_mandate(firm, theirs, granted=False)
    url = f"{MEMBERS}mandats/{asked.pk}/"
    assert "Refuser…" in as_elise.get(url).content.decode()
    as_elise.post(f"{url}revocation/", {"reason": "Papier illisible"})
    assert "Papier illisible" in as_elise.get(url).content.decode()
    told = Outbox.objects.filter(event__name="mandate.refuse")
    assert [(mail.recipient, "refusé" in mail.subject) for mail in told] == [(karim.email, True)]


@pytest.mark.parametrize(
    ("state", "facts"),
    [("en-attente", {"granted": False}), ("actifs", {}), ("expires", {"ends_on": date(2026, 2, 1)})],
)
def test_mandates_are_found_by_their_state(
    state: str, facts: dict[str, Any], as_elise: Client, firm: Delegate, ours: Member
) -> None:
    factories.a_mandate(firm, ours, **facts)
    for asked in ("en-attente", "actifs", "expires", "revoques"):
        shown = "Charpentes Aubert" in as_elise.get(f"{MEMBERS}mandats/", {"etat": asked}).content.decode()
        assert shown == (asked == state), asked


@pytest.mark.parametrize("address", ["courriers/", "cabinets/", "mandats/", "10042/utilisateurs/"])
def test_sophie_and_armand_manage_no_access(address: str, as_sophie: Client, as_armand: Client, ours: Member) -> None:
    assert as_sophie.get(MEMBERS + address).status_code == 403
    assert as_armand.get(MEMBERS + address).status_code == 403
