"""The price of an absence that a service had chosen becomes a dated tariff, and can go back, on either database."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = [
    ("centres", "0016_e_invoicing"),
    ("dues", "0001_initial"),
    ("appointments", "0013_notices_taken_by_employers"),
]
AFTER = [("centres", "0018_dated_absence_price")]


def at(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_what_the_service_had_chosen_holds_since_last_year() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = at(BEFORE)
        old.get_model("centres", "Service").objects.create(pk=1, absence_fee=Decimal("64.00"))
        kept = old.get_model("dues", "Tariff").objects.create(kind="yearly", amount=104, applies_from="2026-01-01")
        tariffs = at(AFTER).get_model("centres", "Tariff").objects
        price = tariffs.get(kind="absence")
        assert (price.amount, price.applies_from.year) == (Decimal("64.00"), timezone.localdate().year - 1)
        assert tariffs.get(kind="yearly").pk == kept.pk
        assert at(BEFORE).get_model("centres", "Service").objects.get().absence_fee == Decimal("64.00")
    finally:
        at(latest)
