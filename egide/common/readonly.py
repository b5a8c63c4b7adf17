"""GET never writes: in tests, a page that is only looked at and issues anything but reads is a bug, and loud.

What may be written while looking (the access log, a counter) says so, through `written_on_purpose`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "TRUNCATE", "CREATE", "ALTER", "DROP")
_on_purpose: ContextVar[bool] = ContextVar("on_purpose", default=False)


class WroteOnGet(AssertionError):
    """A GET or HEAD changed the database."""


@contextmanager
def written_on_purpose() -> Iterator[None]:
    """The named exceptions to the rule, each in one function."""
    token = _on_purpose.set(True)
    try:
        yield
    finally:
        _on_purpose.reset(token)


class ReadOnlyGetMiddleware:
    """Stands last, right around the view: what the session and the accounts write is outside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if sql.lstrip().upper().startswith(WRITES) and not _on_purpose.get():
        raise WroteOnGet(sql[:200])
    return execute(sql, params, many, context)
