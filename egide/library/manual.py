"""The « mode d’emploi du portail adhérent »: menu by menu, its own pictograms drawn, the figures in force printed."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from egide import ui
from egide.accounts.models import AccessRules
from egide.centres.models import Service, Tariff
from egide.centres.papers import head_of
from egide.common.french import shown_euros
from egide.common.typesetting import render
from egide.library.chapters import CHAPTERS, Chapter

ICONS = Path(ui.__path__[0]) / "static" / "ui" / "icons.svg"
INK = "#0e5163"


def manual_pdf(title: str, intro: str) -> bytes:
    """The manual of this installation."""
    service = Service.current()
    words = figures(service)
    chapters = [_drawn(chapter, words) for chapter in CHAPTERS]
    return render("manual", {"head": head_of(service), "title": title, "intro": intro, "chapters": chapters})


def figures(service: Service) -> dict[str, Any]:
    """The figures in force, and whom to call."""
    return {
        "minimum": AccessRules.current().member_minimum,
        "notice": service.cancellation_notice_days,
        "grace": service.cancellation_grace_hours,
        "offer": service.offer_hours,
        "reminders": _reminders(service.reminder_days),
        "fee": _fee(),
        "assistance": f"{service.assistance_email} – {service.assistance_phone}",
    }


def _fee() -> str:
    """Of an absence today."""
    tariff = Tariff.objects.in_force(Tariff.Kind.ABSENCE, timezone.localdate())
    return f"{shown_euros(tariff.amount)} hors taxes sont dus" if tariff and tariff.amount else "rien n’est facturé"


def _reminders(days: list[int]) -> str:
    """The sentence, or nothing where the service sends none."""
    told = " puis ".join(f"{day} jour{'s' if day > 1 else ''}" for day in sorted(days, reverse=True))
    begun = {1: "Un rappel suit", 2: "Deux rappels suivent"}
    return f"{begun[len(days)]}, {told} avant la visite." if days else ""


def _drawn(chapter: Chapter, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "paragraphs": [text.format(**words) for text in chapter.paragraphs],
        "pictograms": [{"icon": _icon(i), "name": name, "meaning": says} for i, name, says in chapter.pictograms],
        "rows": [{"tone": tone, "word": word, "meaning": says} for tone, word, says in chapter.rows],
    }


@cache
def _icon(name: str) -> str:
    """The pictogram as the screens draw it, an image by itself."""
    found = re.search(rf'<symbol id="i-{name}"[^>]*>(.*?)</symbol>', ICONS.read_text(), re.DOTALL)
    if found is None:
        raise LookupError(name)
    stroke = f'fill="none" stroke="{INK}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" {stroke}>{found[1]}</svg>'
