"""Plugs the portal's shell in when the application starts."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "egide.portal"

    def ready(self) -> None:
        from egide.portal import shell  # noqa: F401
