"""The pace of the suite: nothing here changes what a test promises, only what the machine does meanwhile."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

ROOM = 33_000  # words of stack: half a megabyte, more than the deepest page calls for
DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks for no database (the house rules, the law, the words) says the same on both: once is enough."""
    if connection.vendor == "sqlite":
        return
    needed = [item for item in items if _asks_for_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks_for_a_database(item)])
    items[:] = needed


def _asks_for_a_database(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    return bool(marks & {"django_db", "postgres"} or DATABASE & {*getattr(item, "fixturenames", ())})


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of tests and all of Django stay until the end: the collector need not walk them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _with_room(call: Callable[..., Any], arguments: dict[str, Any]) -> None:
    call(**arguments)


# CPython 3.11 holds the frames of a thread in blocks of 16 kB, and a loop whose calls cross the end of one asks
# the system for a block and gives it back at each turn: a tenth of the time of a page. A first frame that claims
# a large block holds all that it calls.
_with_room.__code__ = _with_room.__code__.replace(co_stacksize=ROOM)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """The test itself, called as pytest would, with room for the frames of whatever it calls."""
    names = pyfuncitem._fixtureinfo.argnames
    _with_room(pyfuncitem.obj, {name: pyfuncitem.funcargs[name] for name in names})
    return True
