"""Teaches the forms our words when the application starts."""

from django.apps import AppConfig

from egide.ui.wording import speak_plainly


class UiConfig(AppConfig):
    name = "egide.ui"

    def ready(self) -> None:
        speak_plainly()
