"""Papers as PDF by Typst: tagged (PDF/UA-1), in French, from data alone; user text is never markup."""

import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "papers"
STANDARDS: Any = ["a-3a", "ua-1"]
# All but what our fonts draw for certain. One sign that they do not draw, or that has no meaning of its own (a symbol
# pasted from a word processor), and PDF/A refuses the whole paper: the convocations of a day, the invoices of a year.
NOT_DRAWN = re.compile(r"[^\n\t -~\xa0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u202f\u20ac\u2192]")
INSTEAD = "\N{REPLACEMENT CHARACTER}"
_of_thread = threading.local()  # a Compiler shared by threads fails with « Already borrowed »


def render(template: str, data: Mapping[str, Any], **files: str) -> bytes:
    """The PDF of `template`.typ filled with `data`: strings, numbers, lists, already in French words.

    `files`: the text of those that the template attaches to its paper, by the name that it knows them by.
    """
    compilers: dict[str, typst.Compiler] = vars(_of_thread).setdefault("compilers", {})
    if template not in compilers:
        compilers[template] = typst.Compiler(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=[str(TEMPLATES / "fonts")],
            ignore_system_fonts=True,
        )
    try:
        return _compiled(compilers[template], json.dumps(data), files)
    except typst.TypstError:
        return _compiled(compilers[template], json.dumps(drawable(data)), files)


def drawable(data: Any) -> Any:
    """The same, with INSTEAD in the place of each sign that may not be drawn."""
    if isinstance(data, str):
        return NOT_DRAWN.sub(INSTEAD, data)
    if isinstance(data, Mapping):
        return {name: drawable(value) for name, value in data.items()}
    return [drawable(value) for value in data] if isinstance(data, list | tuple) else data


def _compiled(compiler: typst.Compiler, data: str, files: Mapping[str, str]) -> bytes:
    pdf = compiler.compile(format="pdf", sys_inputs={"data": data, **files}, pdf_standards=STANDARDS)
    if not isinstance(pdf, bytes):  # one template gives one file
        raise TypeError("a paper is one file")
    return pdf
