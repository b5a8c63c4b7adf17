"""A statement as CSV: the headings of French banks are known, those of others are named by accounting (`CsvLayout`)."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Protocol

from egide.banking.headings import Places, recognised
from egide.banking.reading import MOST_LINES, Fact, Unreadable, one_line

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%Y%m%d")
AMOUNT = re.compile(r"[+-]?\d{1,9}([.]\d{1,2})?")
SEPARATORS = (";", "\t", ",")
OUT = re.compile(r"d|db|dbit|debit|-", re.IGNORECASE)
SHOWN = 12
MOST_ROWS = 5 * MOST_LINES  # and what the bank writes around them
MOST_ABOVE = 60  # what stands above the headings
MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Columns(Protocol):
    """What the reader needs of a layout."""

    separator: str
    date_column: str
    amount_column: str
    debit_column: str
    label_column: str
    name_column: str

    @property
    def is_chosen(self) -> bool: ...


def movements_of(content: bytes, columns: Columns) -> Iterator[Fact]:
    """The lines under the headings, wherever they stand: those that accounting has named, else those that banks use."""
    text = _decoded(content)
    rows, places, first = _headed(text, columns)
    for number, row in enumerate(rows[first:], start=first + 1):
        cell = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        amount = _signed(cell, number)
        if not cell["date"] or not amount:
            continue
        name, label = one_line(cell.get("name", "")), one_line(cell["label"])
        on = _day(cell["date"], number)
        yield Fact("", on, abs(amount), name=name, text=label, is_outgoing=amount < 0)


def _headed(text: str, columns: Columns) -> tuple[list[list[str]], Places, int]:
    """The rows, where each column stands, and the first row under their headings."""
    if columns.is_chosen:
        rows = _rows(text, columns.separator)
        for number, row in enumerate(rows[:MOST_ABOVE]):
            if places := _named(row, columns):
                return rows, places, number + 1
    for separator in SEPARATORS:
        rows = _rows(text, separator)
        for number, row in enumerate(rows[:MOST_ABOVE]):
            if places := recognised(row):
                return rows, places, number + 1
    raise Unreadable(_unknown(text, columns))


def _decoded(content: bytes) -> str:
    """As banks write: UTF-8, UTF-16 under its mark, else the Western page of Windows (latin-1 has the same letters)."""
    if content.startswith(MARKS_OF_UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str, separator: str) -> list[list[str]]:
    """Never all those of a file that holds nothing else: five megabytes of empty lines take a hundred times as much."""
    try:
        found = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
        rows = list(islice(found, MOST_ROWS + 1))
    except csv.Error as broken:
        raise Unreadable("Ce fichier CSV est abîmé : téléchargez-le de nouveau depuis la banque.") from broken
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"Ce relevé compte plus de {MOST_ROWS} lignes : demandez à la banque une période plus courte.")
    return rows


def _named(row: list[str], columns: Columns) -> Places | None:
    wanted = {
        "date": columns.date_column,
        "amount": columns.amount_column,
        "debit": columns.debit_column,
        "label": columns.label_column,
        "name": columns.name_column,
    }
    names = [one_line(cell).casefold() for cell in row]
    asked = {key: one_line(name).casefold() for key, name in wanted.items() if name}
    return {key: names.index(name) for key, name in asked.items()} if set(asked.values()) <= set(names) else None


def _unknown(text: str, columns: Columns) -> str:
    widest = max(
        (_rows(text, separator)[:MOST_ABOVE] for separator in SEPARATORS),
        key=lambda rows: max(map(len, rows), default=0),
    )
    read = [f"« {one_line(cell)[:30]} »" for cell in max(widest, key=len, default=[])[:SHOWN] if cell.strip()]
    asked = f" ni celles que vous avez choisies (« {columns.date_column} »…)" if columns.is_chosen else ""
    return (
        f"Les titres habituels (Date, Libellé, Montant ou Débit et Crédit){asked} ne sont pas dans ce fichier. Lu : "
        f"{', '.join(read) or 'rien'}. Dites dans « Colonnes du CSV » comment votre banque nomme les siennes, ou "
        "demandez-lui un relevé camt.053."
    )


def _signed(cell: dict[str, str], number: int) -> Decimal:
    """What comes in, above zero; what goes out, under it. Zero for a row that moves no money."""
    if cell.get("debit"):
        return -abs(_amount(cell["debit"], number)) or _amount(cell.get("amount") or "0", number)
    amount = _amount(cell.get("amount") or "0", number)
    return -abs(amount) if OUT.fullmatch(cell.get("way", "").strip()) else amount


def _amount(typed: str, number: int) -> Decimal:
    """« 1 250,50 », « 1.250,50 », « 1250.50 » or « 80,00- »."""
    plain = re.sub(r"[\s€']|EUR", "", typed).replace("−", "-")
    plain = plain.replace(".", "").replace(",", ".") if "," in plain else plain
    plain = f"-{plain[:-1]}" if plain.endswith("-") else plain
    if not AMOUNT.fullmatch(plain):
        raise Unreadable(
            f"Ligne {number} : le montant « {typed[:30]} » n’en est pas un. Téléchargez le relevé de nouveau, "
            "sans l’ouvrir dans un tableur."
        )
    return Decimal(plain)


def _day(typed: str, number: int) -> date:
    """The day comes first, as in France; an hour after it is left out."""
    for shape in DAYS:
        try:
            return datetime.strptime(typed.split()[0].partition("T")[0], shape).date()
        except ValueError:
            continue
    raise Unreadable(
        f"Ligne {number} : la date « {typed[:30]} » n’en est pas une (attendu : 31/12/2026). Téléchargez le relevé de "
        "nouveau, sans l’ouvrir dans un tableur."
    )
