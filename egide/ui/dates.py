"""The date field of our forms: the browser's own calendar, and what people type without it."""

from typing import Any

from django import forms

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"]


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day, written `2026-11-30` by a calendar or « 30/11/26 » by hand."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, input_formats=FORMATS, **options)
