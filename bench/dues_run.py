"""How long a call of twenty thousand members takes two workers, and whether their memory stays flat."""

import time
from datetime import date
from decimal import Decimal
from statistics import median

from bench.invoices import identify_the_service
from bench.report import write_section
from bench.workers import worked
from egide.centres.models import Tariff
from egide.dues.models import DuesRun
from egide.dues.runs import count
from egide.invoicing.models import Invoice

MEMBERS, WORKERS, MINUTES = 20_000, 2, 40
WORK = (
    "import django; django.setup()\n"
    "from egide.dues.models import DuesRun; from egide.dues.runs import carry_on\n"
    "carry_on(DuesRun.objects.get(pk=%d))"
)


def write() -> None:
    identify_the_service()
    run = _opened()
    start = time.monotonic()
    count(run)
    counted = time.monotonic() - start
    run.refresh_from_db()
    run.confirm(by=None)
    before, start = Invoice.objects.count(), time.monotonic()
    memory = worked(WORK % run.pk, WORKERS)
    seconds, issued = time.monotonic() - start, Invoice.objects.count() - before
    held = "held" if seconds <= MINUTES * 60 * issued / MEMBERS else "missed"
    early, late = (max(memory[part]) for part in (slice(1, len(memory) // 4 + 2), slice(-len(memory) // 4, None)))
    write_section(
        "A call of dues",
        f"Written by `make bench BENCH=--appel` on {date.today()}: {run.calls.count():,} members counted in "
        f"{counted:.0f} s, then\n{issued:,} invoices checked and issued by {WORKERS} workers in **{seconds / 60:.1f} "
        f"minutes** (goal: {MINUTES} minutes for {MEMBERS:,}, {held});\n{1000 * seconds * WORKERS / issued:.0f} ms of "
        f"a worker each. Both workers together held at most {early} MB in the first\nquarter of the time and {late} MB "
        f"in the last (median {median(memory):.0f} MB).\n",
    )


def _opened() -> DuesRun:
    """The year after the demo's own, so that everybody is called anew."""
    year = max(DuesRun.objects.values_list("year", flat=True), default=date.today().year) + 1
    Tariff(kind=Tariff.Kind.YEARLY).decide(by=None, amount=Decimal(108), applies_from=date(year, 1, 1))
    run = DuesRun(year=year, counted_on=date.today())
    run.open(by=None)
    return run
