"""The determinants on the sheet: explained one by one, suggested by the trade, ticked by Martine alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.employees.models import Employee
from egide.followup.models import FollowUp
from egide.members.models import Member
from egide.regulation import Parameters, offered_to_employer
from egide.regulation.determinants import TABLE
from egide.regulation.rows import Who
from egide.regulation.terms import Group
from tests import factories
from tests.papers import SPACES
from tests.portal.people import EMPLOYEES

pytestmark = pytest.mark.django_db
ITEM = re.compile(r'<div class="det__item".*?</details>\s*</div>', re.DOTALL)


def boxes(page: str) -> dict[str, str]:
    """The markup of each determinant, by its code."""
    return {re.findall(r'name="codes" value="(\w+)"', item)[0]: item for item in ITEM.findall(page)}


def sheet(client: Client, employee: Employee) -> str:
    return client.get(f"{EMPLOYEES}{employee.pk}/").content.decode()


def test_each_has_its_definition_its_examples_and_its_article(as_martine: Client, employee: Employee) -> None:
    groups = offered_to_employer(timezone.localdate(), Parameters())
    assert list(groups) == [*Group]
    shown = boxes(sheet(as_martine, employee))
    rows = [row for rows in groups.values() for row in rows]
    assert shown.keys() == {row.code for row in rows}
    for row in rows:
        words = shown[row.code].translate(SPACES)
        assert row.definition, row.code
        assert row.examples, row.code
        for told in (row.label, row.definition, row.examples[1:], f"Code du travail, {row.article}"):
            assert told.translate(SPACES) in words, row.code


def test_no_hint_of_the_sheet_lets_a_line_begin_with_a_colon(as_martine: Client, employee: Employee) -> None:
    for page in (sheet(as_martine, employee), as_martine.get(f"{EMPLOYEES}ajout/").content.decode()):
        hints = re.findall(r'class="hint"[^>]*>([^<]*)<', page)
        assert len(hints) > 40
        assert [hint for hint in hints if re.search(r" [:;?!»]|« ", hint)] == []


def test_a_trade_suggests_and_ticks_nothing(as_martine: Client, ours: Member) -> None:
    mason = factories.an_employee(ours, "Pierre", post="Maçon", pcs_code="632A")
    shown = boxes(sheet(as_martine, mason))
    silica = shown["silice_cristalline"]
    assert re.search(r'data-often="silice_cristalline">\s*– souvent déclaré', silica)
    assert 'data-often="amiante" hidden' in shown["amiante"]
    assert not [code for code, item in shown.items() if " checked" in item]
    assert mason.category == "SI"


def test_health_data_is_offered_only_where_the_service_opens_it(as_martine: Client, employee: Employee) -> None:
    health = {row.code for row in TABLE if row.who == Who.HEALTH}
    retained = {row.code for row in TABLE if row.who == Who.SERVICE}
    assert not boxes(sheet(as_martine, employee)).keys() & (health | retained)
    Service.objects.update(health_determinants_offered=True)
    shown = boxes(sheet(as_martine, employee)).keys()
    assert health <= shown
    assert not shown & retained


def test_the_export_explains_the_category_and_what_is_due(as_martine: Client, ours: Member) -> None:
    factories.a_complete_employee(ours, "Pierre", codes=("silice_cristalline", "amiante"))
    lines = as_martine.get(f"{EMPLOYEES}export/csv/").content.decode("utf-8-sig").splitlines()
    header, row = lines[0].split(";"), lines[1]
    for column in (
        "Catégorie déclarée",
        "Motif de la catégorie",
        "Article",
        "Prochaine visite",
        "Au plus tard le",
        "Suivi",
    ):
        assert column in header
    for words in ("SIR", "Poussière de silice cristalline", "Amiante", "R.4624-23 I 1°", "Examen médical", "En retard"):
        assert words in row


def test_what_a_night_has_changed_is_found_again(as_martine: Client, ours: Member) -> None:
    """The link of the mail: mes-salaries/?echeance=changee."""
    today = timezone.localdate()
    for name, days in (("Hier", 1), ("Ancien", 31), ("Parti", 1)):
        employee = factories.a_complete_employee(ours, name)
        if name == "Parti":
            employee.leave(by=None, on=today, reason="resignation")
        FollowUp.objects.filter(employee=employee).update(reassessed_on=today - timedelta(days=days))
    factories.a_complete_employee(ours, "Jamais")
    page = as_martine.get(f"{EMPLOYEES}?echeance=changee").content.decode()
    assert re.findall(r'scope="row"[^>]*><a [^>]*>(\w+)', page) == ["Hier"]
