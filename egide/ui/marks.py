"""The small marks of our pages: icons, statuses, categories; each kind is drawn once a process.

They depend on nothing but their words: pages call them as tags, the rows of long lists carry them ready.
"""

from datetime import datetime
from functools import lru_cache

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from egide.common import french

# A page draws a hundred small marks of a few dozen kinds. `typed`: a text and the same text marked safe are two.
drawn_once = lru_cache(maxsize=1024, typed=True)


@drawn_once
def icon(name: str, extra: str = "") -> SafeString:
    """An icon is drawn beside a word, never alone: screen readers skip it."""
    sprite = static("ui/icons.svg")
    return format_html('<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>', extra, sprite, name)


@drawn_once
def status(tone: str, icon_name: str, text: str, note: str = "") -> SafeString:
    """Where a row stands, by colour, icon and word; `note` says more under it."""
    return noted(format_html('<span class="st" data-tone="{}">{}{}</span>', tone, icon(icon_name), text), note)


@drawn_once
def category(code: str, css: str = "") -> SafeString:
    return format_html('<span class="cat {}" data-cat="{}">{}</span>', css, code, code)


@drawn_once
def colour(tone: str) -> SafeString:
    """The attribute that gives its colour to a row; nothing where it has none."""
    return format_html(' data-tone="{}"', tone) if tone else SafeString("")


@drawn_once
def dot(tone: str, icon_name: str) -> SafeString:
    """Where a request stands, at the head of its line."""
    return format_html('<span class="dot" data-tone="{}" aria-hidden="true">{}</span>', tone, icon(icon_name))


def date_tile(moment: datetime) -> SafeString:
    """The day as a leaf of a calendar for the eye, in words for the ear."""
    day = timezone.localtime(moment).date()
    return format_html(
        '<span class="date" aria-hidden="true"><span>{}.</span> <b>{}</b> <small>{}</small></span>'
        ' <span class="sr">{}</span>',
        french.WEEKDAYS[day.weekday()][:3],
        day.day,
        french.SHORT_MONTHS[day.month - 1],
        french.in_words(moment),
    )


def noted(text: str, note: str) -> SafeString:
    """A value, and under it what goes with it, if anything does."""
    return format_html('{} <span class="sub">{}</span>', text, note) if note else format_html("{}", text)
