"""Papers as PDF by Typst: tagged (PDF/UA-1), in French, from data alone; user text is never markup."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "papers"
STANDARDS: Any = ["a-3a", "ua-1"]
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
    pdf = compilers[template].compile(
        format="pdf", sys_inputs={"data": json.dumps(data), **files}, pdf_standards=STANDARDS
    )
    if not isinstance(pdf, bytes):  # one template gives one file
        raise TypeError(template)
    return pdf
