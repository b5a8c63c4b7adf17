"""« MES SALARIES »"""

from datetime import date

import pytest
from django.test import Client

from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories

LIST = "/adherents/10042/mes-salaries/"
NEW = {
    "last_name": "Marty", "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI",
    "hired_on": "2026-11-02", "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip


def test_white_is_complete(as_martine: Client, employee: Employee) -> None:
    """« Blanche : Les renseignements sont complets »"""
    page = as_martine.get(LIST).content.decode()
    assert "Complet</span>" in page
    assert '<tr role="row" data-tone' not in page


def test_green_is_added(as_martine: Client, ours: Member) -> None:
    """« Vert : Salarié ajouté »"""
    factories.an_employee(ours)
    page = as_martine.get(LIST).content.decode()
    assert '<tr role="row" data-tone="ok"' in page
    assert "Ajouté</span>" in page


def test_red_is_gone(as_martine: Client, employee: Employee) -> None:
    """« Rouge : Salarié sorti de l'effectif »"""
    employee.leave(by=None, on=date.today(), reason="resignation")
    page = as_martine.get(LIST).content.decode()
    assert '<tr role="row" data-tone="danger"' in page
    assert "Sorti</span>" in page


def test_the_name_opens_the_sheet(as_martine: Client, employee: Employee) -> None:
    """« Cliquez sur le nom du salarié pour le modifier ou mettre à jour ses informations »"""
    assert f'<a href="{LIST}{employee.pk}/">Girard Paul</a>' in as_martine.get(LIST).content.decode()
    form = {**NEW, "version": employee.version, "post": "Couvreur", "pcs_code": "couvreur zingueur"}
    as_martine.post(f"{LIST}{employee.pk}/modification/", form)
    employee.refresh_from_db()
    assert (employee.post, employee.pcs_code) == ("Couvreur", "632E")


def test_the_category_follows_the_determinants(as_martine: Client, employee: Employee) -> None:
    """« En complétant les Déterminants Suivi Individuel la catégorie déclarée s'adaptera à votre sélection. »"""
    preview = as_martine.post(f"{LIST}categorie/", {"codes": ["amiante"]}).content.decode()
    assert 'data-cat="SIR"' in preview
    assert "R.4624-23 I 1°" in preview
    form = {**NEW, "version": employee.version, "codes": ["amiante"]}
    as_martine.post(f"{LIST}{employee.pk}/modification/", form)
    employee.refresh_from_db()
    assert employee.category == "SIR"


def test_martine_adds_and_ends(as_martine: Client, ours: Member) -> None:
    """« Pour ajouter ou supprimer un salarié cliquez sur »"""
    as_martine.post(f"{LIST}ajout/", NEW)
    added = ours.employees.get(last_name="Marty")
    as_martine.post(f"{LIST}{added.pk}/sortie/", {"version": added.version, "on": "2026-11-20", "reason": "trial"})
    added.refresh_from_db()
    assert added.left_on == date(2026, 11, 20)


def test_a_hire_thinks_of_the_appointment(as_martine: Client, ours: Member) -> None:
    """« Si vous ajoutez une embauche, penser à demander un rendez vous dans la rubrique correspondante. »"""
    page = as_martine.post(f"{LIST}ajout/", NEW, follow=True).content.decode()
    assert "Pensez à demander son rendez-vous" in page
    assert "Demander un rendez-vous" in page
    assert "02/02/2027" in page  # three months after the hire (R.4624-10)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hired_on": "1980-01-01"}, "doit suivre la date de naissance"),
        ({"nir": "190057512345699"}, "sa clé est fausse"),
        ({"pcs_code": "zzz"}, "Aucun code pour"),
        ({"last_name": "N" * 10_000}, "100"),
        ({"birth_date": "31/02/1990"}, "Écrivez la date ainsi"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_lost(
    change: dict[str, str], sentence: str, as_martine: Client, ours: Member
) -> None:
    page = as_martine.post(f"{LIST}ajout/", NEW | change).content.decode()
    assert sentence in page
    assert 'value="Maçonne"' in page
    assert not ours.employees.exists()
