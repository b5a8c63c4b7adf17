"""How French writes dates, hours and amounts, for papers, mails and pages alike."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS

NBSP = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def shown_euros(amount: Decimal) -> str:
    """`5186.12` is « 5 186,12 € », with spaces that never break."""
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return f"{whole.replace(',', THIN)},{cents}{NBSP}€"


def shown_hour(moment: datetime) -> str:
    """« 9 h 30 », « 14 h »."""
    local = timezone.localtime(moment)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}" if local.minute else f"{local.hour}{NBSP}h"


def long_date(day: date) -> str:
    """« mardi 24 novembre 2026 », « mercredi 1er juillet 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month]} {day.year}"


def in_words(moment: datetime) -> str:
    """« mardi 24 novembre 2026 à 9 h 30 »."""
    return f"{long_date(timezone.localtime(moment).date())} à {shown_hour(moment)}"
