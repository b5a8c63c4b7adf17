"""Many hands at once: real threads, each with its own connection, let go by one barrier.

The suite runs the short form of each drill; `make drills` (EGIDE_DRILLS=long) the long one.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.test import Client

from tests import factories

LONG = os.environ.get("EGIDE_DRILLS") == "long"


def rounds(short: int, long: int) -> int:
    """How many times, or how many hands: bounded either way."""
    return long if LONG else short


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answered, or the exception that it raised, in the order given."""
    barrier = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def same_session(client: Client) -> Client:
    """Another window of the same browser: its own object, since a Client is not made for threads."""
    window = Client(raise_request_exception=False)
    window.cookies.load({name: cookie.value for name, cookie in client.cookies.items()})
    return window


def statuses(answers: Sequence[Any]) -> list[int]:
    return [answer.status_code for answer in answers]


def by_a_crowd(acts: Sequence[Callable[[], Any]], hands: int = 100) -> tuple[list[Any], list[float]]:
    """What each act answered, in the order given, with `hands` of them at any moment; and the seconds each took."""
    start = threading.Barrier(hands)
    outcomes: list[Any] = [None] * len(acts)
    seconds = [0.0] * len(acts)

    def run(first: int) -> None:
        start.wait()
        for place in range(first, len(acts), hands):
            began = time.monotonic()
            try:
                outcomes[place] = acts[place]()
            except Exception as error:
                outcomes[place] = error
            seconds[place] = time.monotonic() - began
        connection.close()

    threads = [threading.Thread(target=run, args=(first,)) for first in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes, seconds


def deadlocks() -> int:
    """How many PostgreSQL has broken in this database so far; SQLite has one writer at a time."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def note_figures(drill: str, **figures: object) -> None:
    """A line for docs/fiabilite.md, in the file that `make drills` names."""
    if path := os.environ.get("EGIDE_FIGURES"):
        told = ", ".join(f"{name} {value}" for name, value in figures.items())
        with open(path, "a") as file:
            file.write(f"{drill}, {connection.vendor}: {told}\n")


def a_monday() -> datetime:
    """Nine o'clock on a Monday two or three weeks ahead, in Paris time."""
    return factories.monday_in(14, hour=9, minute=0)
