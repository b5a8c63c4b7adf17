"""Plugs the reactions in when the application starts."""

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "egide.invoicing"

    def ready(self) -> None:
        from egide.invoicing import reactions  # noqa: F401
