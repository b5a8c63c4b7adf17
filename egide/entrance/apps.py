"""Plugs the doorstep in when the application starts."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    name = "egide.entrance"

    def ready(self) -> None:
        from egide.entrance import address, shell, signs  # noqa: F401
