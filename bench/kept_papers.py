"""How fast two workers draw the papers of a run and keep them, and whether their memory stays flat."""

import os
import time
from datetime import date, timedelta
from statistics import median

from bench.invoices import issued
from bench.report import write_section
from bench.workers import worked
from egide.invoicing.keeping import draw_all
from egide.invoicing.models import Invoice, InvoiceLine, InvoicePaper

PAPERS, WORKERS = 2_000, 2
LOOK = 1.0
GOAL_A_SECOND = 20_000 / (40 * 60)  # twenty thousand within forty minutes
DRAW = (
    "import django; django.setup()\n"
    "from datetime import timedelta; from egide.invoicing.keeping import draw_all\n"
    "draw_all(timedelta(hours=2))"
)


def write() -> None:
    _invoices()
    start = time.monotonic()
    memory = worked(DRAW, WORKERS, LOOK)
    seconds = time.monotonic() - start
    if InvoicePaper.objects.waiting().exists():
        raise SystemExit("Papers are left: see what the workers said.")
    rate, quarter = PAPERS / seconds, len(memory) // 4
    second, last = median(memory[quarter : 2 * quarter]), median(memory[-quarter:-2])
    load = os.getloadavg()[1]
    told = (
        f"Written by `make bench BENCH=--documents` on {date.today()}, at a load of {load:.0f} (ours included):",
        f"{PAPERS:,} invoices of five lines drawn, written and kept with their digest by {WORKERS} workers in",
        f"{seconds:.0f} s, their start included: **{rate:.1f} a second** (goal: {GOAL_A_SECOND:.1f}, twenty",
        "thousand within forty minutes,"
        f" {'held' if rate >= GOAL_A_SECOND else 'missed'}), {_kilobytes()} kB each. Both workers together held",
        f"{second:.0f} MB in the second quarter of the time and **{last:.0f} MB** in the last.",
    )
    write_section("Papers kept", "\n".join(told) + "\n")


def _kilobytes() -> int:
    return InvoicePaper.objects.latest("pk").size // 1024


def _invoices() -> None:
    """One invoice by its verbs, then copies of its rows: issuing is measured elsewhere. They are drafts until they have
    their lines, as the database wants it."""
    draw_all(timedelta(hours=1))  # those of the filled database
    model = issued()
    facts = {f.attname: getattr(model, f.attname) for f in Invoice._meta.concrete_fields if not f.primary_key}
    copies = [
        Invoice(**facts | {"number": f"{model.number}-{rank}", "state": Invoice.State.DRAFT})
        for rank in range(PAPERS - 1)
    ]
    Invoice.objects.bulk_create(copies, batch_size=500)
    columns = [f.attname for f in InvoiceLine._meta.concrete_fields if f.attname not in {"id", "invoice_id"}]
    lines = [{name: getattr(line, name) for name in columns} for line in model.lines.all()]
    InvoiceLine.objects.bulk_create(
        [InvoiceLine(invoice_id=copy.pk, **line) for copy in copies for line in lines], batch_size=2000
    )
    Invoice.objects.filter(pk__in=[copy.pk for copy in copies]).update(state=model.state)
    InvoicePaper.objects.bulk_create(
        [InvoicePaper(invoice_id=copy.pk, member_id=copy.member_id) for copy in copies], batch_size=2000
    )
