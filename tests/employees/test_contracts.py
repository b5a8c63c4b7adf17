"""The contract of an employee: it ends, it goes on when that was a mistake, it begins again years later."""

from datetime import date

import pytest

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.common.events import history_of
from egide.employees.models import Employee
from tests import factories

NEW_CONTRACT = {
    "contract_kind": "CDD", "hired_on": date(2026, 9, 1), "post_since": date(2026, 9, 1), "post": "Couvreur",
    "pcs_code": "632E",
}  # fmt: skip


@pytest.fixture
def leaver(employee: Employee) -> Employee:
    """Paul Girard, mason since 2020, exposed to silica, left in June 2026."""
    employee.declare_risks(by=None, codes=["silice_cristalline"])
    employee.leave(by=None, on=date(2026, 6, 30), reason="resignation")
    return employee


def test_a_leaver_is_red_and_the_service_has_to_see_it(leaver: Employee) -> None:
    assert leaver.row_state == "gone"
    assert leaver in Employee.objects.to_take_in()
    leaver.take_in(by=None)
    assert leaver not in Employee.objects.to_take_in()


def test_a_departure_is_said_once(leaver: Employee) -> None:
    with pytest.raises(Refused, match="déjà sorti"):
        leaver.leave(by=None, on=date(2026, 7, 1), reason="other")


def test_a_departure_by_mistake_is_undone_with_all_that_was_declared(leaver: Employee) -> None:
    leaver.come_back(by=None)
    assert leaver.row_state == "complete"
    assert leaver.codes == ["silice_cristalline"]
    assert not leaver.past_contracts.exists()


def test_paul_hired_again_keeps_his_former_contract_and_his_history(leaver: Employee, martine: User) -> None:
    leaver.rehire(by=martine, **NEW_CONTRACT)
    past = leaver.past_contracts.get()
    assert (past.post, past.left_on, past.leaving_reason) == ("Maçon", date(2026, 6, 30), "resignation")
    assert (leaver.post, leaver.hired_on, leaver.left_on) == ("Couvreur", date(2026, 9, 1), None)
    assert {"employee.hire", "employee.leave", "employee.rehire"} <= {event.name for event in history_of(leaver)}


def test_paul_hired_again_is_added_and_his_new_risks_are_to_be_declared(leaver: Employee) -> None:
    leaver.rehire(by=None, **NEW_CONTRACT)
    assert leaver.row_state == "added"
    assert list(leaver.missing) == ["déterminants"]
    assert (leaver.codes, leaver.category) == ([], "SI")
    assert leaver.determinants.get().until is not None


def test_a_new_contract_starts_after_the_former_one_ended(leaver: Employee) -> None:
    with pytest.raises(Refused, match=r"doit suivre la sortie du 30/06/2026"):
        leaver.rehire(by=None, **NEW_CONTRACT | {"hired_on": date(2026, 6, 30)})
    leaver.refresh_from_db()
    assert leaver.is_gone


def test_somebody_present_is_not_hired_again(employee: Employee) -> None:
    with pytest.raises(Refused, match="déjà dans l’effectif"):
        employee.rehire(by=None, **NEW_CONTRACT)


def test_a_new_contract_gives_a_new_deadline(leaver: Employee) -> None:
    leaver.rehire(by=None, **NEW_CONTRACT)
    assert leaver.follow_up.shown_due_on == date(2026, 12, 1)  # three months (R.4624-10)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hired_on": date(1980, 1, 1), "post_since": date(1990, 1, 1)}, "doit suivre la date de naissance"),
        ({"contract_ends_on": date(2020, 8, 1)}, "fin du contrat ne peut pas précéder"),
        ({"post_since": date(2020, 8, 1)}, "poste ne peut pas commencer avant"),
        ({"pcs_code": "999Z"}, "n’existe pas"),
    ],
)
def test_the_database_refuses_an_impossible_contract(
    facts: dict[str, object], sentence: str, employee: Employee
) -> None:
    with pytest.raises(Refused, match=sentence):
        employee.correct(by=None, **facts)


def test_the_leavers_of_past_years_are_not_in_the_default_view(employee: Employee) -> None:
    employee.leave(by=None, on=date(2025, 12, 31), reason="retirement")
    assert employee in Employee.objects.shown_by_default(date(2025, 12, 31))
    assert employee not in Employee.objects.shown_by_default(date(2026, 1, 1))


def test_gone_comes_before_added_and_added_before_incomplete(employee: Employee) -> None:
    employee.correct(by=None, pcs_code="")
    assert employee.row_state == "incomplete"
    newcomer = factories.an_employee(employee.member, "Neuf", pcs_code="")
    assert (newcomer.row_state, list(newcomer.missing)) == ("added", ["code PCS", "déterminants"])
    newcomer.leave(by=None, on=date(2026, 11, 20), reason="trial")
    assert newcomer.row_state == "gone"
