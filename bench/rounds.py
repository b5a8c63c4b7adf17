"""Goes round all pages again and again, the floor among them."""

import os
import socket
from statistics import median

from bench.meter import serving
from bench.pages import FLOOR, Page
from bench.report import Result
from bench.sql import sql_of
from bench.subject import forget_readings, session_of

ROUNDS, TIMES = 15, 4


def measure(rounds: int, shown: list[Page]) -> list[Result]:
    """Every page of `shown` in turn with the floor, `rounds` times: what slows the machine slows both alike."""
    cookies = {who: session_of(who) for who in ("martine", "nadia")}
    queries = {page.label: sql_of(page.url, cookies[page.who]) for page in shown}
    costs: dict[str, list[float]] = {page.label: [] for page in (FLOOR, *shown)}
    with (
        serving(_free_port(), "bench.settings", dict(os.environ)) as ours,
        serving(_free_port(), "bench.floor_settings", dict(os.environ)) as plain,
    ):
        for turn in range(-2, rounds):  # the first two warm up: templates, connection, caches
            forget_readings()
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
