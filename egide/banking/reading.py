"""What a bank statement says, camt.053 or CSV: its movements, each with the key that says it is the same line again.

Sources: ISO 20022, camt.053 (versions 02 to 08, told apart by nothing here); EPC069-12 for the reference of a QR code,
which the bank hands over as the text of the transfer.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

MOST_LINES = 20_000
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Unreadable(ValueError):
    """The file is no statement; its sentence says how to mend."""


@dataclass(frozen=True)
class Fact:
    """A movement as the bank writes it, `amount` above zero; `reference` is the bank's own number of it, "" when it has
    none. Of money that goes out: `return_code` says why a debit came back, `end_to_end` which one it was."""

    account: str
    booked_on: date
    amount: Decimal
    reference: str = ""
    name: str = ""
    iban: str = ""
    text: str = ""
    is_outgoing: bool = False
    return_code: str = ""
    end_to_end: str = ""


@dataclass(frozen=True)
class Balances:
    """What the account held before and after, in euros; none where the bank does not say."""

    opening: Decimal | None = None
    closing: Decimal | None = None


@dataclass(frozen=True)
class Read:
    """A movement to keep, under its key (SHA-256, 64 signs)."""

    key: str
    fact: Fact


@dataclass(frozen=True)
class Content:
    """All that a file says, and the fingerprint of its bytes (SHA-256): the same file again is known."""

    fingerprint: str
    lines: list[Read] = field(default_factory=list)
    balances: Balances = Balances()

    def total(self, *, is_outgoing: bool) -> Decimal:
        amounts = (line.fact.amount for line in self.lines if line.fact.is_outgoing == is_outgoing)
        return sum(amounts, Decimal(0))


def keyed(facts: Iterable[Fact]) -> list[Read]:
    """Two transfers alike in everything on one day are two lines: the second of a file has another key than the first,
    and so it has in each statement that overlaps this one."""
    seen: Counter[Fact] = Counter()
    found = []
    for fact in facts:
        rank = seen[fact]
        seen[fact] += 1
        said = repr((fact.account, f"{fact.booked_on}", f"{fact.amount:.2f}", *_named(fact), rank))
        found.append(Read(hashlib.sha256(said.encode()).hexdigest(), fact))
        if len(found) > MOST_LINES:  # at once: a file that holds millions is not read to its end
            raise Unreadable(
                f"Ce relevé compte plus de {MOST_LINES} lignes : demandez à la banque une période plus courte."
            )
    return found


def content_of(content: bytes, facts: Iterable[Fact], balances: Balances) -> Content:
    return Content(hashlib.sha256(content).hexdigest(), keyed(facts), balances)


def one_line(words: str) -> str:
    """Without the signs that nobody sees: the words go on to papers, mails and files that cannot hold them."""
    return " ".join(UNSEEN.sub(" ", words).split())


def _named(fact: Fact) -> tuple[str, ...]:
    """What tells it from another of its day and amount; a credit says no more than it did before debits were kept."""
    way = ("sortie", fact.return_code, fact.end_to_end) if fact.is_outgoing else ()
    return (fact.reference, fact.name, fact.iban, fact.text, *way)
