"""What every page shows around its content; the upper packages give it, since ui may not know them."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.http import HttpRequest

Provider: TypeAlias = Callable[[HttpRequest], dict[str, Any]]
_providers: list[Provider] = []


def provide(provider: Provider) -> Provider:
    """Declare a function whose dictionary reaches every template (menus, banners, the service's name)."""
    _providers.append(provider)
    return provider


def everything(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for provider in _providers:
        found |= provider(request)
    return found
