"""The service opens a campaign, follows it, reminds, corrects: counts that lead to lists, reasons that members read."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.declarations.models import DeclarationCampaign
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories
from tests.factories import a_tariff

DAY = date(2026, 1, 1)
HERE = "/service/adherents/declarations/"


@pytest.fixture
def campaign(ours: Member, theirs: Member, employee: Employee) -> DeclarationCampaign:
    a_tariff("104.00", DAY)
    return factories.a_campaign(2026, counted_on=DAY)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows(client: Client, campaign: DeclarationCampaign, state: str) -> str:
    return text(client.get(f"{HERE}{campaign.pk}/", {"etat": state}, headers={"HX-Request": "true"}))


def test_a_campaign_is_described_opened_and_closed(as_elise: Client, ours: Member) -> None:
    today = timezone.localdate()
    said = {"year": today.year, "counted_on": today, "opens_on": today, "closes_on": today + timedelta(days=40)}
    shown = as_elise.post(f"{HERE}nouvelle/", said, follow=True)
    assert "est prête" in text(shown)
    campaign = DeclarationCampaign.objects.get()
    assert not ours.declarations.exists()
    for act, state in (("ouvrir", "open"), ("clore", "closed"), ("rouvrir", "open")):
        as_elise.post(f"{HERE}{campaign.pk}/etat/", {"acte": act})
        campaign.refresh_from_db()
        assert campaign.state == state
    assert ours.declarations.get().get_state_display() == "À commencer"


def test_days_out_of_order_are_refused_and_what_was_typed_stays(as_elise: Client) -> None:
    today = timezone.localdate()
    said = {"year": today.year, "counted_on": today + timedelta(days=5), "opens_on": today, "text": "Merci."}
    shown = as_elise.post(f"{HERE}nouvelle/", said | {"closes_on": today + timedelta(days=40)})
    assert "au plus tard celui de l’ouverture" in text(shown)
    assert "Merci." in shown.content.decode()


def test_who_has_declared_and_who_has_not(
    as_armand: Client, campaign: DeclarationCampaign, ours: Member, theirs: Member
) -> None:
    factories.a_filing(ours, campaign)
    assert "Charpentes" in rows(as_armand, campaign, "attestees")
    assert "CANARI" not in rows(as_armand, campaign, "attestees")
    assert "CANARI" in rows(as_armand, campaign, "a-commencer")
    campaign.describe(by=None, closes_on=timezone.localdate() - timedelta(days=1))
    assert "CANARI" in rows(as_armand, campaign, "en-retard")
    assert "Charpentes" not in rows(as_armand, campaign, "en-retard")
    assert "1 déclaration attestée sur 2, 0 autre commencée." in text(as_armand.get(f"{HERE}{campaign.pk}/"))


def test_the_list_leaves_as_a_file(as_armand: Client, campaign: DeclarationCampaign, ours: Member) -> None:
    factories.a_filing(ours, campaign)
    file = as_armand.get(f"{HERE}{campaign.pk}/export/csv/").content.decode("utf-8-sig")
    line = next(line for line in file.splitlines() if line.startswith("10042"))
    assert ";DA-2026-10042-1;1;1;0;0;1;" in line
    assert "Girard" not in file
    assert as_armand.get(f"{HERE}{campaign.pk}/export/xlsx/").status_code == 200


def test_the_service_sees_how_many_it_would_remind_then_reminds(
    as_elise: Client, campaign: DeclarationCampaign, ours: Member, theirs: Member, martine: User
) -> None:
    factories.an_address(martine)
    factories.a_filing(theirs, campaign)
    assert "Relancer 1 adhérent" in text(as_elise.get(f"{HERE}{campaign.pk}/relance/"))
    as_elise.post(f"{HERE}{campaign.pk}/relance/")
    campaign.refresh_from_db()
    assert campaign.reminded_by_hand_on == timezone.localdate()


def test_a_declaration_comes_back_with_a_reason_that_martine_reads(
    as_elise: Client, campaign: DeclarationCampaign, ours: Member, martine: User, as_martine: Client
) -> None:
    factories.an_address(martine)
    declaration = factories.a_filing(ours, campaign).declaration
    page = f"{HERE}dossiers/{declaration.pk}/"
    as_elise.post(f"{page}reouverture/", {"reason": "Deux salariés manquent.", "version": declaration.version})
    mail = Outbox.objects.get(recipient="martine@aubert.example", subject__startswith="Déclaration à corriger")
    assert "Deux salariés manquent." in mail.text
    shown = text(as_martine.get(f"/adherents/10042/declaration/{declaration.pk}/"))
    assert "Deux salariés manquent." in shown
    factories.an_employee(ours, "Ajouté")
    declaration.refresh_from_db()
    as_elise.post(f"{page}correction/", {"reason": "Ajouté avec vous.", "version": declaration.version})
    assert [filing.workers for filing in declaration.filings.all()] == [2, 1]


def test_more_time_is_given_to_one_member(as_elise: Client, campaign: DeclarationCampaign, ours: Member) -> None:
    declaration = ours.declarations.get()
    until = campaign.closes_on + timedelta(days=10)
    said = {"until": until, "reason": "Comptable absente", "version": declaration.version}
    as_elise.post(f"{HERE}dossiers/{declaration.pk}/prolongation/", said)
    declaration.refresh_from_db()
    assert declaration.latest_day == until


def test_what_differs_from_the_year_before_and_from_the_call(
    as_elise: Client, as_armand: Client, campaign: DeclarationCampaign, ours: Member
) -> None:
    factories.a_filing(ours, factories.a_campaign(2025, counted_on=DAY))
    factories.a_dues_call(ours, year=2027)  # another year says nothing of this one
    call = factories.a_campaign(2027, counted_on=DAY)
    factories.an_employee(ours, "Nouveau")
    filing = factories.a_filing(ours, call)
    page = f"{HERE}dossiers/{filing.declaration_id}/"
    shown = text(as_elise.get(page))
    assert "Salariés 1 → 2 (+1)" in shown
    assert "Déclarés, pas appelés 1 : Nouveau Paul" in shown
    assert "Nouveau Paul" not in text(as_armand.get(page)), "accounting reads no name"


def test_an_assistant_follows_and_decides_nothing(as_sophie: Client, campaign: DeclarationCampaign) -> None:
    assert as_sophie.get(f"{HERE}{campaign.pk}/").status_code == 200
    assert as_sophie.post(f"{HERE}{campaign.pk}/etat/", {"acte": "clore"}).status_code == 403
