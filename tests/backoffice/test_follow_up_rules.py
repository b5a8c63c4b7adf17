"""Nadia chooses what the law leaves to the service: each choice says its default, its article and its effect."""

import re
from dataclasses import fields
from datetime import date

import pytest
import time_machine
from django.test import Client

from egide.backoffice.settings.groups import GROUPS
from egide.centres.models import Service
from egide.employees.models import Employee
from egide.followup.models import FollowUp, Visit
from egide.followup.tasks import reassess_follow_ups
from egide.members.models import Member
from egide.regulation.parameters import DEFAULTS, Parameters
from tests import factories

PAGE = "/service/parametres/service/suivi/"
ARTICLE = re.compile(r"[LRD]\.\d{4}-\d+|décret \d{4}-\d+|Décret \d{4}-\d+|RGPD, art\. \d+")
CHOICES = [(group.slug, name) for group in GROUPS if group.slug in {"suivi", "annulations"} for name in group.fields]
OTHER = {
    "minor_years": 3, "biological_2_years": 3, "fields_years": 3, "attestation_category": "SIA",
    "prior_visit_for_handicap": True, "temporary_visit": "avant_mission", "adult_apprentice_exam": "2_mois",
    "seasonal_adapted_visit": True, "lead_below_threshold_is_cmr": True, "renewed_stops_count": True,
    "health_determinants_offered": True,
}  # fmt: skip
# somebody whom the choice concerns, and the category, the kind and the latest day under each reading
CONCERNED = [
    ("temporary_visit", {"contract_kind": "interimaire"}, (), date(2027, 2, 1), date(2026, 11, 1)),
    ("adult_apprentice_exam", {"contract_kind": "apprenti"}, ("amiante",), date(2026, 11, 1), date(2027, 1, 1)),
    ("minor_years", {"birth_date": date(2010, 1, 5), "visited": True}, (), date(2031, 11, 2), date(2029, 11, 2)),
    ("biological_2_years", {"visited": True}, ("agents_biologiques_2",), date(2031, 11, 2), date(2029, 11, 2)),
    ("fields_years", {"visited": True}, ("champs_electromagnetiques",), date(2031, 11, 2), date(2029, 11, 2)),
    ("seasonal_adapted_visit", {"contract_kind": "saisonnier"}, ("travail_nuit",), None, date(2026, 11, 1)),
]


def sent(client: Client) -> dict[str, object]:
    form = client.get(PAGE).context["form"]
    return {name: form[name].value() for name in form.fields}


def somebody(member: Member, facts: dict[str, object], codes: tuple[str, ...]) -> Employee:
    visited = facts.pop("visited", None)
    known = {"birth_date": date(1990, 5, 12), "hired_on": date(2026, 11, 1), "post_since": date(2026, 11, 1)} | facts
    employee = factories.a_complete_employee(member, "Roux", codes=codes, **known)
    if visited:
        Visit(member=member, employee=employee, kind="vip_initiale", held_on=date(2026, 11, 2)).record(by=None)
    return employee


def test_the_service_begins_with_the_defaults_of_the_law(db: None) -> None:
    assert Service().regulation == DEFAULTS


@pytest.mark.parametrize(("slug", "name"), CHOICES)
def test_each_choice_says_its_default_its_article_and_what_each_reading_does(
    slug: str, name: str, as_nadia: Client
) -> None:
    bound = as_nadia.get(f"/service/parametres/service/{slug}/").context["form"][name]
    choices = [str(label) for _, label in getattr(bound.field, "choices", ())]
    assert ARTICLE.search(" ".join([bound.help_text, *choices])), f"{name}: no article"
    told = re.search(r"[Pp]ar défaut : ([\w ]+)", bound.help_text)
    assert told, f"{name}: no default"
    words = told[1].strip().split()
    default = dict(getattr(bound.field, "choices", ())).get(bound.initial, bound.initial)
    assert words[0].lower() in str(default).lower(), f"{name}: {words} is not {default}"


def test_nadia_changes_every_choice_and_the_engine_reads_each(as_nadia: Client) -> None:
    answer = as_nadia.post(PAGE, sent(as_nadia) | OTHER)
    assert answer.status_code == 302
    now = Service.current().regulation
    assert [
        field.name for field in fields(Parameters) if getattr(now, field.name) == getattr(DEFAULTS, field.name)
    ] == []


@pytest.mark.parametrize(("name", "facts", "codes", "before", "after"), CONCERNED, ids=[row[0] for row in CONCERNED])
def test_the_night_after_recomputes_the_follow_ups(
    name: str, facts: dict[str, object], codes: tuple[str, ...], before: date | None, after: date,
    as_nadia: Client, ours: Member,
) -> None:  # fmt: skip
    with time_machine.travel("2026-11-24"):
        employee = somebody(ours, dict(facts), codes)
        assert FollowUp.objects.get(employee=employee).due_on == before
        as_nadia.post(PAGE, sent(as_nadia) | {name: OTHER[name]})
        assert FollowUp.objects.get(employee=employee).due_on == before
    with time_machine.travel("2026-11-25 01:30"):
        reassess_follow_ups.call_local()
    assert FollowUp.objects.get(employee=employee).due_on == after


def test_the_night_after_recomputes_the_categories(as_nadia: Client, ours: Member) -> None:
    with time_machine.travel("2026-11-24"):
        employee = somebody(ours, {}, ("autorisation_conduite",))
        assert employee.category == "SI"
        as_nadia.post(PAGE, sent(as_nadia) | {"attestation_category": "SIA"})
    with time_machine.travel("2026-11-25 01:30"):
        reassess_follow_ups.call_local()
    employee.refresh_from_db()
    assert employee.category == "SIA"
