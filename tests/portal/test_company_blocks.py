"""Mon entreprise: each role edits its own blocks, what is greyed is asked for, and history says who and when."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.members.models import Address, ChangeRequest, Contact, Member
from egide.members.rights import Role
from egide.notifications.models import Outbox
from tests import factories

COMPANY = "/adherents/10042/mon-entreprise/"
BILLING = {"recipient": "", "line1": "BP 12", "line2": "", "postcode": "51100", "city": "Reims", "email": ""}
PERSON = {"name": "Léa Aubert", "phone": "+33 6.39.98.00.11", "email": ""}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def as_role(ours: Member, role: Role) -> Client:
    user: User = factories.a_person(f"u-{role}")
    factories.an_access(user, ours, role)
    client = Client()
    client.force_login(user)
    return client


def test_martine_fills_the_contact_of_a_function(as_martine: Client, ours: Member) -> None:
    as_martine.post(f"{COMPANY}contacts/securite/", PERSON)
    contact = ours.contacts.get(function=Contact.Function.SAFETY)
    assert (contact.name, contact.phone) == ("Léa Aubert", "06 39 98 00 11")
    page = as_martine.get(COMPANY).content.decode()
    assert 'href="tel:0639980011"' in page


def test_a_telephone_that_is_none_is_told_and_kept(as_martine: Client, ours: Member) -> None:
    page = as_martine.post(f"{COMPANY}contacts/securite/", PERSON | {"phone": "abc"}).content.decode()
    assert 'value="abc"' in page
    assert 'value="Léa Aubert"' in page
    assert not ours.contacts.exists()


@pytest.mark.parametrize(
    ("role", "open_blocks"),
    [
        (Role.ADMINISTRATOR, {"coordonnees", "siege", "billing-address", "securite", "billing-contact"}),
        (Role.HUMAN_RESOURCES, {"securite", "billing-contact"}),
        (Role.BILLING, {"billing-address", "billing-contact"}),
        (Role.READER, set()),
    ],
)
def test_each_role_edits_its_own_blocks(role: Role, open_blocks: set[str], ours: Member) -> None:
    client = as_role(ours, role)
    blocks = {
        "coordonnees": ("coordonnees/", {"phone": "03 53 01 42 00", "email": "", "website": ""}),
        "siege": ("adresses/siege/", BILLING),
        "billing-address": ("adresses/facturation/", BILLING),
        "securite": ("contacts/securite/", PERSON),
        "billing-contact": ("contacts/facturation/", PERSON),
    }
    page = client.get(COMPANY).content.decode()
    for name, (path, form) in blocks.items():
        expected = {302} if name in open_blocks else {403, 404}
        assert client.post(f"{COMPANY}{path}", form).status_code in expected, name
        assert (f'href="{COMPANY}{path}"' in page) == (name in open_blocks), name


def test_a_firm_reads_the_company_and_changes_nothing(as_claire: Client) -> None:
    page = as_claire.get(COMPANY).content.decode()
    assert "Charpentes Aubert" in page
    assert "#i-pencil" not in page
    assert "Utilisateurs" not in page
    assert as_claire.post(f"{COMPANY}contacts/securite/", PERSON).status_code == 403


def test_an_address_left_out_is_the_head_office(as_martine: Client, ours: Member) -> None:
    assert "Celle du siège" in as_martine.get(COMPANY).content.decode()
    as_martine.post(f"{COMPANY}adresses/convocations/", BILLING)
    assert ours.addresses.get(kind=Address.Kind.NOTICES).line1 == "BP 12"


def test_two_people_on_one_block_are_told(as_martine: Client, ours: Member, karim: User) -> None:
    ours.change_details(by=karim, phone="03 53 01 42 00", email="", website="")
    form = {"version": ours.version - 1, "phone": "03 53 01 42 99", "email": "", "website": ""}
    answer = as_martine.post(f"{COMPANY}coordonnees/", form)
    assert answer.status_code == 409
    assert "Karim Benali" in answer.content.decode()
    ours.refresh_from_db()
    assert ours.phone == "03 53 01 42 00"


def test_martine_names_an_establishment_and_never_its_siret(as_martine: Client, ours: Member) -> None:
    place = ours.establishments.get()
    siret = place.siret
    as_martine.post(f"{COMPANY}etablissements/{place.pk}/", {"version": place.version, "name": "Atelier", "siret": "1"})
    place.refresh_from_db()
    assert (place.name, place.siret) == ("Atelier", siret)


def ask(client: Client, **facts: object) -> str:
    form = {"field": "name", "new_value": "Aubert et filles", "explanation": ""} | facts
    return client.post(f"{COMPANY}demandes/ajout/", form, follow=True).content.decode()


def test_what_is_greyed_is_asked_for_with_a_proof_and_answered(as_martine: Client, ours: Member, sophie: User) -> None:
    ask(as_martine, proof=SimpleUploadedFile("kbis.pdf", PDF))
    change = ours.changerequests.get()
    assert (change.old_value, change.proof_name) == ("Charpentes Aubert", "kbis.pdf")
    change.ask_precision(by=sophie, answer="Joignez un extrait de moins de trois mois.")
    page = as_martine.get(COMPANY).content.decode()
    assert "Le service : Joignez un extrait de moins de trois mois." in page
    as_martine.post(f"{COMPANY}demandes/{change.pk}/precision/", {"precision": "Le voici."})
    change.refresh_from_db()
    change.refuse(by=sophie, answer="L’Insee dit autre chose.")
    assert "L’Insee dit autre chose." in as_martine.get(f"{COMPANY}demandes/").content.decode()
    ours.refresh_from_db()
    assert ours.name == "Charpentes Aubert"


def test_an_accepted_request_changes_the_company(as_martine: Client, ours: Member, sophie: User) -> None:
    ask(as_martine, field="naf", new_value="4391a")
    ours.changerequests.get().accept(by=sophie)
    ours.refresh_from_db()
    assert ours.naf == "43.91A"


def test_martine_asks_for_another_address_of_e_invoices(as_martine: Client, ours: Member, sophie: User) -> None:
    assert f'id="f-facturation" value="{ours.siren}"' in as_martine.get(COMPANY).content.decode()
    ask(as_martine, field="electronic_address", new_value=f"{ours.siren}_COMPTA")
    ours.changerequests.get().accept(by=sophie)
    ours.refresh_from_db()
    assert ours.electronic_address == f"{ours.siren}_COMPTA"
    assert f'value="{ours.siren}_COMPTA"' in as_martine.get(COMPANY).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("siren", "123456789", "n’existe pas"), ("naf", "99.99X", "n’existe pas"), ("joined_on", "hier", "date"),
     ("electronic_address", "552100554 COMPTA", "sans espace"), ("electronic_address", "732829320", "votre SIREN")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_at_once(
    field: str, value: str, sentence: str, as_martine: Client, ours: Member
) -> None:
    page = ask(as_martine, field=field, new_value=value)
    assert sentence in page
    assert f'value="{value}"' in page
    assert not ours.changerequests.exists()


def test_an_element_is_asked_for_once_at_a_time(as_martine: Client, ours: Member) -> None:
    ask(as_martine)
    page = ask(as_martine, new_value="Autre nom")
    assert "Une demande est déjà en cours pour cet élément" in page
    assert 'value="Autre nom"' in page
    ours.changerequests.get().withdraw(by=None)
    ask(as_martine, new_value="Autre nom")
    assert ours.changerequests.count() == 2
    for number in (1, 2):
        ask(as_martine, field="establishment", new_value=f"Nouvel atelier {number}")
    assert ours.changerequests.count() == 4


def test_the_database_refuses_a_second_open_request(ours: Member) -> None:
    ChangeRequest(member=ours, field="name", new_value="A").send(by=None)
    with pytest.raises(Refused, match="déjà en cours"):
        ChangeRequest(member=ours, field="name", new_value="B").send(by=None)


def test_history_says_who_changed_what_block_by_block(as_martine: Client, ours: Member) -> None:
    as_martine.post(f"{COMPANY}contacts/securite/", PERSON)
    contact = ours.contacts.get()
    as_martine.post(f"{COMPANY}contacts/securite/", PERSON | {"version": contact.version, "name": "Noé Aubert"})
    as_martine.post(f"{COMPANY}adresses/facturation/", BILLING)
    page = as_martine.get(f"{COMPANY}historique/?bloc=contacts").content.decode()
    assert "Nom : Léa Aubert → Noé Aubert" in page
    assert "Martine Aubert" in page
    assert "Adresse modifiée" not in page
    assert "Adresse modifiée" in as_martine.get(f"{COMPANY}historique/").content.decode()
    assert not mail.outbox
    assert not Outbox.objects.filter(event__name="contact.change").exists()
