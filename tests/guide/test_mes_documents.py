"""« MES DOCUMENTS »: by theme, with the two documents that the leaflet names (in the demo service)."""

import pytest
from django.test import Client

from egide.accounts.models import User
from egide.centres.models import Service
from egide.demo import library
from egide.members.models import Member


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
