"""The only exceptions of the business: what a rule refuses, and what somebody else changed first."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError

from egide.common.french import shown_hour

BUSY = "Quelqu’un travaille sur la même ligne : rien n’est enregistré, recommencez dans un instant."
FULL = (
    "Il n’y a plus de place sur le disque du service : rien n’est enregistré. Prévenez l’assistance, puis recommencez."
)
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
GONE = "Ce que vous aviez choisi vient d’être supprimé : rien n’est enregistré, rechargez la page et recommencez."
FOREIGN_KEY = "23503"  # foreign_key_violation (PostgreSQL, appendix A)
# deadlock, serialization failure, lock timeout (PostgreSQL, appendix A)
LOST_RACES = {"40P01", "40001", "55P03"}


class Refused(Exception):
    """A rule of the business says no. The message is shown to the person as it is."""


class TooOften(Refused):
    """Nothing is wrong with what is asked, but it was asked again and again; `until` is when it may be once more."""

    def __init__(self, said: str, until: datetime) -> None:
        minute = shown_hour(until + timedelta(minutes=1))  # told to the minute, and never too early
        super().__init__(f"{said} : réessayez à partir de {minute}.")
        self.until = until


class Conflict(Refused):
    """The row was changed by somebody else since this person opened it: nothing is overwritten in silence.

    `row` is the row as it stands now; `expected` is the version that the form was opened on; `offered` are the
    fields of the form sent: whoever may not edit a column does not read it by a conflict either.
    """

    offered: frozenset[str] = frozenset()

    def __init__(self, row: Any, expected: int) -> None:
        super().__init__("Cette fiche a été modifiée entre-temps. Comparez avant de valider.")
        self.row = row
        self.expected = expected


def is_lost_race(error: OperationalError) -> bool:
    """Somebody else held the row: nothing is broken, and trying again is enough."""
    return getattr(error.__cause__, "sqlstate", "") in LOST_RACES or "locked" in str(error)


@contextmanager
def refused_when_busy() -> Iterator[None]:
    """Around what waits for a row that others hold: a race lost there is said with a sentence, never a breakdown."""
    try:
        yield
    except OperationalError as error:
        if is_lost_race(error):
            raise Refused(BUSY) from error
        raise


def is_orphan(error: IntegrityError) -> bool:
    """A row points to another that somebody has just deleted: both databases find it out when they commit."""
    return getattr(error.__cause__, "sqlstate", "") == FOREIGN_KEY or "FOREIGN KEY" in str(error)


class Closed(PermissionDenied):
    """A page closed for a reason of its own: what is said, and what to do."""

    def __init__(self, title: str, advice: str) -> None:
        super().__init__(title)
        self.title, self.advice = title, advice
