"""Drill R6: workers killed in the middle of a run, and runs started at once, end with exactly the same invoices.

The short form kills three times over 30 members; `make drills` kills twenty over 5,000 (EGIDE_DRILLS=long).
"""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random

import pytest
from django.db import connection

from egide.centres.models import Service
from egide.dues.models import DuesCall, DuesRun
from egide.dues.runs import count
from egide.invoicing.models import Invoice, InvoiceSeries
from tests import factories
from tests.attacks.hands import note_figures, rounds, together
from tests.dues.hands import a_run
from tests.factories import a_tariff

KILLS, MEMBERS, WORKERS = rounds(3, 20), rounds(30, 5_000), 2
WORK = (
    "import django; django.setup()\n"
    "from egide.dues.models import DuesRun; from egide.dues.runs import carry_on\n"
    "carry_on(DuesRun.objects.get())"
)

pytestmark = pytest.mark.django_db(transaction=True)


def a_worker() -> "subprocess.Popen[bytes]":
    """A process of its own on this very test database."""
    name = str(connection.settings_dict["NAME"])
    postgres = connection.vendor == "postgresql"
    database = {"EGIDE_POSTGRES": name} if postgres else {"EGIDE_DATA": os.path.dirname(name)}
    environment = os.environ | database | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.Popen([sys.executable, "-c", WORK], env=environment, stderr=subprocess.PIPE)


@pytest.fixture
def run(service: Service) -> DuesRun:
    """Members of one to five workers, counted, confirmed, not issued."""
    a_tariff("104.00", date(2026, 1, 1))
    for rank in range(MEMBERS):
        member = factories.a_member(20_000 + rank)
        for worker in range(1 + rank % 5):
            factories.an_employee(member, f"Salarié{worker}")
    run = a_run(year=2026)
    run.confirm(by=None)
    return run


def dealt_with(run: DuesRun) -> int:
    return run.calls.exclude(state=DuesCall.State.WAITING).count()


def assert_exactly_the_invoices(run: DuesRun) -> None:
    """One per member, numbers from 1 without a gap, totals to the cent as counted by hand."""
    run.refresh_from_db()
    assert run.state == DuesRun.State.DONE
    assert run.calls.issued().count() == MEMBERS
    invoices = Invoice.objects.all()
    assert invoices.count() == invoices.values("member").distinct().count() == MEMBERS
    year = InvoiceSeries.objects.get()
    assert year.last == MEMBERS
    numbers = sorted(invoices.values_list("number", flat=True))
    assert numbers == [f"{year.year}-{rank:05d}" for rank in range(1, MEMBERS + 1)]
    heads = sum(1 + rank % 5 for rank in range(MEMBERS))
    assert sum(invoices.values_list("net", flat=True)) == heads * Decimal("104.00")
    assert sum(invoices.values_list("gross", flat=True)) == heads * Decimal("124.80")


def test_r6_workers_killed_in_a_run_leave_no_gap_and_no_double(run: DuesRun) -> None:
    started, random = time.monotonic(), Random(6)
    for turn in range(KILLS):
        before, wanted = dealt_with(run), random.randint(1, max(1, MEMBERS // (KILLS * 2)))
        workers = [a_worker() for _ in range(WORKERS)]
        while dealt_with(run) < min(before + wanted, MEMBERS) and any(one.poll() is None for one in workers):
            time.sleep(0.01)
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.communicate()
        assert dealt_with(run) >= before, turn
    for worker in [a_worker() for _ in range(WORKERS)]:
        _, complaint = worker.communicate(timeout=rounds(120, 3_000))
        assert worker.returncode == 0, complaint.decode()
    assert_exactly_the_invoices(run)
    seconds = f"{time.monotonic() - started:.0f} s"
    note_figures("R6", kills=KILLS, workers=WORKERS, invoices=MEMBERS, whole=seconds)


def test_r6_two_runs_started_at_once_are_one(service: Service) -> None:
    """Armand and a colleague open the same call: the second is note_figures, and each member has one call."""
    a_tariff("104.00", date(2026, 1, 1))
    members = [factories.a_member(20_000 + rank) for rank in range(3)]
    for member in members:
        factories.an_employee(member)
    outcomes = together(*[partial(a_run, year=2026) for _ in range(4)])
    runs = [run for run in outcomes if isinstance(run, DuesRun)]
    assert len(runs) == 1, outcomes
    assert all("déjà appelée" in str(refusal) for refusal in outcomes if refusal not in runs)
    together(*[partial(count, run) for run in runs * 3])
    assert DuesCall.objects.count() == len(members)
