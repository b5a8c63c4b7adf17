"""Every field that takes a file asks the antivirus, those of tomorrow included."""

from django import forms

from egide.common import antivirus


def ask_the_antivirus() -> None:
    """Runs once, when the application starts."""
    for field in (forms.FileField, forms.ImageField):
        field.default_validators = [*field.default_validators, antivirus.check]
