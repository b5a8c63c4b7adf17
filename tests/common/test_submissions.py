"""A form sent twice does one thing, and two people on one sheet never overwrite each other (drill R4)."""

import uuid

from django.test import Client

from egide.employees.models import Employee
from egide.members.models import Member

NEW = {
    "last_name": "Marty", "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI",
    "hired_on": "2026-11-02", "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip
ADD = "/adherents/10042/mes-salaries/ajout/"


def test_the_second_sending_gets_the_first_answer(as_martine: Client, ours: Member) -> None:
    form = NEW | {"form_token": str(uuid.uuid4())}
    first, second = as_martine.post(ADD, form), as_martine.post(ADD, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert ours.employees.count() == 1


def test_the_same_token_with_other_answers_is_told(as_martine: Client, ours: Member) -> None:
    form = NEW | {"form_token": str(uuid.uuid4())}
    as_martine.post(ADD, form)
    page = as_martine.post(ADD, form | {"last_name": "Autre"}, follow=True).content.decode()
    assert "déjà été envoyé avec d’autres réponses" in page
    assert ours.employees.count() == 1


def test_a_form_shown_again_may_be_sent_again(as_martine: Client, ours: Member) -> None:
    token = {"form_token": str(uuid.uuid4())}
    assert as_martine.post(ADD, NEW | token | {"hired_on": ""}).status_code == 200
    assert as_martine.post(ADD, NEW | token).status_code == 302
    assert ours.employees.count() == 1


def test_the_second_editor_sees_both_versions(as_martine: Client, employee: Employee) -> None:
    page = f"/adherents/10042/mes-salaries/{employee.pk}/modification/"
    opened_on = employee.version
    as_martine.post(page, NEW | {"version": opened_on, "post": "Chef d’équipe"})
    answer = as_martine.post(page, NEW | {"version": opened_on, "post": "Grutière"})
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "Cette fiche a changé entre-temps" in content
    assert "Chef d’équipe" in content
    assert "Grutière" in content
    employee.refresh_from_db()
    assert employee.post == "Chef d’équipe"
