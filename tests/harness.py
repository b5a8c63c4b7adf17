"""The strict harness: what usually passes in silence is an error here."""

import random
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import QuerySet
from django.template import Context, Variable, VariableDoesNotExist
from django.template.base import FilterExpression

from egide.common import kept
from tests.cards.hands import TestBank

TOLERANT = {"default", "default_if_none", "yesno"}


@pytest.fixture(autouse=True)
def rows_without_order_come_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that forgot its `order_by` must not pass by luck."""
    fetch: Any = QuerySet._fetch_all

    def fetch_shuffled(rows: Any) -> None:
        fresh = rows._result_cache is None
        fetch(rows)
        if fresh and len(rows._result_cache) > 1 and not rows.ordered:
            random.shuffle(rows._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_shuffled)


@pytest.fixture(autouse=True, scope="session")
def kept_rows_leave_with_their_test() -> Iterator[None]:
    """SQLite empties a table after a test by DELETE, which kept rows refuse: their triggers step aside for that."""
    operations_of_sqlite = DatabaseWrapper.ops_class
    flush: Any = operations_of_sqlite.execute_sql_flush

    def flush_unguarded(operations: Any, statements: list[str]) -> None:
        kept.step_aside(operations.connection)
        flush(operations, statements)
        kept.stand(operations.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations_of_sqlite, "execute_sql_flush", flush_unguarded)
        yield


@pytest.fixture(autouse=True)
def undefined_variables_are_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that shows what the view never gave is a bug; `|default` and `{% if %}` may ask for what is not."""
    seen = threading.local()  # the drills draw pages in several threads at once
    find, show = Variable.resolve, FilterExpression.resolve

    def find_or_note(variable: Variable, context: Context) -> Any:
        try:
            return find(variable, context)
        except VariableDoesNotExist:
            seen.missing = str(variable)
            raise

    def show_or_fail(expression: FilterExpression, context: Context, ignore_failures: bool = False) -> Any:
        seen.missing = ""
        shown = show(expression, context, ignore_failures)
        tolerant = any(filter_.__name__ in TOLERANT for filter_, _ in expression.filters)
        assert not seen.missing or ignore_failures or tolerant, f"undefined in a template: {expression.token}"
        return shown

    monkeypatch.setattr(Variable, "resolve", find_or_note)
    monkeypatch.setattr(FilterExpression, "resolve", show_or_fail)


@pytest.fixture(autouse=True)
def the_bank_of_the_tests_knows_nothing() -> None:
    """Whatever test asked it for a card payment before."""
    TestBank.knows_nothing()
