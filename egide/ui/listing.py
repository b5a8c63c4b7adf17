"""Lists: a whitelist of sorts, fifty rows a page, and nothing else from the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest

ROWS_A_PAGE = 50
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True)
class Sort:
    """The order in force: `key` as the address says it, `descending` when a minus stands before it."""

    key: str
    descending: bool


def sort_of(request: HttpRequest, sorts: Mapping[str, str], default: str) -> Sort:
    """The `tri` of the address if it is one of `sorts` (key of the address → column), else the default."""
    asked = request.GET.get("tri", default)
    key = asked.removeprefix("-")
    return Sort(key, asked.startswith("-")) if key in sorts else Sort(default.removeprefix("-"), default[0] == "-")


def in_order(rows: QuerySet[RowT], sort: Sort, sorts: Mapping[str, str]) -> QuerySet[RowT]:
    """Empty values come last either way; the key settles what is equal."""
    column = F(sorts[sort.key])
    order = column.desc(nulls_last=True) if sort.descending else column.asc(nulls_last=True)
    return rows.order_by(order, "pk")


def page_of(request: HttpRequest, rows: "QuerySet[Any]") -> "Page[Any]":
    """The page that the address asks for; what is no page number is the first or the last."""
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
