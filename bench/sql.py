"""What a page asks of the database: how many queries, their time, and the big tables that they read whole."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

BIG = 10_000  # rows: below, reading a table whole is the best plan
TRIES = 5


@dataclass(frozen=True)
class Sql:
    """`milliseconds` include the way to the server and back; `scans` name the big tables read whole."""

    queries: int
    milliseconds: float
    scans: tuple[str, ...]


class _Recorder:
    """Wraps each query of the connection."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - start
            self.asked.append((sql, params))


def sql_of(url: str, cookie: str) -> Sql:
    """Asked in this very process, with the settings of the servers; the median of a few tries."""
    runs = [_record(url, cookie) for _ in range(TRIES + 1)][1:]
    queries = runs[-1].asked
    scans = {table for sql, params in queries if sql.startswith("SELECT") for table in _scans(sql, params)}
    return Sql(len(queries), median(run.seconds for run in runs) * 1000, tuple(sorted(scans)))


def _record(url: str, cookie: str) -> _Recorder:
    client, recorder = Client(), _Recorder()
    name, _, value = cookie.partition("=")
    client.cookies[name] = value
    with connection.execute_wrapper(recorder):
        response = client.get(url, secure=True, headers={"Host": settings.ALLOWED_HOSTS[0]})
    if response.status_code != 200:
        raise RuntimeError(f"{url} : {response.status_code}")
    return recorder


def _scans(sql: str, params: Any) -> set[str]:
    """The tables of more than BIG rows that the plan of this query reads from end to end."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        text = json.dumps(plan if not isinstance(plan, str) else json.loads(plan))
        found = set(re.findall(r'"Node Type": "Seq Scan"[^{}]*?"Relation Name": "(\w+)"', text))
        cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND reltuples > %s", [list(found), BIG])
        return {row[0] for row in cursor.fetchall()}
