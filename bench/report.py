"""Writes docs/performance.md: the figures anew, and the reading of them, written by hand, as it stands."""

import os
import platform
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import django
from django.db import connection

from bench.pages import SEARCH_MS, Page
from bench.sql import Sql

TARGET = Path("docs/performance.md")
BY_HAND = "## Reading the figures"
HEAD = """# What a page costs

Written by `make bench` on {day}; the section “Reading the figures” is written by hand.

- Machine: {cores} cores, {processor}; Python {python}, Django {django}, PostgreSQL {postgres}
  (durable writes, shared_buffers 512 MB).
- Small database: 1,000 employees; big database: 500,000 employees of 20,000 members, with their follow-ups, visits,
  appointments, invoices and events. The member that is looked at is the same: 180 employees, fifty rows a page.
- Served by gunicorn with the settings of production, one worker of four threads, persistent connections.
- CPU: the kernel's account of the worker's threads (`/proc/<pid>/task/*/schedstat`, nanoseconds, user and system)
  before and after {times} requests; each figure is the median of {rounds} rounds through all pages.
- Floor: a bare Django project (`bench/floor.py`, the middlewares of `startproject`) behind a gunicorn of its own, on
  the same database: session, login, one indexed query, a plain table of 50 rows and 5 columns; 3 queries.
- “×” is the multiple of the floor, the median over the rounds.
- SQL is the planning and the execution of the page’s readings, as PostgreSQL counts them.
- “Whole” names the tables of more than 10,000 rows that a query of the page reads from end to end.

"""


@dataclass(frozen=True)
class Result:
    """What one page costs at one size of the database."""

    page: Page
    milliseconds: float
    multiple: float
    sql: Sql | None

    @property
    def holds(self) -> bool:
        searches_well = not self.page.searches or self.sql is None or self.sql.milliseconds <= SEARCH_MS
        return searches_well and (self.page.goal is None or self.multiple <= self.page.goal)


def table(small: list[Result], big: list[Result]) -> str:
    lines = [
        "| page | goal | queries | CPU ms, small | × | CPU ms, big | × | SQL ms, small | SQL ms, big | whole | held |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|---|---|",
    ]
    return "\n".join(lines + [_line(few, many) for few, many in zip(small, big, strict=True)]) + "\n"


def write(small: list[Result], big: list[Result], rounds: int, times: int) -> None:
    head = HEAD.format(
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        processor=_processor(),
        python=platform.python_version(),
        django=django.get_version(),
        postgres=_postgres(),
        times=times,
        rounds=rounds,
    )
    kept = TARGET.read_text().partition(BY_HAND)[2] if TARGET.exists() else "\n"
    TARGET.write_text(f"{head}{table(small, big)}\n{BY_HAND}{kept}")
    print(table(small, big))


def write_section(title: str, text: str) -> None:
    """One section of the page in its place, or at its end; the rest is kept."""
    before, _, rest = TARGET.read_text().partition(f"## {title}\n")
    after = rest[rest.index("\n## ") :] if "\n## " in rest else ""
    TARGET.write_text(f"{before.rstrip()}\n\n## {title}\n\n{text}{after}")
    print(text, flush=True)


def _line(few: Result, many: Result) -> str:
    page = few.page
    goals = [f"{page.goal} ×"] if page.goal else []
    goals += [f"{SEARCH_MS:.0f} ms of SQL"] if page.searches else []
    cells = [page.label, ", ".join(goals), str(many.sql.queries) if many.sql else "3"]
    for result in (few, many):
        cells += [f"{result.milliseconds:.2f}", f"{result.multiple:.2f}"]
    cells += [f"{result.sql.milliseconds:.1f}" if result.sql else "" for result in (few, many)]
    cells += [", ".join(many.sql.scans) if many.sql else ""]
    cells += [("yes" if few.holds and many.holds else "no") if goals else ""]
    return f"| {' | '.join(cells)} |"


def _processor() -> str:
    found = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return found[0].partition(":")[2].strip() if found else platform.processor()


def _postgres() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0]).split()[0]
