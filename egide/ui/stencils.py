"""The rows of a list drawn from one template: its markup is worked out once a process, then filled row by row.

A template walks its tags anew for each row, fifty times a page, to write the same markup around a few words. Here it
is drawn once for each shape of row (`egide/portal/employees/rows.py`), with a mark where each word stands.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, NoReturn

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

EDGE = "\x1a"  # no text of ours holds it


class _Mark(SafeString):
    """Stands for a word of the row, which the template may write as it is, and do nothing else with."""

    def __new__(cls, name: str) -> "_Mark":
        return super().__new__(cls, f"{EDGE}{name}{EDGE}")

    def __bool__(self) -> NoReturn:
        raise TypeError(f"A row decides by what is no text, never by its words: {self!s}.")


def fill(template: str, rows: Iterable[Mapping[str, Any]], shared: Mapping[str, Any]) -> SafeString:
    """`rows` in the order given. In the template `row` is one of them, beside `shared`, and nothing else.

    The texts of a row are its words, escaped unless they are marked safe; everything else makes its shape, like
    `shared`: what `{% if %}` asks. Few shapes, many words.
    """
    return mark_safe("".join(_fill(template, row, tuple(shared.items())) for row in rows))  # noqa: S308


def _fill(template: str, row: Mapping[str, Any], shared: tuple[tuple[str, Any], ...]) -> str:
    words = {
        name: value if isinstance(value, SafeString) else escape(value)
        for name, value in row.items()
        if isinstance(value, str)
    }
    shape = tuple(item for item in row.items() if item[0] not in words)
    return _markup(template, tuple(words), shape, shared) % words


@lru_cache(maxsize=256)
def _markup(
    template: str, words: tuple[str, ...], shape: tuple[tuple[str, Any], ...], shared: tuple[tuple[str, Any], ...]
) -> str:
    """The template with `%(name)s` where each word stands; no word of anybody is ever in it."""
    row = {name: _Mark(name) for name in words} | dict(shape)
    drawn = render_to_string(template, {**dict(shared), "row": row}).replace("%", "%%")
    for name in words:
        drawn = drawn.replace(_Mark(name), f"%({name})s")
    if EDGE in drawn:
        raise TypeError(f"{template} changes a word of its row: prepare it in Python.")
    return drawn
