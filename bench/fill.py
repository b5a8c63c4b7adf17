"""Fills a PostgreSQL: the demo service, built by the verbs of the domain, then copied row by row by SQL.

A copy of rank k of the row `id` has the key `k × STRIDE + id`, so that the keys between copied rows follow by
the same sum. Columns that a later migration adds are copied like the others.
"""

from itertools import product

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import ForeignKey, Max, Model

from bench import week
from bench.subject import MEASURED, enlarge
from egide.appointments.models import Appointment
from egide.common.models import Event
from egide.common.search import folded
from egide.demo.build import build
from egide.employees.models import DeclaredDeterminant, Employee
from egide.followup.models import FollowUp, Visit
from egide.invoicing.models import Allocation, Invoice, InvoiceLine, Payment
from egide.members.models import Address, Contact, Establishment, Member

STRIDE = 1_000_000
OF_MEMBER: tuple[type[Model], ...] = (Member, Establishment, Address, Contact, Invoice, InvoiceLine, Payment)
OF_EMPLOYEE: tuple[type[Model], ...] = (Employee, DeclaredDeterminant, Visit, FollowUp, Appointment)
COPIED: tuple[type[Model], ...] = (*OF_MEMBER, Allocation, *OF_EMPLOYEE, Event)
STARTS = [
    "Ba",
    "Be",
    "Bou",
    "Cha",
    "Cor",
    "Da",
    "Del",
    "Du",
    "Fa",
    "Fer",
    "Ga",
    "Gui",
    "Ha",
    "Jac",
    "La",
    "Le",
    "Lo",
    "Ma",
    "Mar",
    "Mer",
    "Mo",
    "Na",
    "Pa",
    "Per",
    "Ra",
    "Ro",
    "Sa",
    "Ta",
    "Va",
    "Vi",
]
MIDDLES = [
    "ba",
    "cha",
    "de",
    "do",
    "fe",
    "gi",
    "la",
    "le",
    "lo",
    "mi",
    "na",
    "ni",
    "pe",
    "ra",
    "ri",
    "ro",
    "sa",
    "ta",
    "ti",
    "vi",
]
ENDS = ["card", "don", "lier", "mont", "net", "rand", "ron", "sse", "teau", "ville"]


