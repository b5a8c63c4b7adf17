"""Turns away, before any page, what no browser sends and no database takes: null signs, numbers too long."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest
from django.utils.deprecation import MiddlewareMixin

from egide.common.identifiers import LARGEST_KEY


class PlainRequestMiddleware(MiddlewareMixin):
    """PostgreSQL refuses a null sign in a text, SQLite a key above 63 bits: both would be a breakdown (500).

    The fields of forms are left to the forms, which have a sentence for it beside the field.
    """

    def process_request(self, request: HttpRequest) -> None:
        asked = (text for name, values in request.GET.lists() for text in (name, *values))
        if _has_null((request.path_info, *asked, *request.COOKIES.values())):
            raise SuspiciousOperation("a null sign in the address or in a cookie")

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404


def _has_null(texts: Iterable[str]) -> bool:
    return any("\0" in text for text in texts)
