"""Searches: what the service finds by words, by number, by SIREN, and by an employee's name in either order."""

import pytest
from django.db import connection
from django.test import Client

from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories


def test_a_member_is_found_by_words_number_and_grouped_siren(ours: Member, theirs: Member) -> None:
    siren = f"{ours.siren[:3]} {ours.siren[3:6]} {ours.siren[6:]}"
    for words in ("aubert charpentes", "Chàrpentes-AUB", "10042", siren):
        assert list(Member.objects.matching(words)) == [ours], words


@pytest.mark.parametrize("words", ["Girard Paul", "paul girard", "gir"])
def test_the_service_finds_an_employer_by_the_name_of_an_employee(
    words: str, as_sophie: Client, employee: Employee, their_employee: Employee
) -> None:
    page = as_sophie.get("/service/adherents/", {"q": words}).content.decode()
    assert employee.member.name in page
    assert their_employee.member.name not in page


@pytest.mark.parametrize(("words", "found"), [("mac", True), ("paul", True), ("gir 632", True), ("irard", False)])
def test_martine_finds_her_people_by_the_beginning_of_words(words: str, found: bool, employee: Employee) -> None:
    assert employee.member.employees.matching(words).exists() is found


@pytest.mark.parametrize("words", ["Girard", "10042", "charpentes"])
def test_the_queue_is_searched_by_employee_and_by_member(
    words: str, as_sophie: Client, employee: Employee, their_employee: Employee
) -> None:
    factories.a_request(employee)
    factories.a_request(their_employee)
    page = as_sophie.get("/service/rendez-vous/", {"q": words}).content.decode()
    assert "Girard" in page
    assert "Canaribus" not in page


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans of PostgreSQL")
@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT id FROM members_member WHERE search_key LIKE '%%aubert%%'", "members_by_words"),
        ("SELECT id FROM employees_employee WHERE search_key LIKE '%% girard%%'", "employees_by_words"),
        ("SELECT id FROM invoicing_invoice WHERE number LIKE 'F2026%%'", "invoices_by_number"),
    ],
)
def test_an_index_answers_each_search(sql: str, index: str, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        assert index in "\n".join(row[0] for row in cursor.fetchall())
