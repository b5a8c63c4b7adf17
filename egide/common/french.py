"""How French writes dates, hours and amounts, for papers, mails and pages alike."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from egide.common.identifiers import grouped

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
GLUED = re.compile(rf" (?=[:;!?»€%])|(?<=«) |(?<=\d) (?=h\b)|(?<=\d[ {NBSP}]h) (?=\d)")

# Plain words: Django's own are translated anew each time one is written, fifty times a page.
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def unbroken(sentence: str) -> str:
    """The same sentence, whose spaces before « : » or inside « 8 h 30 » never end a line."""
    return GLUED.sub(NBSP, sentence)


def lower_first(sentence: str) -> str:
    """« Égouts, assainissement » after a colon is « égouts, assainissement »."""
    return sentence[:1].lower() + sentence[1:]


def one_line(lines: str) -> str:
    """An address typed on several lines, within a sentence."""
    return ", ".join(lines.splitlines())


def shown_siren(siren: str) -> str:
    """`552100554` is « 552 100 554 »."""
    return grouped(siren, 3, 3, 3)


def shown_number(number: int) -> str:
    """`10000` is « 10 000 », with a space that never breaks."""
    return f"{number:,}".replace(",", THIN)


def shown_euros(amount: Decimal) -> str:
    """`5186.12` is « 5 186,12 € », with spaces that never break."""
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return f"{whole.replace(',', THIN)},{cents}{NBSP}€"


def shown_hour(moment: datetime) -> str:
    """« 9 h 30 », « 14 h »."""
    local = timezone.localtime(moment)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}" if local.minute else f"{local.hour}{NBSP}h"


def short_date(day: date) -> str:
    """« 24 nov. 2026 », kept on one line."""
    return f"{day.day}{NBSP}{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def long_date(day: date) -> str:
    """« mardi 24 novembre 2026 », « mercredi 1er juillet 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def month_and_year(day: date) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def in_words(moment: datetime) -> str:
    """« mardi 24 novembre 2026 à 9 h 30 »."""
    return f"{long_date(timezone.localtime(moment).date())} à {shown_hour(moment)}"


def shown_age(moment: date, now: datetime) -> str:
    """How long ago, as people say it: « il y a 1 h », « hier », « il y a 6 j »; a day begins at midnight."""
    if not isinstance(moment, datetime):
        moment = timezone.make_aware(datetime.combine(moment, time.min))
    then, today = timezone.localtime(moment), timezone.localtime(now)
    days = (today.date() - then.date()).days
    if days > 1:
        return f"il y a {days}{NBSP}j"
    if days == 1:
        return "hier"
    hours = int((now - moment).total_seconds() // 3600)
    if hours < 1:
        return "à l’instant" if (now - moment).total_seconds() < 120 else f"il y a moins d’1{NBSP}h"
    return f"il y a {hours}{NBSP}h"


def short_moment(moment: datetime) -> str:
    """« mer. 25 nov. à 9 h » for lists and choices."""
    local = timezone.localtime(moment)
    day = f"{WEEKDAYS[local.weekday()][:3]}. {local.day} {SHORT_MONTHS[local.month - 1]}"
    return f"{day} à {shown_hour(moment)}"
