"""What is read once while a request is answered, and forgotten with it; outside a request, read each time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ValueT = TypeVar("ValueT")
_memory: ContextVar[dict[Any, Any] | None] = ContextVar("request_memory", default=None)


class RequestMemoryMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with reading_once():
            return self.get_response(request)


@contextmanager
def reading_once() -> Iterator[None]:
    """One piece of work: a request, or what the worker does in a night."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def once_a_request(read: Callable[[], ValueT]) -> Callable[[], ValueT]:
    """Declare a reader without arguments whose answer holds for the whole request."""

    @wraps(read)
    def remembered() -> ValueT:
        memory = _memory.get()
        if memory is None:
            return read()
        if remembered not in memory:
            memory[remembered] = read()
        value: ValueT = memory[remembered]
        return value

    return remembered


def forget() -> None:
    """After a write that what was read must follow."""
    if (memory := _memory.get()) is not None:
        memory.clear()
