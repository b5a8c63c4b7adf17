"""Plugs the reactions in when the application starts."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "egide.library"

    def ready(self) -> None:
        from egide.library import reactions  # noqa: F401
