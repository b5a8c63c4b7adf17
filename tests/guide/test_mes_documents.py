"""« MES DOCUMENTS »: by theme, with the two documents that the leaflet names (in the demo service)."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from egide.accounts.models import User
from egide.centres.models import Service
from egide.demo import library
from egide.demo.manual import manual_pdf
from egide.members.models import Member
from tests.papers import is_accessible, words_of


@pytest.fixture
def page(service: Service, as_martine: Client, ours: Member, nadia: User) -> str:
    library.publish(nadia)
    return as_martine.get("/adherents/10042/mes-documents/").content.decode()


def test_documents_stand_by_theme(page: str) -> None:
    """« une bibliothèque de documents interne sera stockée, classés par thème »"""
    assert "<h2>Le portail</h2>" in page
    assert "<h2>Votre service</h2>" in page


@pytest.mark.parametrize("title", ["Mode d’emploi du portail adhérent", "Statuts et règlement intérieur"])
def test_the_two_documents_of_the_leaflet(title: str, page: str) -> None:
    """« Mode d'emploi du portail adhérent » « Statuts et Règlement Intérieur de votre service »"""
    assert title in page


def test_the_manual_prints_the_figures_in_force(service: Service) -> None:
    """« Mode d'emploi du portail adhérent »"""
    service.configure(by=None, cancellation_notice_days=3, absence_fee=Decimal("55.00"))
    pdf = manual_pdf("Mode d’emploi du portail adhérent", "Menu par menu")
    words = words_of(pdf)
    assert f"{settings.MEMBER_PASSWORD_MINIMUM} caractères au moins" in words
    assert "jusqu’à 3 jours ouvrés" in words
    assert "55,00 € hors taxes" in words
    for entry in ("Accueil", "Mon entreprise", "Mes salariés", "Mes factures", "Mes contacts", "Mes rendez-vous"):
        assert entry in words
    assert is_accessible(pdf)
