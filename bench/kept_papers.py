"""How fast two workers draw the papers of a run and keep them, and whether their memory stays flat."""

import os
import time
from datetime import date
from statistics import median

from bench.invoices import issued
from bench.report import write_section
from bench.workers import worked
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
    held = "held" if rate >= GOAL_A_SECOND else "missed"
    write_section(
        "Papers kept",
        f"Written by `make bench BENCH=--documents` on {date.today()}: {PAPERS:,} invoices of five lines drawn, "
        f"written and kept with\ntheir digest by {WORKERS} workers in {seconds:.0f} s, their start included: **{rate:.1f} "
        f"a second** (goal: {GOAL_A_SECOND:.1f}, twenty thousand\nwithin forty minutes, {held}), "
        f"{InvoicePaper.objects.order_by('pk')[0].size // 1024} kB each. Both workers together held "
        f"{median(memory[quarter : 2 * quarter]):.0f} MB in the second quarter of the\ntime and "
        f"**{median(memory[-quarter:-2]):.0f} MB** in the last. Load of the machine meanwhile: {os.getloadavg()[1]:.0f} "
        f"(five minutes, ours included).\n",
    )


def _invoices() -> None:
    """One invoice by its verbs, then copies of its rows: issuing is measured elsewhere."""
    InvoicePaper.objects.waiting().update(locked_until="9999-01-01T00:00:00Z")  # those of the filled database
    model = issued()
    facts = {f.attname: getattr(model, f.attname) for f in Invoice._meta.concrete_fields if not f.primary_key}
    copies = [Invoice(**facts | {"number": f"{model.number}-{rank}"}) for rank in range(PAPERS - 1)]
    Invoice.objects.bulk_create(copies, batch_size=500)
    columns = [f.attname for f in InvoiceLine._meta.concrete_fields if f.attname not in {"id", "invoice_id"}]
    lines = [{name: getattr(line, name) for name in columns} for line in model.lines.all()]
    InvoiceLine.objects.bulk_create(
        [InvoiceLine(invoice_id=copy.pk, **line) for copy in copies for line in lines], batch_size=2000
    )
    InvoicePaper.objects.bulk_create(
        [InvoicePaper(invoice_id=copy.pk, member_id=copy.member_id) for copy in copies], batch_size=2000
    )
