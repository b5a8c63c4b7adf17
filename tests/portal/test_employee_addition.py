"""« Ajouter »: the visit is offered at once; somebody known is proposed, never merged in silence."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories
from tests.portal.people import EMPLOYEES, NEW

ADD = f"{EMPLOYEES}ajout/"
PAUL = NEW | {"last_name": "GIRARD", "first_name": "Paul", "birth_date": "1988-04-12"}


@pytest.fixture
def leaver(employee: Employee) -> Employee:
    employee.leave(by=None, on=date(2026, 6, 30), reason="resignation")
    return employee


def text(client: Client, url: str, data: dict[str, Any]) -> str:
    return client.post(url, data, follow=True).content.decode()


def test_the_visit_is_offered_at_once_with_its_deadline(as_martine: Client, ours: Member) -> None:
    page = text(as_martine, ADD, NEW)
    added = ours.employees.get(last_name="Marty")
    assert "Visite d’information et de prévention initiale" in page
    assert "<strong>02/02/2027</strong>" in page  # three months (R.4624-10)
    assert f'btn--primary" href="/adherents/10042/mes-rendez-vous/demande/?sel={added.pk}"' in page


def test_the_risks_declared_with_the_hire_bring_the_deadline_forward(as_martine: Client, ours: Member) -> None:
    page = text(as_martine, ADD, NEW | {"codes": ["silice_cristalline"]})
    assert ours.employees.get(last_name="Marty").category == "SIR"
    assert "Avant l’affectation au poste" in page
    assert "<strong>02/11/2026</strong>" in page  # before the assignment (R.4624-24)


def test_a_hire_whose_visit_is_asked_for_is_not_asked_twice(as_martine: Client, ours: Member) -> None:
    text(as_martine, ADD, NEW)
    added = ours.employees.get(last_name="Marty")
    factories.a_request(added)
    page = as_martine.get(f"{EMPLOYEES}{added.pk}/ajout/").content.decode()
    assert "La demande est déjà envoyée" in page
    assert "btn--primary" not in page.split("<main")[1]


def test_paul_typed_twice_is_proposed_and_not_added(as_martine: Client, ours: Member, employee: Employee) -> None:
    page = text(as_martine, ADD, PAUL)
    assert "Vous connaissez peut-être déjà cette personne" in page
    assert f'href="{EMPLOYEES}{employee.pk}/"' in page
    assert "Reprendre sa fiche" not in page
    assert ours.employees.count() == 1
    assert 'value="Maçonne"' in page


def test_a_homonym_is_added_when_martine_says_so(as_martine: Client, ours: Member, employee: Employee) -> None:
    text(as_martine, ADD, PAUL | {"another_person": "1"})
    assert ours.employees.count() == 2


def test_paul_who_comes_back_takes_up_his_sheet(as_martine: Client, ours: Member, leaver: Employee) -> None:
    page = text(as_martine, ADD, PAUL)
    assert f'name="reprendre" value="{leaver.pk}"' in page
    text(as_martine, ADD, PAUL | {"reprendre": leaver.pk})
    leaver.refresh_from_db()
    assert (ours.employees.count(), leaver.left_on, leaver.hired_on) == (1, None, date(2026, 11, 2))
    sheet = as_martine.get(f"{EMPLOYEES}{leaver.pk}/").content.decode()
    assert "Contrats terminés" in sheet
    assert "CDI du 01/09/2020 au 30/06/2026" in sheet


def test_the_sheet_of_a_leaver_opens_a_new_contract_already_filled(as_martine: Client, leaver: Employee) -> None:
    page = as_martine.get(f"{ADD}?reprendre={leaver.pk}").content.decode()
    assert "Embaucher Paul Girard de nouveau" in page
    assert 'value="Girard"' in page
    assert 'name="hired_on" value=' not in page


def test_a_new_contract_before_the_end_of_the_former_one_keeps_what_was_typed(
    as_martine: Client, leaver: Employee
) -> None:
    page = text(as_martine, ADD, PAUL | {"reprendre": leaver.pk, "hired_on": "2026-06-01"})
    assert "La nouvelle entrée doit suivre la sortie du 30/06/2026." in page
    assert 'value="Maçonne"' in page


def test_martine_takes_up_no_sheet_of_karims(as_martine: Client, their_employee: Employee) -> None:
    their_employee.leave(by=None, on=date(2026, 6, 30), reason="other")
    assert as_martine.get(f"{ADD}?reprendre={their_employee.pk}").status_code == 404
    assert as_martine.post(ADD, PAUL | {"reprendre": their_employee.pk}).status_code == 404
    assert as_martine.get(f"{ADD}?reprendre=x").status_code == 404


def test_karims_employee_of_the_same_name_is_never_proposed(as_martine: Client, theirs: Member, ours: Member) -> None:
    factories.an_employee(theirs, "Girard", nir="188045112345673")
    page = text(as_martine, ADD, PAUL | {"nir": "1 88 04 51 123 456 73"})
    assert "Vous connaissez peut-être" not in page
    assert ours.employees.get().past_contracts.count() == 0


def test_the_same_form_sent_twice_adds_one_person(as_martine: Client, ours: Member) -> None:
    form = NEW | {"form_token": "6f1c2f8e-8f3b-4d8e-9d5d-0f4c2c1a7b11"}
    as_martine.post(ADD, form)
    as_martine.post(ADD, form)
    assert ours.employees.filter(last_name="Marty").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hired_on": "2090-01-01"}, "Vérifiez l’année"),
        ({"birth_date": "2030-01-01"}, "cette date est à venir"),
        ({"last_name": "123456"}, "Écrivez le nom en lettres"),
        ({"first_name": "😀"}, "Écrivez le nom en lettres"),
        ({"phone": "abc"}, "Un numéro de téléphone"),
    ],
)
def test_what_nobody_is_called_or_born_is_told(
    change: dict[str, str], sentence: str, as_martine: Client, ours: Member
) -> None:
    assert sentence in text(as_martine, ADD, NEW | change)
    assert not ours.employees.exists()


def test_a_day_that_does_not_exist_comes_back_as_it_was_typed(as_martine: Client) -> None:
    page = text(as_martine, ADD, NEW | {"birth_date": "31/02/1990"})
    assert 'type="text" name="birth_date" value="31/02/1990"' in page


def test_paul_is_recognised_whatever_the_apostrophe(as_martine: Client, ours: Member) -> None:
    factories.an_employee(ours, "D’Été-Ñuñez", first_name="Zoé", birth_date=date(1990, 3, 12))
    page = text(as_martine, ADD, NEW | {"last_name": "D'Ete Nunez", "first_name": "Zoe", "birth_date": "12/03/1990"})
    assert "Vous connaissez peut-être déjà cette personne" in page


def test_a_hire_without_determinants_is_no_settled_follow_up(as_martine: Client) -> None:
    page = text(as_martine, ADD, NEW)
    assert "Les déterminants ne sont pas encore déclarés" in page
    assert "avant l’affectation." in page


def test_a_post_without_a_code_is_given_some_to_choose_from(as_martine: Client, ours: Member) -> None:
    newcomer = factories.an_employee(ours, post="Couvreur", pcs_code="")
    page = as_martine.get(f"{EMPLOYEES}{newcomer.pk}/").content.decode()
    assert 'name="pcs_choice" value="632E"' in page
