"""Papers read back as a reader would: their words, their tags, their language."""

import io
from typing import Any

from pypdf import PdfReader

SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def words_of(pdf: bytes) -> str:
    """The text of all pages, on one line, spaces made ordinary."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).translate(SPACES).split())


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def is_accessible(pdf: bytes) -> bool:
    """Tagged, titled, in French, and says that it follows PDF/UA-1."""
    reader = PdfReader(io.BytesIO(pdf))
    catalog: Any = reader.root_object
    tagged = bool(catalog["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in catalog
    claims = b"<pdfuaid:part>1</pdfuaid:part>" in (
        reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""
    )
    return (
        tagged and claims and str(catalog["/Lang"]).startswith("fr") and bool(reader.metadata and reader.metadata.title)
    )
