"""Many hands at once: real threads, each with its own connection, let go by one barrier.

The suite runs the short form of each drill; `make drills` (EGIDE_DRILLS=long) the long one.
"""

import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.test import Client

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
