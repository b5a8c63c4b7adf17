"""Whether a draft may become an invoice: the mentions of the law, then the official rules of the e-invoice."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from egide.common.errors import Refused
from egide.invoicing.facturx.description import as_xml
from egide.invoicing.facturx.rules import Breach, check
from egide.invoicing.mentions import lacking

if TYPE_CHECKING:
    from egide.invoicing.models import Invoice

PROVISIONAL = "PROVISOIRE"
_gathered: ContextVar[list[bytes] | None] = ContextVar("gathered", default=None)
_found_lawful: deque[bytes] = deque(maxlen=64)  # digests of the last files without a breach, in this process


@contextmanager
def rules_put_off() -> Iterator[list[bytes]]:
    """For a rehearsal, which is undone: its files are gathered instead of being read against the rules."""
    files: list[bytes] = []
    token = _gathered.set(files)
    try:
        yield files
    finally:
        _gathered.reset(token)


def read_ahead(files: Iterable[bytes]) -> None:
    """Reads the rules before any row is locked: the same files are found lawful at once when they are issued."""
    for xml in files:
        if not check(xml).breaches:
            _found_lawful.append(_digest(xml))


def must_be_lawful(invoice: "Invoice") -> None:
    """Refuses a draft, dated and with its copies of both parties, that could not be sent; says all that lacks."""
    if lacks := lacking(invoice):
        raise Refused(f"La facture n’est pas émise, il manque : {', '.join(lacks)}.")
    try:
        breaches = _breaches(as_xml(invoice, number=PROVISIONAL))
    except ValueError as broken:
        raise Refused(f"La facture n’est pas émise, son fichier est hors du schéma EN 16931 : {broken}") from broken
    if breaches:
        told = " ; ".join(f"{breach.rule} : {breach.sentence}" for breach in breaches)
        raise Refused(f"La facture n’est pas émise, elle ne suit pas la norme EN 16931. {told}")


def _breaches(xml: bytes) -> tuple[Breach, ...]:
    if (files := _gathered.get()) is not None:
        files.append(xml)
        return ()
    return () if _digest(xml) in _found_lawful else check(xml).breaches


def _digest(xml: bytes) -> bytes:
    return hashlib.sha256(xml).digest()
