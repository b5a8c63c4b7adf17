"""The file of a batch is kept apart, encrypted and to the letter; those of before have moved there."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from egide.accounts.models import User
from egide.debits.models import DebitFile
from egide.debits.rules import hand_over
from egide.members.models import Member
from tests import factories

BEFORE = [("debits", "0001_initial")]
AFTER = [("debits", "0003_batches_without_files")]
XML = "<Document>FR1420041010050500013M02606</Document>"


def at(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps.get_model


@pytest.mark.django_db
def test_no_account_can_be_read_in_the_database(ours: Member, martine: User) -> None:
    factories.open_debits()
    mandate = factories.a_debit_mandate(ours, martine)
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    content = DebitFile.objects.get().content
    assert mandate.iban in content
    assert batch.file_digest == hashlib.sha256(content.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM debits_debitfile")
        assert mandate.iban not in cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_the_files_of_before_are_set_apart() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        batches = at(BEFORE)("debits", "DebitBatch").objects
        for state, file in (("planned", ""), ("handed_over", XML)):
            batches.create(collect_on=date(2026, 11, 20), scheme="CORE", state=state, file=file)
        get_model = at(AFTER)
        kept = get_model("debits", "DebitFile").objects.get()
        assert (kept.content, kept.batch.state) == (XML, "handed_over")
        assert kept.batch.file_digest == hashlib.sha256(XML.encode()).hexdigest()
        assert get_model("debits", "DebitBatch").objects.get(state="planned").file_digest == ""
    finally:
        at(latest)
