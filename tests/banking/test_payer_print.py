"""The account of whoever pays is recognised and never kept; that of the lines of before neither."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from egide.common.encryption import fingerprint
from tests import factories
from tests.banking.files import THEIRS

BEFORE = [("banking", "0002_outgoing_and_seen_before")]
AFTER = [("banking", "0003_print_of_the_payer")]


def at(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps.get_model


@pytest.mark.django_db
def test_no_column_holds_the_account_of_whoever_pays() -> None:
    line = factories.a_bank_line(iban=THEIRS)
    assert THEIRS.endswith(line.payer_end)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM banking_bankline WHERE id = %s", [line.pk])
        assert THEIRS not in str(cursor.fetchone())


@pytest.mark.django_db(transaction=True)
def test_the_accounts_of_before_become_prints() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = at(BEFORE)
        statement = old("banking", "BankStatement").objects.create(file_name="r.xml", fingerprint="f" * 64)
        facts = {"statement": statement, "booked_on": date(2026, 11, 20), "amount": 10}
        for key, iban in (("a", THEIRS), ("b", "")):
            old("banking", "BankLine").objects.create(key=key, iban=iban, **facts)
        lines = at(AFTER)("banking", "BankLine").objects.order_by("key")
        assert [(line.payer, line.payer_end) for line in lines] == [(fingerprint(THEIRS), THEIRS[-4:]), ("", "")]
        at(BEFORE)
    finally:
        at(latest)
