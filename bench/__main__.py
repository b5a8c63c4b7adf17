"""`make bench`: fill, serve, measure, write; PostgreSQL is started by bin/with_postgres.py around it."""

import os
import socket
import sys
import tempfile
import time
from statistics import median

import django
from django.core.management import call_command

SMALL, BIG, MEMBERS = 1_000, 500_000, 20_000
ROUNDS, TIMES = 15, 4


def main(arguments: list[str]) -> int:
    """`--rapide` measures the small size alone, in a few rounds, and writes nothing: to try a change."""
    with tempfile.TemporaryDirectory(prefix="egide-bench-") as folder:
        os.environ |= {"EGIDE_DATA": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        django.setup()
        return run(quick="--rapide" in arguments)


def run(*, quick: bool) -> int:
    from bench import fill, report

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _timed("Petite base", lambda: fill.fill_small(SMALL))
    small = measure(4 if quick else ROUNDS)
    if quick:
        print(report.table(small, small))
        return 0
    _timed("Grande base", lambda: fill.grow(BIG, MEMBERS))
    report.write(small, measure(ROUNDS))
    return 0


def measure(rounds: int) -> "list[report.Result]":
    """Every page in turn with the floor, `rounds` times: what slows the machine slows both alike."""
    from bench.meter import serving
    from bench.pages import FLOOR, pages
    from bench.report import Result
    from bench.sql import sql_of
    from bench.subject import session_of

    cookies = {who: session_of(who) for who in ("martine", "nadia")}
    shown = pages()
    queries = {page.label: sql_of(page.url, cookies[page.who]) for page in shown}
    costs: dict[str, list[float]] = {page.label: [] for page in (FLOOR, *shown)}
    with (
        serving(_free_port(), "bench.settings", dict(os.environ)) as ours,
        serving(_free_port(), "bench.floor_settings", dict(os.environ)) as plain,
    ):
        for turn in range(-2, rounds):  # the first two warm up: templates, connection, caches
            for page in (FLOOR, *shown):
                server = plain if page is FLOOR else ours
                method = server.cost_of_saving if page.saves else server.cost
                cost = method(page.url, cookies[page.who], TIMES)
                if turn >= 0:
                    costs[page.label].append(cost)
    floor = costs[FLOOR.label]
    return [
        Result(
            page=page,
            milliseconds=median(costs[page.label]),
            multiple=median(cost / base for cost, base in zip(costs[page.label], floor, strict=True)),
            sql=queries.get(page.label),
        )
        for page in (FLOOR, *shown)
    ]


def _timed(label: str, act: object) -> None:
    start = time.monotonic()
    act()  # type: ignore[operator]
    print(f"{label} : remplie en {time.monotonic() - start:.0f} s", flush=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
