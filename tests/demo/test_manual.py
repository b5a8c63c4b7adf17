"""The manual of the demo's library: the figures in force, chapter by chapter, readable by everybody."""

import ast
import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from egide.centres.models import Service, Tariff
from egide.library import chapters
from egide.library.manual import manual_pdf
from tests import factories
from tests.papers import is_accessible, pages_of, words_of
from tests.unbroken import MASK, TAG

QUOTED = re.compile("«\u00a0(.*?)\u00a0»")
LABELS = sorted({label for one in chapters.CHAPTERS for said in one.paragraphs for label in QUOTED.findall(said)})


def the_manual() -> bytes:
    return manual_pdf("Mode d’emploi du portail adhérent", "Menu par menu")


def test_the_manual_prints_the_figures_in_force(service: Service) -> None:
    service.configure(by=None, cancellation_notice_days=3, offer_hours=36, first_reminder_days=10)
    factories.a_tariff("55.00", timezone.localdate(), Tariff.Kind.ABSENCE)
    factories.a_tariff("60.00", timezone.localdate() + timedelta(days=1), Tariff.Kind.ABSENCE)
    pdf = the_manual()
    words = words_of(pdf)
    assert f"{settings.MEMBER_PASSWORD_MINIMUM} caractères au moins" in words
    assert "jusqu’à 3 jours ouvrés" in words
    assert "55,00 € hors taxes" in words
    assert "36 heures ouvrées" in words
    assert "Deux rappels suivent, 10 jours puis 2 jours avant la visite." in words
    for entry in ("Accueil", "Mon entreprise", "Mes salariés", "Mes factures", "Mes contacts", "Mes rendez-vous"):
        assert entry in words
    assert is_accessible(pdf)
    assert pages_of(pdf) <= 3


@pytest.mark.parametrize(
    ("days", "said"), [((0, 1), "Un rappel suit, 1 jour avant la visite."), ((3, 3), "Un rappel suit, 3 jours avant")]
)
def test_the_manual_tells_the_reminders_that_are_sent(days: tuple[int, int], said: str, service: Service) -> None:
    service.configure(by=None, first_reminder_days=days[0], last_reminder_days=days[1])
    assert said in words_of(the_manual())


def test_without_reminders_the_manual_promises_none(service: Service) -> None:
    service.configure(by=None, first_reminder_days=0, last_reminder_days=0)
    assert " avant la visite" not in words_of(the_manual())


@pytest.mark.parametrize(
    "deed", ["Réserver un créneau", "Déplacer", "Remplacer", "Un créneau se libère", "Demander l’annulation",
             "Contester", "Dans mon agenda"]
)  # fmt: skip
def test_the_manual_tells_all_that_is_done_with_appointments(deed: str) -> None:
    assert deed in LABELS


@pytest.mark.parametrize("label", LABELS)
def test_what_the_manual_quotes_stands_on_a_screen(label: str) -> None:
    """A button renamed, and this says where the manual is wrong."""
    assert label in written_on_screens()


@cache
def written_on_screens() -> set[str]:
    """What stands alone between two tags of a template, in a string that a tag is given, or in the code."""
    found: set[str] = set()
    for path in Path("egide").rglob("*.html"):
        text = path.read_text()
        found.update(words for tag in TAG.findall(text) for words in re.findall(r'"([^"]*)"', tag))
        found.update(words.strip() for words in re.split(f"<[^>]*>|{MASK}", TAG.sub(MASK, text)))
    for path in Path("egide").rglob("*.py"):
        if path != Path(chapters.__file__).relative_to(Path.cwd()):
            constants = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
            found.update(value for value in constants if isinstance(value, str))
    return found
