"""A statement as CSV: every bank has its own columns, named once by accounting (`CsvLayout`)."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Protocol

from egide.banking.reading import MOST_LINES, Fact, Unreadable, one_line

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y%m%d")
AMOUNT = re.compile(r"[+-]?\d{1,9}([.]\d{1,2})?")
SHOWN = 12
MOST_ROWS = 5 * MOST_LINES  # debits too, and what the bank writes around them


class Columns(Protocol):
    """What the reader needs of a layout."""

    separator: str
    date_column: str
    amount_column: str
    label_column: str
    name_column: str


def credits_of(content: bytes, columns: Columns) -> Iterator[Fact]:
    """The lines under the row of names, wherever it stands; an empty or negative amount is a debit."""
    rows = _rows(content, columns.separator)
    places, first = _places(rows, columns)
    for number, row in enumerate(rows[first:], start=first + 1):
        cell = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if not cell["date"] or not cell["amount"]:
            continue
        amount = _amount(cell["amount"], number)
        if amount > 0:
            name, text = one_line(cell.get("name", "")), one_line(cell["label"])
            yield Fact("", _day(cell["date"], number), amount, name=name, text=text)


def _rows(content: bytes, separator: str) -> list[list[str]]:
    """Never all those of a file that holds nothing else: five megabytes of empty lines take a hundred times as much."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        found = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
        rows = list(islice(found, MOST_ROWS + 1))
    except csv.Error as broken:
        raise Unreadable("Ce fichier CSV est abîmé : téléchargez-le de nouveau depuis la banque.") from broken
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"Ce relevé compte plus de {MOST_ROWS} lignes : demandez à la banque une période plus courte.")
    return rows


def _places(rows: list[list[str]], columns: Columns) -> tuple[dict[str, int], int]:
    """Where each column stands, and the first row under their names."""
    wanted = {"date": columns.date_column, "amount": columns.amount_column, "label": columns.label_column}
    if columns.name_column:
        wanted["name"] = columns.name_column
    for number, row in enumerate(rows):
        names = [_folded(cell) for cell in row]
        if all(_folded(name) in names for name in wanted.values()):
            return {key: names.index(_folded(name)) for key, name in wanted.items()}, number + 1
    widest = max(rows, key=len, default=[])[:SHOWN]
    read = ", ".join(f"« {one_line(cell)[:30]} »" for cell in widest if cell.strip())
    asked = ", ".join(f"« {name} »" for name in wanted.values())
    raise Unreadable(f"Colonnes cherchées : {asked}. Colonnes lues : {read or 'aucune'}. Réglez « Colonnes du CSV ».")


def _amount(typed: str, number: int) -> Decimal:
    """« 1 250,50 », « 1.250,50 » or « 1250.50 »."""
    plain = re.sub(r"[\s€]|EUR", "", typed).replace("−", "-")
    plain = plain.replace(".", "").replace(",", ".") if "," in plain else plain
    if not AMOUNT.fullmatch(plain):
        raise Unreadable(f"Ligne {number} : le montant « {typed[:30]} » n’en est pas un.")
    return Decimal(plain)


def _day(typed: str, number: int) -> date:
    for shape in DAYS:
        try:
            return datetime.strptime(typed, shape).date()
        except ValueError:
            continue
    raise Unreadable(f"Ligne {number} : la date « {typed[:30]} » n’en est pas une.")


def _folded(name: str) -> str:
    return one_line(name).casefold()
