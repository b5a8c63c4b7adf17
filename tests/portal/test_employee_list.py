"""The list: what each row says, what each filter leaves, what leaves in an export, and who may not know what."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from egide.accounts.models import User
from egide.employees.models import Employee
from egide.followup.models import FollowUp
from egide.members.models import Member
from egide.members.rights import Role, Scope
from tests import factories
from tests.portal.people import EMPLOYEES


def shown(client: Client, query: str = "") -> str:
    return client.get(f"{EMPLOYEES}?{query}").content.decode()


def test_a_green_row_says_what_it_lacks_too(as_martine: Client, ours: Member) -> None:
    factories.an_employee(ours, "Neuf", pcs_code="")
    assert "à compléter : code PCS, déterminants" in shown(as_martine)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", {"Ancien", "Neuf", "Exposé", "Retard", "Parti"}),
        ("etat=ajoute", {"Neuf"}),
        ("etat=a-completer", {"Neuf"}),
        ("etat=complet", {"Ancien", "Exposé", "Retard"}),
        ("etat=sorti", {"Parti", "Oublié"}),
        ("categorie=SIR", {"Exposé"}),
        ("pcs=632E", {"Exposé"}),
        ("echeance=en-retard", {"Retard"}),
        ("etat=complet&categorie=SI&echeance=en-retard", {"Retard"}),
    ],
)
def test_each_filter_leaves_its_own(query: str, left: set[str], as_martine: Client, ours: Member) -> None:
    since = [timezone.localdate() - timedelta(days=days) for days in (30, 200, 800)]
    factories.a_complete_employee(ours, "Ancien", hired_on=since[0], post_since=since[0])
    factories.an_employee(ours, "Neuf", hired_on=since[0], post_since=since[0])
    start = timezone.localdate() + timedelta(days=30)
    factories.a_complete_employee(ours, "Exposé", codes=("amiante",), pcs_code="632E", hired_on=start, post_since=start)
    factories.a_complete_employee(ours, "Retard", hired_on=since[1], post_since=since[1])
    for name, day in (("Parti", timezone.localdate()), ("Oublié", since[2])):
        leaver = factories.a_complete_employee(ours, name, hired_on=date(2020, 1, 6), post_since=date(2020, 1, 6))
        leaver.leave(by=None, on=day, reason="other")
    rows = shown(as_martine, query).split("<tbody")[1]
    assert {name for name in ("Ancien", "Neuf", "Exposé", "Retard", "Parti", "Oublié") if name in rows} == left


@pytest.mark.parametrize("words", ["ete nunez", "d'ete", "D’ÉTÉ", "nunez ete", "zoe"])
def test_a_name_is_found_however_it_is_typed(words: str, as_martine: Client, ours: Member) -> None:
    factories.an_employee(ours, "D’Été-Ñuñez", first_name="Zoé")
    assert "D’Été-Ñuñez" in shown(as_martine, f"q={words}")


def test_the_export_says_everything_but_the_number(as_martine: Client, ours: Member) -> None:
    factories.a_complete_employee(ours, "Girard", codes=("amiante",), nir="188045112345673", usage_name="Martin")
    content = as_martine.get(f"{EMPLOYEES}export/xlsx/").getvalue()
    head, row = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[:2]
    facts = dict(zip(head, row, strict=True))
    assert facts["Nom de naissance"] == "Girard"
    assert facts["Nom d’usage"] == "Martin"
    assert (facts["Catégorie déclarée"], facts["Motif de la catégorie"]) == ("SIR", "Amiante")
    assert {"Contrat", "Entrée", "Sortie", "Établissement", "Dernière visite", "État"} <= set(head)
    assert "188045112345673" not in str(facts)


def test_a_reader_reads_and_takes_no_list_away(ours: Member, employee: Employee) -> None:
    reader = factories.a_person("lise")
    factories.an_access(reader, ours, Role.READER)
    client = Client()
    client.force_login(reader)
    page = shown(client)
    assert "Girard Paul" in page
    assert "export/" not in page
    assert "Ajouter un salarié" not in page
    assert client.get(f"{EMPLOYEES}export/csv/").status_code == 403


def test_a_firm_without_the_scope_learns_no_category(claire: User, ours: Member) -> None:
    for name, codes in (("Aaa", ("amiante",)), ("Bbb", ())):
        factories.a_complete_employee(ours, name, codes=codes)
    factories.a_mandate(factories.a_delegate("Fontaine", claire), ours, Scope.EMPLOYEES)
    client = Client()
    client.force_login(claire)
    for query in ("", "categorie=SI", "tri=-categorie"):
        page = shown(client, query)
        assert "data-cat" not in page
        assert "Catégorie" not in page
        assert page.index("Aaa Paul") < page.index("Bbb Paul")
    csv = client.get(f"{EMPLOYEES}export/csv/").getvalue().decode("utf-8-sig")
    assert "SIR" not in csv
    assert "Amiante" not in csv


STANDINGS = {"en-retard": (-4, "en retard"), "60-jours": (30, "à planifier"), "a-jour": (400, "à jour")}


@pytest.mark.parametrize("chosen", STANDINGS)
def test_a_line_says_how_its_next_visit_stands_and_its_filter_alone_finds_it(
    as_martine: Client, employee: Employee, chosen: str
) -> None:
    days, word = STANDINGS[chosen]
    day = timezone.localdate() + timedelta(days=days)
    FollowUp.objects.filter(employee=employee).update(shown_due_on=day)
    assert word in shown(as_martine).partition('id="lignes"')[2]
    found = [asked for asked in STANDINGS if f"mes-salaries/{employee.pk}/" in shown(as_martine, f"echeance={asked}")]
    assert found == [chosen]
