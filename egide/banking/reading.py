"""The credits of a bank statement, camt.053 or CSV, each with the key that says it is the same line again.

Sources: ISO 20022, camt.053 (versions 02 to 08, told apart by nothing here); EPC069-12 for the reference of a QR code,
which the bank hands over as the text of the transfer.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MOST_LINES = 20_000
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Unreadable(ValueError):
    """The file is no statement; its sentence says how to mend."""


@dataclass(frozen=True)
class Fact:
    """A credit as the bank writes it; `reference` is the bank's own number of it, "" when it gives none."""

    account: str
    booked_on: date
    amount: Decimal
    reference: str = ""
    name: str = ""
    iban: str = ""
    text: str = ""


@dataclass(frozen=True)
class Read:
    """A credit to keep, under its key (SHA-256, 64 signs)."""

    key: str
    booked_on: date
    amount: Decimal
    name: str
    iban: str
    text: str


def keyed(facts: Iterable[Fact]) -> list[Read]:
    """Two transfers alike in everything on one day are two lines: the second of a file has another key than the first,
    and so it has in each statement that overlaps this one."""
    seen: Counter[Fact] = Counter()
    found = []
    for fact in facts:
        rank = seen[fact]
        seen[fact] += 1
        said = repr((fact.account, f"{fact.booked_on}", f"{fact.amount:.2f}", *_named(fact), rank))
        key = hashlib.sha256(said.encode()).hexdigest()
        found.append(Read(key, fact.booked_on, fact.amount, fact.name[:140], fact.iban[:34], fact.text[:700]))
        if len(found) > MOST_LINES:  # at once: a file that holds millions is not read to its end
            raise Unreadable(
                f"Ce relevé compte plus de {MOST_LINES} crédits : demandez à la banque une période plus courte."
            )
    return found


def one_line(words: str) -> str:
    """Without the signs that nobody sees: the words go on to papers, mails and files that cannot hold them."""
    return " ".join(UNSEEN.sub(" ", words).split())


def _named(fact: Fact) -> tuple[str, ...]:
    return (fact.reference, fact.name, fact.iban, fact.text)
