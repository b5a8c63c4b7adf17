"""Fields that every form shares: days, telephones, postcodes, short lists; typed as people type, kept in one form."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Model
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import ModelChoiceIterator

from egide.common.identifiers import is_row_key
from egide.common.phones import normalised

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
BEYOND = "Vérifiez l’année : écrivez la date ainsi, 31/12/2026."
# What the browser's own picker sends, then what people write without it.
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"]


class DayInput(forms.DateInput):
    """A picker; what it could not show (« 31/02/1990 ») comes back as it was typed, in a field of text."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day of the calendar; the browser offers its own picker, and « 12/3/26 » is understood."""

    def __init__(self, label: str, **options: Any) -> None:
        attrs = {"type": "date", "min": EARLIEST.isoformat(), "max": LATEST.isoformat()}
        widget = DayInput(attrs=attrs, format="%Y-%m-%d")
        limits = [MinValueValidator(EARLIEST, BEYOND), MaxValueValidator(LATEST, BEYOND)]
        super().__init__(label=label, widget=widget, input_formats=DAY_FORMATS, validators=limits, **options)


class PhoneField(forms.CharField):
    """A telephone, with or without spaces and dots, French or international: kept as « 03 53 01 42 00 »."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
        super().__init__(max_length=30, widget=widget, **options)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "")
        try:
            return normalised(typed) if typed else ""
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong


class PostcodeField(forms.RegexField):
    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "postal-code", "maxlength": "5"}
        message = {"invalid": "Le code postal compte 5 chiffres, par exemple 51100."}
        options = {"label": "Code postal", "error_messages": message} | options
        super().__init__(r"^\d{5}$", widget=forms.TextInput(attrs=attrs), **options)


# What Django writes for « none of them »: a row of signs that a screen reader spells.
DASHES = BLANK_CHOICE_DASH[0][1]


def offer(form: forms.BaseForm, **offered: Any) -> None:
    """What may be chosen in fields of `form`, where it depends on who asks: rows of a table or pairs of choices."""
    for name, choices in offered.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices
            if field.empty_label == DASHES:
                field.empty_label = "Choisissez" if field.required else "Aucun"
        elif isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            raise TypeError(f"{name} is no list to choose from")


class _RowsOnce(ModelChoiceIterator[Any]):
    """Django's own reads the rows anew for each look at the choices; these stay with the field of the form."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for row in self.queryset:
            yield self.choice(row)


class ShortListField(forms.ModelChoiceField[Any]):
    """One of a few rows, all of them in the menu: read once a form, also to find the one that was chosen."""

    iterator = _RowsOnce

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        key = str(value.pk if isinstance(value, Model) else value)
        if chosen := next((row for row in self.queryset or () if str(row.pk) == key), None):
            return chosen
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class TickedRowsField(forms.ModelMultipleChoiceField[Any]):
    """Some of a few rows, each a box to tick; a word that is the key of nothing is a wrong choice, not a breakdown."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for word in value or ():
            if not is_row_key(str(word)):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": word}
                )
        return super().clean(value)
