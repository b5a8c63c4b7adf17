"""Teaches the forms our words, to ask the antivirus and to refuse what nobody sees, before any of them is read."""

from typing import Any

from django.apps import AppConfig

from egide.ui.unseen import refuse_unseen_signs
from egide.ui.uploads import listen_to_the_antivirus
from egide.ui.wording import speak_plainly


class UiConfig(AppConfig):
    name = "egide.ui"

    def __init__(self, *args: Any) -> None:
        """Not in `ready`: the applications above may be ready first, their forms read with the framework's words."""
        super().__init__(*args)
        speak_plainly()
        listen_to_the_antivirus()
        refuse_unseen_signs()
