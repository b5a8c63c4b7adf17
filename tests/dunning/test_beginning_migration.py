"""A service installed before it could say from when it reminds: updated, it asks nobody for years of history."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from egide.centres.models import Service
from egide.dunning.sending import send_all, send_now
from egide.members.models import Member
from tests.dunning.hands import an_overdue, morning, noon, reached

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("centres", "0019_dunning_since")


@pytest.fixture
def latest() -> Iterator[list[tuple[str, str]]]:
    """The tables as they are, whatever a test has gone back to."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    MigrationExecutor(connection).migrate(leaves)


def updated(latest: list[tuple[str, str]]) -> date:
    """The day from which it reminds, once updated while none was chosen."""
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    services: Any = executor.loader.project_state([BEFORE]).apps.get_model("centres", "Service").objects
    services.update(dunning_since=None)
    MigrationExecutor(connection).migrate(latest)
    return Service.objects.get().dunning_since


def test_one_that_never_reminded_begins_on_the_day_of_the_update(latest: list[tuple[str, str]], ours: Member) -> None:
    old = an_overdue(ours, due_on=date(2021, 6, 30))
    with time_machine.travel(noon(8), tick=False):
        assert updated(latest) == timezone.localdate()
        assert send_all(timezone.now()) == 0
    assert reached(old) == []


def test_one_that_reminds_already_goes_on_with_what_is_as_recent(latest: list[tuple[str, str]], ours: Member) -> None:
    first, waiting = an_overdue(ours), an_overdue(ours, "50.00")
    old = an_overdue(ours, due_on=date(2021, 6, 30))
    with time_machine.travel(noon(8), tick=False):
        send_now(first, noon(8).date(), by=None)
        assert updated(latest) == first.issued_on
    assert morning(9) == 1
    assert (reached(waiting), reached(old)) == ([(1, 9)], [])
