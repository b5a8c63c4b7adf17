"""« Voir ce qui changera »: Martine reads the dates to come of an employee, and nothing of the médecin's."""

import re
from datetime import date

import pytest
from django.test import Client

from egide.employees.models import Employee, HeldPaper
from egide.followup.models import FollowUp, Visit
from egide.members.models import Member
from egide.regulation import VisitKind
from tests import factories
from tests.portal.people import EMPLOYEES

pytestmark = pytest.mark.django_db


def ahead(client: Client, employee: Employee) -> str:
    page = client.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    found = re.search(r'<details class="card" id="avenir">.*?</details>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def seen(employee: Employee, kind: VisitKind, day: date) -> None:
    Visit(employee=employee, member=employee.member, kind=kind.value, held_on=day, category="SI").record(by=None)


def test_the_visits_due_and_the_majority_stand_in_order(as_martine: Client, ours: Member) -> None:
    apprentice = factories.a_complete_employee(
        ours, "Petit", birth_date=date(2009, 3, 14), hired_on=date(2026, 9, 1), post_since=date(2026, 9, 1),
        contract_kind="apprenti",
    )  # fmt: skip
    told = ahead(as_martine, apprentice)
    assert "01/09/2026 Visite d’information et de prévention Code du travail, R.4624-18" in told
    assert "14/03/2027 18 ans : les règles propres aux mineurs cessent." in told
    assert told.index("01/09/2026") < told.index("14/03/2027")
    assert told.count("SI") == 1  # the category is said on the day that changes it
    assert "mi-carrière" not in told  # in 2052


def test_an_earlier_date_of_the_medecin_wins_without_its_reason(as_martine: Client, ours: Member) -> None:
    employee = factories.a_complete_employee(ours, "Roux")
    seen(employee, VisitKind.VIP, date(2025, 3, 3))
    assert "03/03/2030" in ahead(as_martine, employee)
    FollowUp.objects.get(employee=employee).retain(by=None, category="SIA", due_on=date(2028, 1, 10))
    told = ahead(as_martine, employee)
    assert "10/01/2028" in told
    assert "03/03/2030" not in told
    assert "SIA" not in told


def test_what_the_worker_asked_for_alone_is_not_told(as_martine: Client, ours: Member) -> None:
    employee = factories.a_complete_employee(ours, "Blanc")
    seen(employee, VisitKind.VIP, date(2025, 3, 3))
    before = ahead(as_martine, employee)
    seen(employee, VisitKind.WORKER, date(2026, 6, 1))
    seen(employee, VisitKind.PRE_RETURN, date(2026, 6, 2))
    assert ahead(as_martine, employee) == before


def test_a_driver_shows_an_attestation_and_is_not_late_for_it(as_martine: Client, ours: Member) -> None:
    driver = factories.a_complete_employee(ours, "Grue", codes=("autorisation_conduite",))
    seen(driver, VisitKind.VIP, date(2025, 3, 3))
    told = ahead(as_martine, driver)
    assert "le salarié vous la présente" in told
    assert "En retard" not in told
    seen(driver, VisitKind.ATTESTATION, date(2026, 2, 2))  # what it concluded is the worker's
    assert "le salarié vous la présente" in ahead(as_martine, driver)
    HeldPaper(member=ours, employee=driver, kind="conduite").hold(by=None, issued_on=date(2026, 2, 2))
    told = ahead(as_martine, driver)
    assert "le salarié vous la présente" not in told
    assert "03/02/2031 Attestation (conduite) : elle n’est plus valable." in told


def test_an_aptitude_of_the_former_regime_covers_driving_for_five_years(as_martine: Client, ours: Member) -> None:
    driver = factories.a_complete_employee(ours, "Pelle", codes=("autorisation_conduite",))
    seen(driver, VisitKind.EMA, date(2025, 9, 15))
    assert "16/09/2030 Attestation (conduite)" in ahead(as_martine, driver)


def test_who_has_left_has_no_dates_to_come(as_martine: Client, ours: Member) -> None:
    employee = factories.a_complete_employee(ours, "Parti")
    assert ahead(as_martine, employee)
    employee.leave(by=None, on=date(2026, 10, 30), reason="resignation")
    assert ahead(as_martine, employee) == ""


def test_a_day_of_the_medecin_is_told_where_the_law_asks_for_no_visit(as_martine: Client, ours: Member) -> None:
    start = date(2026, 11, 2)
    employee = factories.a_complete_employee(
        ours, "Vendange", contract_kind="saisonnier", hired_on=start, post_since=start
    )
    assert FollowUp.objects.get(employee=employee).next_kind == ""
    FollowUp.objects.get(employee=employee).retain(by=None, category="SI", due_on=date(2026, 12, 10))
    assert "10/12/2026 Visite" in ahead(as_martine, employee)
    assert FollowUp.objects.get(employee=employee).next_label == "Visite"
