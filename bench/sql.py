"""What a page asks of the database: how many queries, their time, and the big tables that they read whole."""

import json
import re
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
    """`milliseconds`: planning and execution, as the server counts them; `scans`: the big tables read whole."""

    queries: int
    milliseconds: float
    scans: tuple[str, ...]


class _Recorder:
    """Wraps each query of the connection."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked.append((sql, params))
        return execute(sql, params, many, context)


def sql_of(url: str, cookie: str) -> Sql:
    """Asked in this very process, with the settings of the servers; each reading is planned and run again."""
    _asked(url, cookie)  # the first request of a process reads more (content types, caches)
    queries = _asked(url, cookie)
    plans = [_plan(sql, params) for sql, params in queries if sql.startswith("SELECT")]
    scans = {table for plan in plans for table in _read_whole(plan)}
    return Sql(len(queries), sum(plan.milliseconds for plan in plans), tuple(sorted(scans)))


def _asked(url: str, cookie: str) -> list[tuple[str, Any]]:
    client, recorder = Client(), _Recorder()
    name, _, value = cookie.partition("=")
    client.cookies[name] = value
    with connection.execute_wrapper(recorder):
        response = client.get(url, secure=True, headers={"Host": settings.ALLOWED_HOSTS[0]})
    if response.status_code != 200:
        raise RuntimeError(f"{url} : {response.status_code}")
    return recorder.asked


@dataclass(frozen=True)
class _Plan:
    milliseconds: float
    text: str


def _plan(sql: str, params: Any) -> _Plan:
    """The median of a few runs."""
    runs = []
    with connection.cursor() as cursor:
        for _ in range(TRIES):
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
            found = cursor.fetchone()[0]
            (plan,) = json.loads(found) if isinstance(found, str) else found
            runs.append(plan["Planning Time"] + plan["Execution Time"])
    return _Plan(median(runs), json.dumps(plan))


def _read_whole(plan: _Plan) -> set[str]:
    """The tables of more than BIG rows that this plan reads from end to end."""
    found = set(re.findall(r'"Node Type": "Seq Scan"[^{}]*?"Relation Name": "(\w+)"', plan.text))
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND reltuples > %s", [list(found), BIG])
        return {row[0] for row in cursor.fetchall()}
