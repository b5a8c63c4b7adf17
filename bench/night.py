"""What the night costs: the follow-ups of the whole database anew, the time and the memory of the worker."""

import resource
import time
from datetime import date

from django.utils import timezone

from bench.report import write_section
from egide.common.per_request import reading_once
from egide.employees.models import Employee
from egide.followup.tasks import AT_A_TIME, outdated

GOAL = 120  # seconds, for 500,000 employees
KILOBYTES = 1024


def write() -> None:
    """Nothing has changed since the database was filled: the night reads everybody, and writes what is found."""
    employees = Employee.objects.present().count()
    memory = _peak()
    start, cpu = time.monotonic(), time.process_time()
    with reading_once():
        found = sum(1 for _ in outdated(timezone.localdate()))
    seconds, cpu = time.monotonic() - start, time.process_time() - cpu
    held = "held" if seconds <= GOAL else "missed"
    write_section(
        "The night",
        f"Written by `make bench` on {date.today()}. {employees:,} employees reassessed in **{seconds:.0f} s**,\n"
        f"{cpu:.0f} s of CPU (goal: {GOAL} s for 500,000, {held}), {AT_A_TIME:,} in memory at a time: the peak of\n"
        f"the process grew by {(_peak() - memory) / KILOBYTES:.0f} MB. {found:,} had something to change.\n",
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
