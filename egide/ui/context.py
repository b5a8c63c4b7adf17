"""The context of every template: the demo ribbon, the theme of the person, and the shell around the page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from egide.ui.shell import everything

THEMES = {"light", "dark"}


def shell(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {"demo": settings.DEMO, "theme": theme if theme in THEMES else "", **everything(request)}
