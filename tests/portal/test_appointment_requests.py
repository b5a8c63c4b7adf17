"""Demander un rendez-vous: found by name among hundreds, proposed by the rules, refused with what mends it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.common.french import in_words
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories

FORM = "/adherents/10042/mes-rendez-vous/demande/"
STOP = {"kind": "reprise", "reason": "return", "stop_cause": "illness"}


def answers(*people: Employee, **said: str) -> dict[str, Any]:
    form: dict[str, Any] = {"employees": [employee.pk for employee in people], "kind": "attendue", "reason": "periodic"}
    return form | said


@pytest.fixture
def fifty(ours: Member) -> list[Employee]:
    return [factories.a_complete_employee(ours, f"Nom{n:02d}") for n in range(50)]


def test_a_large_company_sees_the_most_urgent_and_finds_the_rest_by_name(
    as_martine: Client, fifty: list[Employee]
) -> None:
    page = as_martine.get(FORM).content.decode()
    assert page.count('name="employees"') == 8
    assert "42\N{NO-BREAK SPACE}autres salariés" in page
    found = as_martine.get(FORM, {"chercher": "nom47"}, headers={"HX-Request": "true"}).content.decode()
    assert "Nom47" in found
    assert found.count('name="employees"') == 1
    assert "<html" not in found


def test_who_is_late_comes_first(as_martine: Client, ours: Member, fifty: list[Employee]) -> None:
    factories.a_complete_employee(ours, "Zut", hired_on=date(2010, 1, 4), post_since=date(2010, 1, 4))
    page = as_martine.get(FORM).content.decode()
    assert page.index("Zut Paul") < page.index("Nom00 Paul")
    assert "en retard depuis le" in page


def test_those_chosen_stay_chosen_while_martine_searches(as_martine: Client, fifty: list[Employee]) -> None:
    kept = fifty[30]
    said: dict[str, Any] = {"chercher": "nom02", "employees": kept.pk}
    found = as_martine.get(FORM, said, headers={"HX-Request": "true"}).content.decode()
    assert f'value="{kept.pk}" checked' in found
    assert found.count(" checked>") == 1
    assert "Nom02" in found


def test_without_a_script_a_search_keeps_all_that_was_typed(as_martine: Client, fifty: list[Employee]) -> None:
    typed = answers(fifty[3], trouver="1", chercher="nom44", unavailable="Chantier à Troyes", away_from="2026-12-21")
    answer = as_martine.post(FORM, typed | {"avoided": ["lun-matin"]})
    page = answer.content.decode()
    assert "Nom44" in page
    assert "Chantier à Troyes" in page
    assert 'value="2026-12-21"' in page
    assert f'value="{fifty[3].pk}" checked' in page
    assert 'value="lun-matin"' in page
    assert page.count(" checked>") == 2
    assert 'class="err' not in page
    assert not Appointment.objects.exists()


def test_each_employee_gets_the_visit_that_the_rules_expect(as_martine: Client, ours: Member) -> None:
    hired = factories.a_complete_employee(ours, "Neuf")
    office = factories.a_complete_employee(ours, "Bureau")
    office.visits.create(member=ours, kind="vip_initiale", held_on=date(2025, 1, 6))
    office.follow_up.compute(by=None)
    as_martine.post(FORM, answers(hired, office))
    kinds = dict(ours.appointments.values_list("employee__last_name", "kind"))
    assert kinds == {"Neuf": "vip_initiale", "Bureau": "vip_periodique"}
    assert {row.due_on for row in ours.appointments.all()} == {
        hired.follow_up.shown_due_on,
        office.follow_up.shown_due_on,
    }


def test_an_employee_named_by_the_address_is_chosen_and_stands_alone(as_martine: Client, fifty: list[Employee]) -> None:
    page = as_martine.get(FORM, {"sel": fifty[7].pk}).content.decode()
    assert f'value="{fifty[7].pk}" checked' in page
    assert page.count('name="employees"') == 1
    assert "49\N{NO-BREAK SPACE}autres salariés" in page


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("attendue", "hire"),
        ("vip_periodique", "periodic"),
        ("examen_attestation", "driving"),
        ("mi_carriere", "periodic"),
    ],
)
def test_the_reason_follows_from_the_visit(kind: str, reason: str, as_martine: Client, ours: Member) -> None:
    hired = factories.an_employee(ours, "Neuf")
    as_martine.post(FORM, answers(hired, kind=kind, reason=""))
    assert hired.appointments.get().reason == reason


def test_who_is_booked_or_asked_for_already_is_said(
    as_martine: Client, employee: Employee, ours: Member, physician: Physician
) -> None:
    booked = factories.a_confirmed(employee, physician)
    factories.a_request(factories.a_complete_employee(ours, "Autre"))
    page = as_martine.get(FORM).content.decode()
    assert f"rendez-vous le {booked.planned_start:%d/%m/%Y}" in page
    assert page.count("demande en cours") == 1


def test_a_return_shows_its_deadline_at_once(as_martine: Client, ours: Member) -> None:
    said = {"stop_cause": "work_accident", "stopped_on": "2026-09-01", "returns_on": "2026-11-02"}
    part = as_martine.get(f"{FORM}echeance/", said).content.decode()
    assert "au plus tard le mardi 10 novembre 2026" in part


def test_a_return_bears_its_legal_deadline(as_martine: Client, employee: Employee) -> None:
    as_martine.post(FORM, answers(employee, **STOP, stopped_on="2026-06-01", returns_on="2026-11-30"))
    request = employee.appointments.get()
    assert (request.kind, request.due_on) == ("reprise", date(2026, 12, 8))


def test_a_stop_too_short_says_which_visit_to_ask_instead(as_martine: Client, employee: Employee) -> None:
    answer = as_martine.post(FORM, answers(employee, **STOP, stopped_on="2026-11-02", returns_on="2026-11-30"))
    page = answer.content.decode()
    assert "au moins 60 jours (R.4624-31 4°) ; celui-ci en compte 28" in page
    assert "Visite à la demande de l’employeur" in page
    assert not employee.appointments.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "reprise"}, "Indiquez le premier jour de l’arrêt."),
        ({"kind": "demande_employeur", "reason": ""}, "Choisissez pourquoi vous demandez cette visite."),
        ({"away_from": "2026-12-21"}, "Indiquez le premier et le dernier jour d’indisponibilité."),
        ({"away_from": "2026-12-21", "away_until": "2026-12-01"}, "doit suivre le premier"),
        ({**STOP, "stopped_on": "2026-11-30", "returns_on": "2026-11-02"}, "La reprise doit suivre le début"),
        ({"kind": "prereprise"}, "Choisissez une réponse de la liste"),
        ({"kind": "demande_travailleur"}, "Choisissez une réponse de la liste"),
        ({"unavailable": "x" * 10_000}, "300 caractères"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    said: dict[str, str], sentence: str, as_martine: Client, employee: Employee
) -> None:
    page = as_martine.post(FORM, answers(employee, comment="Équipe de nuit", **said)).content.decode()
    assert sentence in page
    assert "Équipe de nuit" in page
    assert f'value="{employee.pk}" checked' in page
    assert not Appointment.objects.exists()


def test_nobody_chosen_is_said_where_people_are_chosen(as_martine: Client, employee: Employee) -> None:
    page = as_martine.post(FORM, answers()).content.decode()
    assert 'href="#id_employees">Choisissez au moins un salarié.' in page


def test_the_same_visit_is_not_asked_twice(as_martine: Client, employee: Employee) -> None:
    for _ in range(2):
        page = as_martine.post(FORM, answers(employee), follow=True).content.decode()
    assert "déjà en cours : Paul Girard" in page
    assert employee.appointments.count() == 1


def test_a_visit_that_is_booked_is_not_asked_again(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    booked = factories.a_confirmed(employee, physician)
    page = as_martine.post(FORM, answers(employee, kind=booked.kind), follow=True).content.decode()
    assert f"Ce rendez-vous est déjà prévu : Paul Girard, {in_words(booked.planned_start)}" in page
    assert employee.appointments.count() == 1
    as_martine.post(FORM, answers(employee, kind="demande_employeur", reason="conditions"))
    assert employee.appointments.count() == 2


def test_one_refusal_sends_nothing_at_all(as_martine: Client, ours: Member, employee: Employee) -> None:
    other = factories.a_complete_employee(ours, "Autre")
    as_martine.post(FORM, answers(employee))
    as_martine.post(FORM, answers(employee, other))
    assert not other.appointments.exists()


@pytest.mark.parametrize("key", ["999999999999999999999999", "²", "-1", "abc"])
def test_a_key_that_is_no_employee_is_nobody(key: str, as_martine: Client, employee: Employee) -> None:
    assert as_martine.get(FORM, {"sel": key}).status_code == 200


def test_karims_people_are_never_found(as_martine: Client, employee: Employee, their_employee: Employee) -> None:
    asked: dict[str, Any] = {"chercher": "canaribus", "employees": their_employee.pk}
    found = as_martine.get(FORM, asked).content.decode()
    assert "Canaribus" not in found
    as_martine.post(FORM, answers(their_employee))
    assert not Appointment.objects.exists()


def test_half_days_are_kept_for_whoever_plans(as_martine: Client, employee: Employee) -> None:
    as_martine.post(FORM, answers(employee) | {"avoided": ["ven-matin", "ven-aprem"]})
    assert employee.appointments.get().unavailabilities == "vendredi"
