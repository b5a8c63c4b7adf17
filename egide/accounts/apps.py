"""Plugs the checks in when the application starts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "egide.accounts"

    def ready(self) -> None:
        from egide.accounts import checks  # noqa: F401
