"""The controls of our forms: drawn directly, they are what the templates of Django would have drawn."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe

from egide.ui.widgets import DirectRenderer

CHOICES = [
    ("", "Choisissez"),
    ("a&b", "L’un « & » l’autre"),
    (3, "<trois>"),
    ("Groupe <1>", [("x", "Dans"), ("y", "Y")]),
]
HOSTILE = "\"'><script>alert(1)</script>&amp;"
ATTRIBUTES = {"class": "input", "required": True, "disabled": False, "data-x": HOSTILE, "maxlength": "1200"}


@pytest.mark.parametrize(
    "value", [None, "", HOSTILE, 0, 1234, 12.5, True, False, mark_safe("déjà &amp; sûr"), "3", "a&b"]
)
@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(ATTRIBUTES), forms.HiddenInput(), forms.PasswordInput(render_value=True), forms.NumberInput(),
        forms.EmailInput(), forms.URLInput(), forms.DateInput(format="%Y-%m-%d"), forms.TimeInput(),
        forms.CheckboxInput(),
        forms.Textarea(ATTRIBUTES), forms.Select(ATTRIBUTES, CHOICES), forms.RadioSelect({}, CHOICES),
        forms.SelectMultiple({}, CHOICES), forms.CheckboxSelectMultiple({}, CHOICES), forms.ClearableFileInput(),
    ],
    ids=lambda widget: type(widget).__name__,
)  # fmt: skip
def test_a_control_is_what_django_would_have_drawn(widget: forms.Widget, value: object) -> None:
    drawn = [
        widget.render(f"n{HOSTILE}", value, {"id": "id_n"}, renderer)
        for renderer in (DirectRenderer(), DjangoTemplates())
    ]
    assert drawn[0].split() == drawn[1].split()


def test_every_form_is_drawn_so() -> None:
    assert isinstance(get_default_renderer(), DirectRenderer)
