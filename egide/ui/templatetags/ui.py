"""The words of our templates: icons, fields, statuses, French dates and amounts."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from egide.common import french, phones
from egide.ui import marks
from egide.ui.listing import MoreThan
from egide.ui.stencils import fill
from egide.ui.wording import NAMELESS

register = template.Library()
register.filter("dialled", phones.dialled)
register.filter("one_line", french.one_line)
register.filter("lower_first", french.lower_first)
register.filter("unbroken", french.unbroken)
register.filter("siren", french.shown_siren)
NBSP = french.NBSP
for mark in (marks.icon, marks.status, marks.category, marks.date_tile, marks.dot):
    register.simple_tag(mark)


@register.simple_tag(takes_context=True)
def form_token(context: template.Context) -> SafeString:
    """What every form that is posted carries: the csrf secret, and the token that makes it act once."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="form_token" value="{}">',
        get_token(context["request"]),
        uuid.uuid4(),
    )


@register.simple_tag
def field(bound: BoundField, locked: bool = False) -> SafeString:
    """One field with its label, hint and error, tied together for screen readers."""
    widget = bound.field.widget
    error, kind = _error(bound), _kind(widget)
    described = [f"{bound.auto_id}-aide"] if bound.help_text else []
    described += [f"{bound.auto_id}-erreur"] if error else []
    if kind in ("input", "password"):
        widget.attrs.setdefault("class", "input")
    if described:
        widget.attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        widget.attrs["aria-invalid"] = "true"
    words = {
        "id": bound.auto_id,
        "control_id": bound.id_for_label,
        "label": bound.label,
        "hint": _unbroken(bound.help_text),
        "error": _unbroken(error),
        "control": _choices(bound) if kind == "choices" else str(bound),
    }
    shape = {
        "is_check": kind == "check",
        "is_choices": kind == "choices",
        "is_password": kind == "password",
        "is_optional": not (bound.field.required or locked or getattr(bound.field, "wanted", False)),
        "is_locked": locked,
        "has_hint": bool(bound.help_text),
        "has_error": bool(error),
    }
    return fill("ui/field.html", [{name: conditional_escape(word) for name, word in words.items()} | shape], {})


def _unbroken(sentence: Any) -> SafeString:
    """Escaped if need be; a space changed into another makes no markup."""
    return SafeString(french.unbroken(conditional_escape(sentence)))


def _error(bound: BoundField) -> str:
    """What is wrong with this field, or the file that must be chosen once more."""
    if bound.errors:
        return str(bound.errors[0])
    again = _sent_in_vain(bound)
    return f"Choisissez de nouveau {again}." if again else ""


def _choices(bound: BoundField) -> SafeString:
    drawn = ((choice.id_for_label, choice.tag(), choice.choice_label) for choice in bound)
    return format_html_join("", '<label class="check" for="{}">{}<span>{}</span></label>', drawn)


def _sent_in_vain(bound: BoundField) -> str:
    """The name of a good file that came with a form to mend: no browser sends it again by itself."""
    sent = bound.form.files.get(bound.html_name)
    return "" if sent is None or bound.errors or not bound.form.errors else str(sent.name)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "password" if isinstance(widget, forms.PasswordInput) else "input"


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms_shown: forms.BaseForm) -> dict[str, Any]:
    """All errors of the page at its top, each a link to its field."""
    lines: list[tuple[str | None, Any]] = []
    for form in forms_shown:
        lines += [(None, error) for error in form.non_field_errors()]
        lines += [(b.auto_id, _named(b, str(error))) for b in form if b.errors for error in b.errors]
    return {"lines": lines}


def _named(bound: BoundField, error: str) -> str:
    """In the summary an error stands far from its field: it says which one."""
    return f"{bound.label} : {error[0].lower()}{error[1:]}" if error in NAMELESS else error


@register.simple_tag
def phone(number: str) -> SafeString:
    """A number to tap; nothing where there is none."""
    if not number:
        return SafeString("")
    return format_html('<a class="nowrap" href="tel:{}">{}</a>', phones.dialled(number), phones.shown(number))


@register.filter
def euros(amount: Decimal | None) -> str:
    return "" if amount is None else french.shown_euros(amount)


@register.filter
def french_date(day: date | None) -> str:
    """« 24 nov. 2026 »."""
    return "" if day is None else french.short_date(_day(day))


@register.filter
def short_month(day: date) -> str:
    return french.SHORT_MONTHS[_day(day).month - 1]


@register.filter
def numeric_date(day: date | None) -> str:
    """« 24/11/2026 », as accountants write it."""
    return "" if day is None else f"{_day(day):%d/%m/%Y}"


@register.filter
def long_date(day: date | None) -> str:
    return "" if day is None else french.long_date(_day(day))


@register.filter
def hour(moment: datetime | None) -> str:
    return "" if moment is None else french.shown_hour(moment)


@register.filter
def short_moment(moment: datetime | None) -> str:
    """« mer. 25 nov. à 9 h »."""
    return "" if moment is None else french.short_moment(moment)


@register.filter
def age(moment: date | None) -> str:
    """« il y a 6 j », of a moment or of a day."""
    return "" if moment is None else french.shown_age(moment, timezone.now())


@register.filter
def in_words(moment: datetime | None) -> str:
    """« mardi 24 novembre 2026 à 9 h 30 »."""
    return "" if moment is None else french.in_words(moment)


@register.filter
def size(octets: int) -> str:
    """« 32 Ko », « 1,4 Mo »."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}{NBSP}Ko"
    return f"{octets / 1_000_000:.1f}{NBSP}Mo".replace(".", ",")


@register.filter
def counted(number: int) -> str:
    """« 3 », or « plus de 10 000 » of what was not counted to its end."""
    return f"plus de {french.shown_number(number)}" if isinstance(number, MoreThan) else str(number)


@register.filter
def some(number: int, words: str) -> str:
    """`3|some:"salarié,salariés"` is « 3 salariés »."""
    one, many = words.split(",")
    return f"{counted(number)}{NBSP}{one if number < 2 else many}"


def _day(day: date) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day
