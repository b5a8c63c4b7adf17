"""The words of a list: its filters, the titles that sort it, its rows with their pager, what it says when empty."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.template.loader_tags import IncludeNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from egide.ui.filters import Filters
from egide.ui.stencils import fill

register = template.Library()
ORDER_ICONS = {"none": "arrows-sort", "ascending": "arrow-up", "descending": "arrow-down"}


@register.inclusion_tag("ui/list/filters.html", takes_context=True)
def filters(context: template.Context, shown: Filters, *kept: str) -> dict[str, Any]:
    """The filter form of a list. `kept` names what the address says besides (a tab); with `sort` and
    `sort_labels` in the context, the order is kept too, and chosen there on a phone."""
    request: HttpRequest = context["request"]
    stays = [(name, request.GET[name]) for name in kept if request.GET.get(name)]
    sorts, sort = context.get("sort_labels"), context.get("sort")
    return {"request": request, "filters": shown, "kept": stays, "sorts": sorts, "order": str(sort or "")}


@register.inclusion_tag("ui/list/sort.html", takes_context=True)
def sort_header(context: template.Context, key: str, label: str, css: str = "") -> dict[str, Any]:
    """A column title that sorts: `sort` of the context is the order in force."""
    sort = context["sort"]
    mine = sort.key == key
    order = ("descending" if sort.descending else "ascending") if mine else "none"
    query = context["request"].GET.copy()
    query["tri"] = f"-{key}" if order == "ascending" else key
    query.pop("page", None)
    url = f"?{query.urlencode()}"
    return {"label": label, "order": order, "order_icon": ORDER_ICONS[order], "url": url, "css": css}


@register.simple_tag
def fill_rows(rows: list[dict[str, Any]], template_name: str, **shared: Any) -> SafeString:
    """`{% fill_rows rows "portal/employees/row.html" may_edit=may_edit %}`: each row of the list by that template."""
    return fill(template_name, rows, shared)


class ListedNode(template.Node):
    """What the filters replace (`#lignes`): the rows of `page` and their pager, or what is said of none."""

    child_nodelists = ("rows", "nothing")

    def __init__(self, rows: NodeList, nothing: NodeList) -> None:
        self.rows, self.nothing = rows, nothing

    def render(self, context: template.Context) -> SafeString:
        shown = self.rows if context["page"].object_list else self.nothing
        return format_html('<div id="lignes">{}</div>', shown.render(context))


@register.tag
def listed(parser: Parser, token: Token) -> ListedNode:
    """`{% listed "salarié,salariés" %}` rows `{% nothing %}` what an empty list says `{% endlisted %}`."""
    _, noun = token.split_contents()
    rows = parser.parse(("nothing",))
    parser.delete_first_token()
    nothing = parser.parse(("endlisted",))
    parser.delete_first_token()
    pager = parser.compile_filter('"ui/list/pagination.html"')
    parser.extend_nodelist(rows, IncludeNode(pager, extra_context={"noun": parser.compile_filter(noun)}), token)
    return ListedNode(rows, nothing)
