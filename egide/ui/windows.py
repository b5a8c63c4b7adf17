"""Windows: a page that a list opens over itself when there is a script, and that stands alone without one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from egide.common.htmx import HtmxRequest


def render_window(request: HtmxRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or its partial `window` alone (a `<dialog>`), both from one template."""
    response = render(request, f"{template}#window" if request.htmx else template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response
