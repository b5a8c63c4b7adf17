"""The manual of the demo's library: the figures in force, chapter by chapter, readable by everybody."""

from decimal import Decimal

from django.conf import settings

from egide.centres.models import Service
from egide.library.manual import manual_pdf
from tests.papers import is_accessible, words_of


def test_the_manual_prints_the_figures_in_force(service: Service) -> None:
    service.configure(by=None, cancellation_notice_days=3, absence_fee=Decimal("55.00"))
    pdf = manual_pdf("Mode d’emploi du portail adhérent", "Menu par menu")
    words = words_of(pdf)
    assert f"{settings.MEMBER_PASSWORD_MINIMUM} caractères au moins" in words
    assert "jusqu’à 3 jours ouvrés" in words
    assert "55,00 € hors taxes" in words
    for entry in ("Accueil", "Mon entreprise", "Mes salariés", "Mes factures", "Mes contacts", "Mes rendez-vous"):
        assert entry in words
    assert is_accessible(pdf)
