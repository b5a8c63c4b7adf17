"""The controls of our forms, drawn as Django's own templates draw them, without walking three templates for each."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape

Widget: TypeAlias = dict[str, Any]
PLACE = "django/forms/widgets/"
INPUTS = ("text", "hidden", "password", "number", "email", "url", "tel", "search", "date", "time", "checkbox")


class DirectRenderer(DjangoTemplates):
    """`FORM_RENDERER`: inputs, menus and text areas here; what is rare, and what has a template of its own, there."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _attributes(widget: Widget) -> str:
    """False is left out, True is the name alone."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget)}>'


def _select(widget: Widget) -> str:
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _ in widget["optgroups"]:
        drawn = [_option(option) for option in options]
        parts += [f'<optgroup label="{conditional_escape(group)}">', *drawn, "</optgroup>"] if group else drawn
    return "\n".join([*parts, "</select>"])


def _option(widget: Widget) -> str:
    value, label = conditional_escape(widget["value"]), conditional_escape(widget["label"])
    return f'<option value="{value}"{_attributes(widget)}>{label}</option>'


def _textarea(widget: Widget) -> str:
    name, text = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    return f'<textarea name="{name}"{_attributes(widget)}>\n{text}</textarea>'


DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{PLACE}{kind}.html": _input for kind in INPUTS},
    f"{PLACE}select.html": _select,
    f"{PLACE}textarea.html": _textarea,
}
