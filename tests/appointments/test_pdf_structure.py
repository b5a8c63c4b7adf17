"""What a convocation claims to be, read back: its standards, its tags, the order in which a screen reader reads it.

No validator of PDF/A or PDF/UA runs here: what is proven is what the file says of itself and how it is built.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from egide.appointments import papers
from egide.centres.models import Physician
from egide.employees.models import Employee
from tests import factories
from tests.papers import SPACES, is_accessible, words_of

READ_IN_ORDER = ("Convocation", "Girard Paul", "Charpentes Aubert", "Où", "Centre de Reims", "Avec qui", "Leroy",
                 "Pour venir", "Stationnement", "Mobilité réduite", "À apporter", "Bon à savoir", "R. 4624-39",
                 "Pour l’entreprise")  # fmt: skip


@pytest.fixture
def reader(employee: Employee, physician: Physician) -> PdfReader:
    return PdfReader(io.BytesIO(papers.notices([factories.a_confirmed(employee, physician)])))


def tags_of(node: Any) -> Iterator[str]:
    """The types of the structure tree, in the order of reading."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for kid in node:
            yield from tags_of(kid)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags_of(node["/K"])


def test_the_metadata_claim_pdf_a_3a_and_pdf_ua_1(reader: PdfReader) -> None:
    assert reader.xmp_metadata is not None
    xmp = reader.xmp_metadata.stream.get_data().decode()
    for name, value in (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
        assert re.search(rf'{name}>{value}<|{name}="{value}"', xmp), name


def test_headings_paragraphs_and_tables_are_tagged(reader: PdfReader) -> None:
    root: Any = reader.root_object
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert tags.count("/H2") >= 5
    assert {"/P", "/Table"} <= set(tags)
    assert tags.index("/H1") < tags.index("/H2")


def test_a_screen_reader_meets_the_words_in_the_order_of_the_eye(employee: Employee, physician: Physician) -> None:
    words = words_of(papers.notices([factories.a_confirmed(employee, physician)]))
    places = [words.index(said) for said in READ_IN_ORDER]
    assert places == sorted(places)


def test_hundreds_in_one_file_are_each_as_readable_as_one(employee: Employee, physician: Physician) -> None:
    """Each page stands alone once it is handed over: all its words, its own heading, no « 3 / 200 »."""
    pdf = papers.notices([factories.a_confirmed(employee, physician)] * 200)
    many = PdfReader(io.BytesIO(pdf))
    assert (len(many.pages), is_accessible(pdf)) == (200, True)
    root: Any = many.root_object
    assert list(tags_of(root["/StructTreeRoot"])).count("/H1") == 200
    for page in (many.pages[0], many.pages[117], many.pages[-1]):
        words = " ".join(page.extract_text().translate(SPACES).split())
        places = [words.index(said) for said in READ_IN_ORDER]
        assert places == sorted(places)
        assert "/ 200" not in words


def test_every_font_travels_with_the_file(reader: PdfReader) -> None:
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
