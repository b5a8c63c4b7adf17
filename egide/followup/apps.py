"""Plugs the reactions in when the application starts."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "egide.followup"

    def ready(self) -> None:
        from egide.followup import reactions  # noqa: F401
