"""What an invoice costs: its file for both readers, with and without the official rules, on one core."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from bench.report import write_section
from egide.centres.models import Service
from egide.invoicing.facturx.description import as_xml
from egide.invoicing.facturx.rules import check
from egide.invoicing.models import Invoice
from egide.invoicing.papers import invoice_pdf
from egide.members.models import Member

PAPER_MS, CHECKED_MS, TIMES = 60, 250, 40
IDENTITY = {"siren": "552100554", "vat_number": "FR96552100554", "address": "1 place du Marché\n51100 Reims"}


def write() -> None:
    """The same invoice of five lines again and again; issuing it has compiled the rules already."""
    invoice = issued()
    paper = _milliseconds(lambda: invoice_pdf(invoice), TIMES)
    rules = _milliseconds(lambda: check(as_xml(invoice)), TIMES)
    lines = (
        f"- file (XML, XSD, PDF/A-3a and PDF/UA-1, metadata): **{paper:.0f} ms** of CPU ({_held(paper, PAPER_MS)});",
        f"- the same with the rules of EN 16931 and of France: **{paper + rules:.0f} ms** "
        f"({_held(paper + rules, CHECKED_MS)}).",
    )
    written = f"Written by `make bench` on {date.today()}: an invoice of five lines, median of {TIMES}.\n\n"
    write_section("Invoices", written + "\n".join(lines) + "\n")


def identify_the_service() -> None:
    """What the law wants on every invoice."""
    service = Service.current()
    for name, value in IDENTITY.items():
        setattr(service, name, value)
    service.configure(by=None)


def issued() -> Invoice:
    identify_the_service()
    invoice = Invoice(member=Member.objects.order_by("pk")[0], kind=Invoice.Kind.DUES, period="Année 2026")
    invoice.prepare(by=None)
    for rank in range(5):
        line: dict[str, Any] = {"label": f"Prestation {rank}", "quantity": Decimal(rank + 1)}
        invoice.add_line(by=None, **line, unit_price=Decimal("47.35"), vat_rate=Decimal(20))
    invoice.issue(by=None)
    return invoice


def _milliseconds(act: Callable[[], object], times: int) -> float:
    """The median CPU time of `act`, of all the threads of the process."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        act()
        spent.append((time.process_time() - start) * 1000)
    return median(spent)


def _held(figure: float, goal: int) -> str:
    return f"goal: {goal} ms, {'held' if figure <= goal else 'missed'}"
