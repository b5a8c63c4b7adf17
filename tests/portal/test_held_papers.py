"""Pièces à détenir: the worker hands the attestation over, Martine types its date, the follow-up counts five years."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client

from egide.employees.models import Employee, HeldPaper
from egide.followup.models import Visit
from egide.members.models import Member
from tests import factories
from tests.portal.people import EMPLOYEES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day() -> object:
    with time_machine.travel("2026-11-24 10:00", tick=False):
        yield


def papers(client: Client, employee: Employee) -> str:
    page = client.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    found = re.search(r'<section class="card" aria-labelledby="t-pieces">.*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def type_date(client: Client, employee: Employee, kind: str, day: str) -> str:
    answer = client.post(f"{EMPLOYEES}{employee.pk}/piece/{kind}/", {"issued_on": day}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize(
    ("code", "kind", "article"),
    [
        ("autorisation_conduite", "conduite", "R.4323-56"),
        ("habilitation_electrique_voisinage", "electricite", "R.4544-10"),
    ],
)
def test_the_date_that_martine_types_holds_five_years(
    code: str, kind: str, article: str, as_martine: Client, ours: Member
) -> None:
    worker = factories.a_complete_employee(ours, "Grue", codes=(code,))
    before = papers(as_martine, worker)
    assert "À présenter" in before
    assert article in before
    type_date(as_martine, worker, kind, "2024-02-29")
    assert "Du 29/02/2024, valable jusqu’au 28/02/2029." in papers(as_martine, worker)
    type_date(as_martine, worker, kind, "2021-11-23")
    assert "Du 23/11/2021 : elle n’est plus valable." in papers(as_martine, worker)
    assert HeldPaper.objects.get().issued_on == date(2021, 11, 23)


def test_an_examination_held_proves_no_attestation(as_martine: Client, ours: Member) -> None:
    """What the médecin concluded is handed to the worker: the portal does not publish it (R.4323-56)."""
    worker = factories.a_complete_employee(ours, "Grue", codes=("autorisation_conduite",))
    Visit(member=ours, employee=worker, kind="examen_attestation", held_on=date(2026, 11, 2)).record(by=None)
    assert "Le salarié vous la présente" in papers(as_martine, worker)


def test_an_aptitude_of_the_former_regime_stands_for_it(as_martine: Client, ours: Member) -> None:
    worker = factories.a_complete_employee(ours, "Grue", codes=("autorisation_conduite",))
    Visit(member=ours, employee=worker, kind="ema_periodique", held_on=date(2025, 9, 15)).record(by=None)
    assert "avis d’aptitude d’avant le 1er octobre 2025, jusqu’au 15/09/2030" in papers(as_martine, worker)


def test_a_post_without_such_work_asks_for_no_paper(as_martine: Client, employee: Employee) -> None:
    assert papers(as_martine, employee) == ""


def test_a_derogation_holds_three_years_for_a_minor_who_needs_one(as_martine: Client, ours: Member) -> None:
    facts = {"birth_date": date(2010, 3, 14), "hired_on": date(2026, 9, 1), "post_since": date(2026, 9, 1)}
    minor = factories.a_complete_employee(ours, "Petit", codes=("moins_18_travaux_reglementes",), **facts)
    assert "À déclarer à l’inspection du travail" in papers(as_martine, minor)
    type_date(as_martine, minor, "derogation", "2026-08-31")
    assert "Du 31/08/2026, valable jusqu’au 31/08/2029." in papers(as_martine, minor)
    grown_up = factories.a_complete_employee(ours, "Grand", codes=("travail_hauteur",))
    assert "dérogation" not in papers(as_martine, grown_up)


@pytest.mark.parametrize(("day", "said"), [("2026-11-25", "cette date est à venir"), ("", "la date écrite")])
def test_a_wrong_date_is_refused(day: str, said: str, as_martine: Client, ours: Member) -> None:
    worker = factories.a_complete_employee(ours, "Grue", codes=("autorisation_conduite",))
    assert said in type_date(as_martine, worker, "conduite", day)
    assert not HeldPaper.objects.exists()


def test_a_date_typed_by_mistake_is_taken_away(as_martine: Client, ours: Member) -> None:
    worker = factories.a_complete_employee(ours, "Grue", codes=("autorisation_conduite",))
    type_date(as_martine, worker, "conduite", "2026-02-02")
    as_martine.post(f"{EMPLOYEES}{worker.pk}/piece/conduite/", {"retirer": "1"})
    assert "À présenter" in papers(as_martine, worker)


def test_an_unknown_paper_is_nobodys(as_martine: Client, employee: Employee) -> None:
    assert as_martine.get(f"{EMPLOYEES}{employee.pk}/piece/permis/").status_code == 404


def panel(client: Client, employee: Employee) -> str:
    """What the panel of the category says, when the sheet opens and after a box was ticked."""
    page = client.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    opened = page.split("data-category-panel")[1].split("</aside>")[0]
    url = re.search(r'data-category="([^"]+)"', page)
    assert url
    facts = {"codes": employee.codes, "birth_date": employee.birth_date, "hired_on": employee.hired_on}
    return opened + client.post(url[1], facts | {"contract_kind": "CDI"}).content.decode()


def test_a_paper_in_hand_is_not_asked_for_beside_the_category(as_martine: Client, ours: Member) -> None:
    worker = factories.a_complete_employee(ours, "Grue", codes=("autorisation_conduite",))
    assert panel(as_martine, worker).count("Attestation du médecin du travail à demander") == 2
    type_date(as_martine, worker, "conduite", "2026-02-02")
    assert "à demander" not in panel(as_martine, worker)


def test_a_declaration_of_derogation_answers_its_alert(as_martine: Client, ours: Member) -> None:
    facts = {"birth_date": date(2010, 3, 14), "hired_on": date(2026, 9, 1), "post_since": date(2026, 9, 1)}
    minor = factories.a_complete_employee(ours, "Petit", codes=("moins_18_travaux_reglementes",), **facts)
    assert panel(as_martine, minor).count("la déclaration de dérogation à l’inspection est à faire") == 2
    type_date(as_martine, minor, "derogation", "2026-08-31")
    assert "est à faire" not in panel(as_martine, minor)
