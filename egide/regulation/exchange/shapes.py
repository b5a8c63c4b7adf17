"""Small checks of JSON values: each one answers with the first place that breaks the form, in one line."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

Check = Callable[[Any, str], None]


class Malformed(ValueError):
    """A value that breaks the form: where it stands, and what was expected there."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where or 'entrée'} : {expected}")


def one_of(*allowed: object) -> Check:
    """One of these values, of the same type: `true` is not 1."""

    def check(value: Any, where: str) -> None:
        if not any(value == choice and isinstance(value, bool) == isinstance(choice, bool) for choice in allowed):
            words = ", ".join("null" if choice is None else str(choice) for choice in allowed)
            raise Malformed(where, f"valeur attendue parmi {words}" if len(allowed) < 12 else "valeur inconnue")

    return check


def text(pattern: str = "") -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, str):
            raise Malformed(where, "texte attendu")
        if pattern and not re.fullmatch(pattern, value):
            raise Malformed(where, f"forme attendue {pattern}")

    return check


def day(value: Any, where: str) -> None:
    """A real day, written 2026-11-25."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise Malformed(where, "date attendue (AAAA-MM-JJ)")
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise Malformed(where, f"cette date n’existe pas ({value})") from error


def flag(value: Any, where: str) -> None:
    if not isinstance(value, bool):
        raise Malformed(where, "true ou false attendu")


def whole(least: int) -> Check:
    """A whole number; JSON knows no difference between 60 and 60.0."""

    def check(value: Any, where: str) -> None:
        number = value.is_integer() if isinstance(value, float) else type(value) is int
        if not number or value < least:
            raise Malformed(where, f"nombre entier attendu, au moins {least}")

    return check


def or_null(check_value: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if value is not None:
            check_value(value, where)

    return check


def every(check_item: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, list):
            raise Malformed(where, "liste attendue")
        for rank, item in enumerate(value):
            check_item(item, f"{where}[{rank}]")

    return check


def record(fields: Mapping[str, Check], *, optional: Iterable[str] = (), then: Check | None = None) -> Check:
    """An object with these keys and no other; `then` looks at the whole once each key is right."""
    free = frozenset(optional)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Malformed(where, "objet attendu")
        if unknown := [name for name in value if name not in fields]:
            raise Malformed(_inside(where, unknown[0]), "clé inconnue")
        if missing := [name for name in fields if name not in value and name not in free]:
            raise Malformed(_inside(where, missing[0]), "clé manquante")
        for name, found in value.items():
            fields[name](found, _inside(where, name))
        if then:
            then(value, where)

    return check


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
