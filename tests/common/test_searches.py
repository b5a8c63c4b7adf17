"""Searches: what the service finds by words, by number, by SIREN, and by an employee's name in either order."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test import Client

from egide.accounts.models import User
from egide.employees.models import Employee
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Contact, Delegate, Establishment, Member
from tests import factories


def test_a_member_is_found_by_words_number_and_grouped_siren(ours: Member) -> None:
    factories.a_member(10300, "Autre", siren="732829320")  # no three signs of which stand in another's
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


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Le Goff", "legoff"),
        ("Le-Goff", "LEGOFF mar"),
        ("Le Goff", "le goff"),
        ("Legoff", "le goff"),
        ("Legoff", "marie le-goff"),
        ("D’Été", "dete"),
    ],
)
def test_a_name_is_found_in_one_word_or_in_two(name: str, words: str, ours: Member) -> None:
    factories.a_complete_employee(ours, name, first_name="Marie")
    factories.a_complete_employee(ours, "Legrand", first_name="Marie")
    assert [one.last_name for one in ours.employees.matching(words)] == [name]


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


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a setting of PostgreSQL")
def test_no_page_waits_for_its_query_to_be_compiled(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


def latest(invoices: QuerySet[Any]) -> QuerySet[Any]:
    return invoices.order_by(F("issued_on").desc(nulls_last=True), "pk")[:50]


OTHERS = """SELECT indexrelid::regclass::text FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisunique AND indexrelid <> %s::regclass"""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans of PostgreSQL")
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (Contact.objects.filter(name__icontains="aubert"), "contacts_by_pieces"),
        (Establishment.objects.filter(city__icontains="reims"), "establishments_by_pieces"),
        (Member.objects.filter(phone__icontains="03 53").order_by(), "members_by_reach"),
        (Delegate.objects.filter(name__icontains="fiduciaire"), "firms_by_pieces"),
        (User.objects.filter(email__icontains="martine"), "users_by_pieces"),
        (Payment.objects.filter(reference__icontains="VIR-42").order_by(), "payments_by_pieces"),
        (Payment.objects.filter(cancelled_at=None), "payments_by_date"),
        (Payment.objects.filter(amount=2026).order_by(), "payments_by_amount"),
        (Invoice.objects.filter(number__icontains="00005"), "invoices_by_pieces"),
        (latest(Invoice.objects.issued()), "invoices_by_date"),
        (latest(Invoice.objects.issued().filter(nature="invoice", state="settled")), "invoices_settled"),
        (latest(Invoice.objects.issued().filter(nature="invoice", state="credited")), "invoices_credited"),
        (latest(Invoice.objects.issued().filter(nature="credit_note")), "credit_notes_by_date"),
        (Invoice.objects.issued().filter(kind="visit").order_by(), "invoices_of_kind"),
        (Invoice.objects.issued().filter(gross=2026).order_by(), "invoices_by_amount"),
        (Invoice.objects.overdue(date(2026, 11, 26)).order_by(), "invoices_to_collect"),
    ],
)
def test_an_index_answers_what_the_lists_ask(rows: QuerySet[Any], index: str, db: None) -> None:
    """Alone with its table: among so few rows PostgreSQL takes whichever index it finds small."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(OTHERS, [rows.model._meta.db_table, index])
        for (other,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {other}")
    assert index in rows.all().explain()
