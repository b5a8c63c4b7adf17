"""Plugs the reactions in when the application starts."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "egide.platform"

    def ready(self) -> None:
        from egide.platform import reactions  # noqa: F401
