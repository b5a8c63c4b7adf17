"""The same person is recognised, never merged; the social security number is recognised and never read."""

from datetime import date
from typing import Any

import pytest

from egide.common.errors import Refused
from egide.common.events import history_of
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories

NIR = "188045112345673"
PAUL: dict[str, Any] = {"nir": "", "last_name": "Girard", "first_name": "Paul", "birth_date": date(1988, 4, 12)}


def test_paul_typed_twice_is_recognised_without_accents_or_case(employee: Employee, ours: Member) -> None:
    assert list(ours.employees.twins_of(**PAUL | {"last_name": "GIRARD", "first_name": "pàul"})) == [employee]


def test_paul_is_recognised_by_his_number_under_another_name(ours: Member) -> None:
    known = factories.an_employee(ours, "Girard", nir=NIR)
    assert list(ours.employees.twins_of(**PAUL | {"nir": NIR, "last_name": "Martin"})) == [known]


def test_a_homonym_born_another_day_is_somebody_else(employee: Employee, ours: Member) -> None:
    assert not ours.employees.twins_of(**PAUL | {"birth_date": date(1990, 1, 1)})


def test_karims_employee_is_never_martines_twin(theirs: Member, ours: Member) -> None:
    factories.an_employee(theirs, "Girard", nir=NIR)
    assert not ours.employees.twins_of(**PAUL | {"nir": NIR})


def test_a_number_is_present_once_in_a_member(ours: Member, theirs: Member) -> None:
    first = factories.an_employee(ours, "Girard", nir=NIR)
    factories.an_employee(theirs, "Girard", nir=NIR)
    with pytest.raises(Refused, match="déjà celui d’un salarié de votre effectif"):
        factories.an_employee(ours, "Girard-Martin", nir=NIR)
    first.leave(by=None, on=date(2026, 11, 1), reason="other")
    factories.an_employee(ours, "Girard-Martin", nir=NIR)
    with pytest.raises(Refused, match="déjà celui d’un salarié de votre effectif"):
        first.come_back(by=None)


def test_an_empty_number_keeps_the_one_already_known(ours: Member) -> None:
    employee = factories.an_employee(ours, nir=NIR)
    employee.correct(by=None, nir="", post="Couvreur")
    employee.refresh_from_db()
    assert employee.nir == NIR


def test_no_history_ever_holds_the_number(ours: Member) -> None:
    employee = factories.an_employee(ours)
    employee.correct(by=None, nir=NIR)
    told = history_of(employee).first()
    assert told is not None
    assert told.changes["nir"] == ["", "renseigné"]
    assert NIR not in "".join(str(event.changes) for event in history_of(employee))


def test_a_wrong_key_is_refused(ours: Member) -> None:
    with pytest.raises(Refused, match="clé est fausse"):
        factories.an_employee(ours, nir="188045112345674")
