"""Martine prepares the declaration, hands steps over, attests; a reader looks; Karim's declaration does not exist."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from egide.accounts.models import User
from egide.declarations.models import Declaration, DeclarationCampaign
from egide.employees.models import Employee
from egide.members.models import Delegate, Member
from egide.members.rights import Role, Scope
from egide.notifications.models import Outbox
from tests import factories
from tests.factories import a_tariff
from tests.papers import is_accessible, words_of

DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def campaign(ours: Member, employee: Employee) -> DeclarationCampaign:
    a_tariff("104.00", DAY)
    return factories.a_campaign(2026, counted_on=DAY)


@pytest.fixture
def declaration(campaign: DeclarationCampaign, ours: Member) -> Declaration:
    return ours.declarations.get()


@pytest.fixture
def page(declaration: Declaration) -> str:
    return f"/adherents/10042/declaration/{declaration.pk}/"


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def attest(client: Client, page: str, **said: str) -> Any:
    seen = re.search(r'name="seen" value="(\w+)"', client.get(f"{page}attestation/").content.decode())
    facts = {"name": "Martine Aubert", "capacity": "Gérante", "certifies": "on", "seen": seen[1] if seen else ""}
    return client.post(f"{page}attestation/", facts | said, follow=True)


def finish(client: Client, page: str) -> None:
    said = {"correspondent": "Martine Aubert", "correspondent_phone": "03 53 01 02 03"}
    client.post(f"{page}coordonnees/", said | {"version": "0"})
    for word in ("effectif", "expositions", "recapitulatif"):
        client.post(f"{page}{word}/", {"version": ""})


def test_it_is_prepared_from_mes_salaries(as_martine: Client, page: str) -> None:
    shown = text(as_martine.get(page))
    assert "1 salarié" in shown
    assert "124,80" in shown  # 104 € and its VAT
    assert "Estimation : la facture fait foi" in shown.replace("\xa0", " ")


def test_from_the_first_step_to_the_receipt(as_martine: Client, page: str, declaration: Declaration) -> None:
    finish(as_martine, page)
    shown = text(attest(as_martine, page))
    assert "La déclaration est attestée" in shown
    filing = declaration.filings.get()
    assert (filing.attested_by, filing.capacity, filing.filed_by) == ("Martine Aubert", "Gérante", User.objects.get())
    receipt = as_martine.get(f"{page}copies/{filing.pk}/recepisse/")
    assert receipt.headers["Content-Type"] == "application/pdf"
    assert is_accessible(receipt.content)
    told = words_of(receipt.content)
    assert "DA-2026-10042-1" in told
    assert "Martine Aubert, Gérante" in told
    assert "Girard" not in told, "counts, never names"
    assert receipt.content == as_martine.get(f"{page}copies/{filing.pk}/recepisse/").content, "the same paper"
    assert "Maçon" in text(as_martine.get(f"{page}copies/{filing.pk}/"))


def test_each_step_says_what_is_missing_and_where(as_martine: Client, page: str, ours: Member) -> None:
    factories.an_employee(ours, "Incomplet", pcs_code="")
    shown = text(as_martine.get(page))
    assert "1 fiche à compléter" in shown
    assert "1 salarié aux risques inconnus" in shown
    assert "qui appeler au sujet de la déclaration" in shown
    step = as_martine.get(f"{page}effectif/").content.decode()
    incomplete = ours.employees.get(last_name="Incomplet")
    assert f"/adherents/10042/mes-salaries/{incomplete.pk}/" in step


def test_a_draft_is_kept_for_whoever_comes_next(as_martine: Client, page: str, declaration: Declaration) -> None:
    as_martine.post(f"{page}coordonnees/", {"correspondent": "Nadège", "version": "0", "brouillon": "1"})
    declaration.refresh_from_db()
    assert (declaration.correspondent, declaration.get_state_display()) == ("Nadège", "En cours")
    assert not declaration.steps.exists()
    assert 'value="Nadège"' in as_martine.get(f"{page}coordonnees/").content.decode()


def test_a_step_is_not_ended_without_what_it_asks(as_martine: Client, page: str, declaration: Declaration) -> None:
    shown = as_martine.post(f"{page}coordonnees/", {"correspondent": "Nadège", "version": "0"})
    assert "Indiquez un téléphone ou une adresse" in text(shown)
    assert 'value="Nadège"' in shown.content.decode()
    assert not declaration.steps.exists()


def test_two_people_on_the_same_step_do_not_overwrite_each_other(as_martine: Client, page: str) -> None:
    as_martine.post(f"{page}coordonnees/", {"correspondent": "Nadège", "version": "0", "brouillon": "1"})
    shown = as_martine.post(f"{page}coordonnees/", {"correspondent": "Paul", "version": "0", "brouillon": "1"})
    assert shown.status_code == 409
    assert "Nadège" in shown.content.decode()


def test_a_step_is_handed_over_and_told_once(
    as_martine: Client, page: str, declaration: Declaration, ours: Member
) -> None:
    paul = factories.a_person("paul", first_name="Paul", last_name="Comptable", email="paul@aubert.example")
    factories.an_address(paul)
    factories.an_access(paul, ours, Role.BILLING)
    for _ in range(2):
        as_martine.post(f"{page}coordonnees/confier/", {"person": paul.pk})
    mail = Outbox.objects.get(recipient="paul@aubert.example")
    assert "Coordonnées" in mail.subject
    assert page in mail.text
    shown = text(as_martine.get(page))
    assert "Confiée à Paul Comptable" in shown
    assert declaration.steps.get().entrusted_by == User.objects.get(username="martine")


def test_the_attestation_is_handed_over_to_whoever_may_attest(as_martine: Client, page: str, ours: Member) -> None:
    paul = factories.a_person("paul", last_name="Comptable")
    factories.an_access(paul, ours, Role.BILLING)
    shown = as_martine.post(f"{page}attestation/confier/", {"person": paul.pk})
    assert shown.status_code == 200
    assert not ours.declarationsteps.exists()


def test_nobody_outside_is_offered_a_step(as_martine: Client, page: str, theirs: Member, karim: User) -> None:
    assert "Benali" not in as_martine.get(f"{page}effectif/confier/").content.decode()
    as_martine.post(f"{page}effectif/confier/", {"person": karim.pk})
    assert not theirs.events.filter(name="declarationstep.entrust").exists()


def test_another_member_s_declaration_does_not_exist(
    as_martine: Client, campaign: DeclarationCampaign, theirs: Member
) -> None:
    filing = factories.a_filing(theirs, campaign)
    foreign = f"/adherents/10042/declaration/{filing.declaration_id}/"
    for path in ("", "effectif/", "effectif/confier/", "attestation/", f"copies/{filing.pk}/", "copies/1/recepisse/"):
        assert as_martine.get(foreign + path).status_code == 404, path
        assert as_martine.post(foreign + path).status_code == 404, path
    own = Declaration.objects.get(member__number=10042)
    assert as_martine.get(f"/adherents/10042/declaration/{own.pk}/copies/{filing.pk}/").status_code == 404


@pytest.mark.parametrize(("role", "prepares"), [(Role.READER, 403), (Role.BILLING, 200)])
def test_who_may_not_attest_does_not(client: Client, ours: Member, page: str, role: Role, prepares: int) -> None:
    person = factories.a_person("autre")
    factories.an_access(person, ours, role)
    client.force_login(person)
    factories.a_declaration(ours, ready=True)
    assert client.get(page).status_code == 200
    assert client.get(f"{page}effectif/").status_code == prepares
    facts = {"name": "Autre", "capacity": "Moi", "certifies": "on", "seen": "x"}
    assert client.post(f"{page}attestation/", facts).status_code == 403
    assert not ours.filings.exists()


def test_an_accountant_attests_within_the_mandate_and_reads_no_name(
    client: Client, claire: User, firm: Delegate, ours: Member, page: str
) -> None:
    factories.a_mandate(firm, ours, Scope.DECLARATION)
    client.force_login(claire)
    assert "Girard" not in client.get(f"{page}effectif/").content.decode()
    finish(client, page)
    attest(client, page, name="Claire Fontaine", capacity="Expert-comptable mandaté")
    assert ours.filings.get().attested_by == "Claire Fontaine"
    assert "Girard" not in client.get(f"{page}copies/{ours.filings.get().pk}/").content.decode()


def test_what_changed_since_the_page_was_opened_is_read_again(as_martine: Client, page: str, ours: Member) -> None:
    finish(as_martine, page)
    shown = attest(as_martine, page, seen="0" * 16)
    assert "L’effectif a changé" in text(shown)
    assert "Gérante" in shown.content.decode(), "what was typed stays"
    assert not ours.filings.exists()
    attest(as_martine, page)
    assert ours.filings.count() == 1


def test_the_rest_of_the_portal_is_never_locked(as_martine: Client, page: str) -> None:
    finish(as_martine, page)
    for path in ("", "mes-salaries/", "mes-factures/", "mes-rendez-vous/", "mon-entreprise/"):
        assert as_martine.get(f"/adherents/10042/{path}").status_code == 200


def test_the_home_page_says_it_quietly(as_martine: Client, page: str, campaign: DeclarationCampaign) -> None:
    home = as_martine.get("/adherents/10042/")
    assert page in home.content.decode()
    assert "Il reste : coordonnées, effectif, expositions, récapitulatif" in text(home).replace("\xa0", " ")
    finish(as_martine, page)
    attest(as_martine, page)
    assert "Attestée" in text(as_martine.get("/adherents/10042/"))
    campaign.close(by=None)
    assert page not in as_martine.get("/adherents/10042/").content.decode()
    company = as_martine.get("/adherents/10042/mon-entreprise/").content.decode()
    assert "/adherents/10042/declaration/" in company, "receipts are found all year"


def test_a_closed_campaign_says_whom_to_call(as_martine: Client, page: str, campaign: DeclarationCampaign) -> None:
    campaign.close(by=None)
    assert "La campagne est close" in text(as_martine.get(page))
    assert as_martine.get(f"{page}effectif/").status_code == 302
    assert as_martine.get("/adherents/10042/declaration/").status_code == 200


def test_a_campaign_in_preparation_does_not_exist_yet(as_martine: Client, ours: Member) -> None:
    campaign = factories.a_campaign(2027, opened=False)
    campaign.declarations.enlist(campaign)
    early = ours.declarations.get(campaign=campaign)
    assert as_martine.get(f"/adherents/10042/declaration/{early.pk}/").status_code == 404
    assert "2027" not in text(as_martine.get("/adherents/10042/declaration/"))


def test_an_accountant_sees_which_clients_are_left_to_declare(
    client: Client, claire: User, firm: Delegate, ours: Member, theirs: Member, campaign: DeclarationCampaign
) -> None:
    factories.a_mandate(firm, ours)
    factories.a_mandate(firm, theirs, Scope.INVOICES)
    client.force_login(claire)
    shown = text(client.get("/mandats/?afaire=a-declarer"))
    assert "déclaration à attester" in shown
    assert "Charpentes" in shown
    assert "CANARI" not in shown, "her mandate there does not say it"
    factories.a_filing(ours, campaign)
    assert "Charpentes" not in text(client.get("/mandats/?afaire=a-declarer"))
