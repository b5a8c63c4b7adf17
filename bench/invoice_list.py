"""Whether Mes factures stays as quick when the service holds five million invoices of others."""

import time
from datetime import date

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from bench import fill
from bench.pages import LIST, Page
from bench.report import table, write_section
from bench.rounds import ROUNDS, measure
from bench.subject import MEASURED, NUMBER
from egide.invoicing.models import Allocation, Invoice, Payment
from egide.members.models import Member

MEMBERS, INVOICES = 20_000, 5_000_000
LEFT_TO_PAY = 50  # among millions of invoices, those of the last call: a service that is paid
STRIDE = 100_000_000_000  # beyond every key that fill.py gives
COPIED = (Invoice, Payment, Allocation)
LISTS = f"/adherents/{NUMBER}/mes-factures/"


def write() -> None:
    small = measure(ROUNDS, pages())
    few = Invoice.objects.count()
    start = time.monotonic()
    fill.grow(MEMBERS, MEMBERS)
    _grow()
    filled = f"{Invoice.objects.count():,} (copied with their payments in {time.monotonic() - start:.0f} s)"
    head = f"Written by `make bench BENCH=--liste-factures` on {date.today()}: {few:,} invoices, then {filled}.\n\n"
    write_section("Mes factures among all invoices", head + table(small, measure(ROUNDS, pages())))


def pages() -> list[Page]:
    return [
        Page("Mes factures", LISTS, goal=LIST),
        Page("Mes factures acquittées", f"{LISTS}?groupe=acquittees", goal=LIST),
        Page("Mes factures, recherche d’un n°", f"{LISTS}?q=2026-000", searches=True),
        Page("Mes factures, recherche d’une période", f"{LISTS}?q=trimestre", searches=True),
        Page("Facturation", "/service/factures/", "nadia"),
        Page("Facturation, échues", "/service/factures/?etat=echues", "nadia"),
        Page("Facturation, acquittées de 2026", "/service/factures/?etat=acquittees&annee=2026", "nadia"),
        Page("Facturation, annulées", "/service/factures/?etat=annulees", "nadia"),
        Page("Facturation, un type", "/service/factures/?type=visit", "nadia"),
        Page("Facturation, recherche d’un montant", "/service/factures/?q=2026", "nadia", searches=True),
        Page("Facturation, recherche d’un n°", "/service/factures/?q=2026-00004", "nadia", searches=True),
    ]


def _grow() -> None:
    """Copies of all invoices but those of the measured member, up to INVOICES; one in LEFT_TO_PAY of what is to pay."""
    measured = list(Member.objects.filter(number__in=MEASURED).values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        # The copied keys agree by their arithmetic: checking each of them would take most of the time.
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL session_replication_role = replica")
        others = Invoice.objects.exclude(member__in=measured)
        copied = others.count() - others.to_pay().count() * (LEFT_TO_PAY - 1) // LEFT_TO_PAY
        copies = (INVOICES - Invoice.objects.count()) // copied
        cursor.execute(_OWED)
        for model in COPIED:
            # Built again once the rows are there: kept up row by row, the indexes of pieces take most of the time.
            cursor.execute(_SECONDARY, [model._meta.db_table])
            indexes = cursor.fetchall()
            for name, _ in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            cursor.execute(_copy(model), [copies, measured])
            for _, definition in indexes:
                cursor.execute(definition)
        for statement in connection.ops.sequence_reset_sql(no_style(), COPIED):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


_OWED = """
CREATE TEMPORARY TABLE owed ON COMMIT DROP AS
SELECT id FROM invoicing_invoice WHERE nature = 'invoice' AND state = 'issued'
"""
_SECONDARY = """
SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN (
  SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u')
)
"""


# What belongs to what is to pay.
_OF_IT: dict[type[Model], str] = {
    Invoice: "t.id IN (SELECT id FROM owed) OR coalesce(t.corrects_id, 0) IN (SELECT id FROM owed)",
    Payment: "FALSE",
    Allocation: "t.invoice_id IN (SELECT id FROM owed)",
}


def _copy(model: type[Invoice | Payment | Allocation]) -> str:
    moved = {"id", "invoice_id", "payment_id", "corrects_id"}
    columns = [field.column for field in model._meta.concrete_fields]
    values = [f't."{name}" + k * {STRIDE}' if name in moved else f't."{name}"' for name in columns]
    if model is Invoice:
        values[columns.index("number")] = "CASE t.number WHEN '' THEN '' ELSE 'C' || k || '-' || t.id END"
    names = ", ".join(f'"{name}"' for name in columns)
    return (
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values)} "
        f"FROM {model._meta.db_table} t, generate_series(1, %s) k "
        f"WHERE NOT t.member_id = ANY(%s) AND (k %% {LEFT_TO_PAY} = 0 OR NOT ({_OF_IT[model]}))"
    )