def fill_small(employees: int) -> None:
    """The demo service, its measured member enlarged, then copies up to `employees` people."""
    with transaction.atomic():
        build()
        enlarge()
        week.plan()
        _prepare()
    grow(employees, members=(employees - Employee.objects.count()) // 20 + Member.objects.count())


def grow(employees: int, members: int) -> None:
    """Copies of the demo's small members until the database holds these numbers of people and of members."""
    with transaction.atomic(), connection.cursor() as cursor:
        # The copied keys agree by their arithmetic: checking each of them would take most of the time.
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL session_replication_role = replica")
        first = (Member.objects.aggregate(last=Max("pk"))["last"] or 0) // STRIDE + 1
        cursor.execute("SELECT count(*) FROM bench_member")
        copies = -(-(members - Member.objects.count()) // cursor.fetchone()[0])
        cursor.execute("TRUNCATE bench_copy, bench_person")
        cursor.execute(_CHOOSE_MEMBERS, [first, first + copies - 1, members - Member.objects.count()])
        cursor.execute(_CHOOSE_PEOPLE, [employees - Employee.objects.count()])
        for model in COPIED:
            cursor.execute(_copy(model))
        for statement in connection.ops.sequence_reset_sql(no_style(), COPIED):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


_CHOOSE_MEMBERS = """
INSERT INTO bench_copy (k, member_id)
SELECT k, id FROM generate_series(%s::bigint, %s::bigint) AS k, bench_member ORDER BY k, id LIMIT %s
"""
# A spread that a sum of large primes draws, the same at each run.
_CHOOSE_PEOPLE = """
INSERT INTO bench_person (k, employee_id)
SELECT c.k, p.employee_id FROM bench_copy c JOIN bench_pattern p ON p.member_id = c.member_id
ORDER BY (p.employee_id * 7919 + c.k * 104729) %% 1000003 LIMIT %s
"""
_TABLES = """
CREATE TABLE bench_member (id bigint PRIMARY KEY);
CREATE TABLE bench_copy (k bigint, member_id bigint, PRIMARY KEY (k, member_id));
CREATE TABLE bench_person (k bigint, employee_id bigint, PRIMARY KEY (k, employee_id));
CREATE TABLE bench_pattern (employee_id bigint PRIMARY KEY, member_id bigint, first_key text, tail_key text);
CREATE TABLE bench_name (rank bigint PRIMARY KEY, name text, key text);
"""


def _prepare() -> None:
    """The rows that are copied, and the family names that the copies take (6,000, so that a search has few hits)."""
    names = ["".join(parts) for parts in product(STARTS, MIDDLES, ENDS)]
    people = Employee.objects.exclude(member__number__in=MEASURED).select_related("member")
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        members = [[member.pk] for member in Member.objects.exclude(number__in=MEASURED)]
        cursor.executemany("INSERT INTO bench_member VALUES (%s)", members)
        cursor.executemany(
            "INSERT INTO bench_name VALUES (%s, %s, %s)",
            [[rank, name, folded(name)] for rank, name in enumerate(names)],
        )
        cursor.executemany(
            "INSERT INTO bench_pattern VALUES (%s, %s, %s, %s)",
            [[p.pk, p.member_id, folded(p.first_name), folded(p.post, p.pcs_code)] for p in people],
        )


_NAME = f"JOIN bench_name n ON n.rank = (t.id * 31 + c.k * 17) %% {len(STARTS) * len(MIDDLES) * len(ENDS)}"
# All but one copy in fifty have been taken in: the queue of a service that keeps up.
_SEEN = "CASE WHEN c.k % 50 > 0 AND {1} THEN coalesce(t.{0}, now()) ELSE t.{0} END"
_OTHERWISE = {
    "members_member.number": "100000 + (c.k * 1000 + t.id) % 9000000",
    "members_member.name": "n.name || ' ' || t.name",
    "members_member.search_key": "100000 + (c.k * 1000 + t.id) % 9000000 || ' ' || n.key || ' ' || t.search_key",
    "members_establishment.siret": "'9' || lpad((c.k * 10000 + t.id % 10000)::text, 13, '0')",
    "invoicing_invoice.number": "CASE t.number WHEN '' THEN '' ELSE 'B' || c.k * 10000 + t.id % 10000 END",
    "employees_employee.taken_in_at": _SEEN.format("taken_in_at", "TRUE"),
    "employees_employee.departure_seen_at": _SEEN.format("departure_seen_at", "t.left_on IS NOT NULL"),
    "employees_employee.last_name": "n.name",
    "employees_employee.usage_name": "''",
    "employees_employee.names_key": "left(n.key || ' ' || p.first_key, 200)",
    "employees_employee.search_key": "concat_ws(' ', n.key, p.first_key, n.key, p.tail_key)",
}


def _copy(model: type[Model]) -> str:
    """INSERT … SELECT of one table: every column as it is, but the keys and what must differ."""
    table, columns = model._meta.db_table, list(model._meta.concrete_fields)
    values = [_value(table, field) for field in columns]
    names = ", ".join(f'"{field.column}"' for field in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} t {_source(model)}"


def _value(table: str, field: object) -> str:
    column = getattr(field, "column", "")
    if written := _OTHERWISE.get(f"{table}.{column}"):
        return written
    related = field.related_model if isinstance(field, ForeignKey) else None
    moves = column in {"id", "subject_id"} or related in COPIED
    return f't."{column}" + c.k * {STRIDE}' if moves else f't."{column}"'


def _source(model: type[Model]) -> str:
    if model is Member:
        return f"JOIN bench_copy c ON c.member_id = t.id {_NAME.replace('%%', '%')}"
    if model is Employee:
        names = _NAME.replace("%%", "%")
        return f"JOIN bench_person c ON c.employee_id = t.id JOIN bench_pattern p ON p.employee_id = t.id {names}"
    if model is Appointment:  # one request in ten is copied while it is open: a queue of a service, not of a country
        return (
            "JOIN bench_person c ON c.employee_id = t.employee_id "
            "WHERE t.state NOT IN ('requested', 'under_review', 'needs_precision', 'waitlisted') OR c.k % 10 = 0"
        )
    if model is Event:
        return "JOIN bench_person c ON c.employee_id = t.subject_id WHERE t.name LIKE 'employee.%'"
    if model in OF_EMPLOYEE:
        return "JOIN bench_person c ON c.employee_id = t.employee_id"
    return "JOIN bench_copy c ON c.member_id = t.member_id"
