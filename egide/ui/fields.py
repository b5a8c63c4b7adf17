"""Fields that several forms share."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A date, picked in the browser's calendar or typed as people write it (« 12/3/26 »)."""

    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, widget=widget, **options)
