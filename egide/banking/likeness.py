"""Whether two statements say the same movement in other words: the same days as camt.053 and as CSV, say."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from egide.banking.numbers import numbers_in
from egide.banking.reading import Fact, Read
from egide.common.encryption import fingerprint

SHORTEST_WORD, SHORTEST_NUMBER = 3, 6
MOST_COMPARED = 200  # of one day and amount
OF_BANKS = frozenset({
    "VIR", "VIREMENT", "VIREMENTS", "SEPA", "INST", "INSTANTANE", "RECU", "EMIS", "FAVEUR", "PRLV", "PRELEVEMENT",
    "REF", "MOTIF", "ECH", "DATE", "NPY", "LIB", "NOTPROVIDED", "EUR",
})  # fmt: skip


def lines_of(statement: Any, lines: Sequence[Read], model: Any) -> list[Any]:
    """The rows of one statement to keep, none saved yet; a credit that seems to be in the list already is put
    aside: each line of the list answers for one of the file at most."""
    known = _known(statement, lines, model)
    rows = []
    for one in lines:
        fact = one.fact
        same = _taken(known[fact.booked_on, fact.amount, fact.is_outgoing], fact)
        begins = model.beginning(is_outgoing=fact.is_outgoing, same_as=same)
        row = model(statement=statement, key=one.key, booked_on=fact.booked_on, amount=fact.amount, state=begins)
        row.account, row.reference, row.same_as = fact.account[:34], fact.reference[:140], same
        row.name, row.text = fact.name[:140], fact.text[:700]
        row.payer, row.payer_end = fingerprint(fact.iban), fact.iban[-4:]
        row.is_outgoing, row.return_code = fact.is_outgoing, fact.return_code[:10]
        row.end_to_end = fact.end_to_end[:40]
        rows.append(row)
    return rows


def alike(fact: Fact, row: Any) -> bool:
    """Of one day and amount. Two accounts, or two numbers of the bank, decide; else the words of one, or an invoice."""
    if fact.account and row.account and fact.account != row.account:
        return False
    if fact.reference and row.reference:
        return bool(fact.reference == row.reference)
    ours, theirs = f"{fact.name} {fact.text}", f"{row.name} {row.text}"
    said, known = _telling(ours), _telling(theirs)
    cited = {number for number in numbers_in(ours) if len(number) >= SHORTEST_NUMBER}
    return said <= known or known <= said or not cited.isdisjoint(numbers_in(theirs))


def words_in(text: str) -> set[str]:
    """Capitals without accents, as banks write."""
    return {word for word in _pieces(text) if len(word) >= SHORTEST_WORD}


def _telling(text: str) -> set[str]:
    """What tells one transfer from another: words that banks do not write on each, and every number."""
    return {word for word in _pieces(text) if len(word) >= SHORTEST_WORD or word.isdigit()} - OF_BANKS


def _pieces(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return re.findall(r"[A-Z0-9]+", plain)


def _known(statement: Any, lines: Sequence[Read], model: Any) -> dict[Any, list[Any]]:
    """The lines of those days that other statements brought, but for those that this file repeats word for word."""
    days = [one.fact.booked_on for one in lines]
    found: dict[Any, list[Any]] = defaultdict(list)
    keys = {one.key for one in lines}
    for row in model.objects.filter(booked_on__range=(min(days), max(days)), same_as=None).order_by("pk"):
        if row.statement_id != statement.pk and row.key not in keys:
            found[row.booked_on, row.amount, row.is_outgoing].append(row)
    return found


def _taken(candidates: list[Any], fact: Fact) -> Any:
    row = next((row for row in candidates[:MOST_COMPARED] if alike(fact, row)), None)
    if row is not None:
        candidates.remove(row)
    return row
