"""Plugs the reactions in when the application starts."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "egide.appointments"

    def ready(self) -> None:
        from egide.appointments import reactions  # noqa: F401
