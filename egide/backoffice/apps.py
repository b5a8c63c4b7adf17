"""Plugs the menu of the espace service in when the application starts."""

from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    name = "egide.backoffice"

    def ready(self) -> None:
        from egide.backoffice import shell  # noqa: F401
