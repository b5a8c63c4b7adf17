"""What narrows a list: a form read from the address, whose mistakes are ignored, drawn by `{% filters %}`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from egide.common.search import LONGEST
from egide.ui.fields import DayField

Options: TypeAlias = Iterable[tuple[str, str]]
SELECTED = mark_safe(" selected")


@dataclass(frozen=True)
class Chip:
    """One choice drawn as a chip: the value in the address, the word, and how it looks."""

    value: str
    label: str
    tone: str = ""
    icon: str = ""


class PlainSelect(forms.Select):
    """A menu drawn in one go: Django's own renders a template for each option, a tenth of the cost of a list."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        shown = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        options = ((key, SELECTED if key in chosen else "", label) for key, label in self.choices)
        drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
        return format_html("<select{}>{}</select>", flatatt(shown), drawn)


class SearchField(forms.CharField):
    """Words typed in a search box: at most 80 signs count."""

    def __init__(self, label: str, placeholder: str) -> None:
        attrs = {"class": "input", "placeholder": placeholder, "autocomplete": "off"}
        widget = forms.TextInput(attrs={**attrs, "type": "search"})
        super().__init__(label=label, required=False, widget=widget)

    def clean(self, value: Any) -> str:
        return str(super().clean(value))[:LONGEST].replace("\0", "")


class ChipsField(forms.ChoiceField):
    """A few exclusive choices, always visible; `counts` are the numbers shown in them."""

    def __init__(self, label: str, chips: Sequence[Chip]) -> None:
        self.chips = tuple(chips)
        self.counts: Mapping[str, int] = {}
        options = [(chip.value, chip.label) for chip in chips]
        super().__init__(label=label, choices=options, required=False, widget=forms.RadioSelect)


class MenuField(forms.ChoiceField):
    """A longer list of choices; the first one, `everything`, narrows nothing."""

    def __init__(self, label: str, everything: str, options: Options = ()) -> None:
        self.everything = everything
        super().__init__(label=label, required=False, widget=PlainSelect(attrs={"class": "input"}))
        self.offer(options)

    def offer(self, options: Options) -> None:
        """What may be chosen; the form sets it when it depends on the member."""
        self.choices = [("", self.everything), *options]


class SinceField(DayField):
    """The first or the last day of a list: a date, drawn among the menus."""

    def __init__(self, label: str) -> None:
        super().__init__(label, required=False)
        self.widget.attrs["class"] = "input"


class Filters(forms.Form):
    """The filters of one list. What the address says wrongly narrows nothing: a list never shows an error.

    `folded`: the menus are opened by a button on every screen, where the list itself is narrow.
    """

    folded = False

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, auto_id="filtre-%s")
        self.prepare()
        self.is_valid()

    def prepare(self) -> None:
        """Where a list offers its own choices, or drops a filter that has nothing to choose from."""

    def asked(self, name: str) -> str:
        """The value of one filter, "" when it is not in force."""
        return str(self.cleaned_data.get(name) or "")

    @property
    def in_force(self) -> bool:
        """Whether something narrows the list: an empty list then says « aucun résultat », not « rien encore »."""
        return any(self.cleaned_data.values())

    def only(self, name: str) -> bool:
        """Whether no other filter than `name` is in force."""
        return not any(value for other, value in self.cleaned_data.items() if other != name)

    def count(self, name: str, counts: Mapping[str, int]) -> None:
        """Numbers shown in the chips of one filter, by value."""
        field = self.fields[name]
        if isinstance(field, ChipsField):
            field.counts = counts

    @property
    def searches(self) -> list[forms.BoundField]:
        return self._of_kind(SearchField)

    @property
    def menus(self) -> list[forms.BoundField]:
        return self._of_kind(MenuField, SinceField)

    @property
    def chips(self) -> list[tuple[forms.BoundField, list[dict[str, Any]]]]:
        """Each row of chips, with what its template draws."""
        return [(bound, self._drawn(bound)) for bound in self._of_kind(ChipsField)]

    def _of_kind(self, *kinds: type[forms.Field]) -> list[forms.BoundField]:
        return [bound for bound in self if isinstance(bound.field, kinds)]

    def _drawn(self, bound: forms.BoundField) -> list[dict[str, Any]]:
        field, current = bound.field, self.asked(bound.name)
        chips = field.chips if isinstance(field, ChipsField) else ()
        counts = getattr(field, "counts", {})
        return [{"chip": c, "count": counts.get(c.value), "checked": c.value == current} for c in chips]
