"""Lists: a whitelist of sorts, fifty rows a page, and one template for the page and for its fresh rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import replace_url

from egide.common.htmx import HtmxRequest

ROWS_A_PAGE = 50
MOST_COUNTED = 10_000  # rows: a number beyond helps nobody to choose, and millions are not counted in a blink
RowT = TypeVar("RowT", bound=Model)


class MoreThan(int):
    """What was counted before stopping: there are more (`egide.ui.templatetags.ui.counted`)."""


def first_of(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """As many rows as are counted, in no order, and one that tells whether there are more."""
    return rows.order_by()[: MOST_COUNTED + 1]


def told(counted: int) -> int:
    """What is said of `counted` rows out of `first_of`."""
    return MoreThan(MOST_COUNTED) if counted > MOST_COUNTED else counted


@dataclass(frozen=True)
class Sort:
    """The order in force: `key` as the address says it, `descending` when a minus stands before it."""

    key: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.key}" if self.descending else self.key


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


def page_of(request: HttpRequest, rows: "QuerySet[Any] | list[Any]", total: int | None = None) -> "Page[Any]":
    """The page that the address asks for; what is no page number is the first or the last.

    `total` is the number of rows where the page has already counted them (the chips do): they are not counted twice.
    """
    paginator = Paginator(rows, ROWS_A_PAGE)
    if total is not None:
        vars(paginator)["count"] = total
    return paginator.get_page(request.GET.get("page"))


def row_address(name: str, *scope: Any) -> Callable[[int], str]:
    """The address of each row of a list by its key, from one pattern: it is not resolved fifty times."""
    before, _, after = reverse(name, args=[*scope, 0]).rpartition("/0/")
    return lambda key: f"{before}/{key}/{after}"


def render_list(request: HtmxRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or its partial `rows` alone when a filter asks for fresh rows.

    Both come from one template, so that they cannot drift apart; the address shown follows the filters.
    """
    name = f"{template}#rows" if request.htmx else template
    response = render(request, name, context)
    patch_vary_headers(response, ("HX-Request",))
    return replace_url(response, tidy_address(request)) if request.htmx else response


def tidy_address(request: HttpRequest) -> str:
    """The address of the list as somebody would write it: without the filters left empty."""
    asked = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        asked.setlist(name, [value for value in values if value])
    query = asked.urlencode()
    return f"{request.path}?{query}" if query else request.path
