"""« Connexion au portail »: each sentence of the leaflet that promises something, and the page that keeps it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_portail_adherents(client: Client) -> None:
    """« Rendez-vous sur notre site internet et cliquez sur Portail Adhérents »"""
    assert "<h1>Portail Adhérents</h1>" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "label",
    [
        "Code utilisateur",
        "Mot de passe",
        "J’utilise une connexion mandataire / cabinet comptable",
        "J’ai oublié mon mot de passe",
    ],
)  # fmt: skip
def test_the_login_page_has_the_leaflets_labels(label: str, client: Client) -> None:
    """« Code utilisateur », « Mot de passe » and the two links of the leaflet."""
    assert label in client.get("/connexion/").content.decode()


def test_the_code_comes_by_letter(client: Client) -> None:
    """« Renseignez le code utilisateur et le mot de passe communiqués dans le courrier joint. »"""
    page = client.get("/connexion/").content.decode()
    assert "Renseignez le code utilisateur et le mot de passe communiqués dans votre courrier" in page


@pytest.mark.parametrize("label", ["Nom utilisateur", "Mot de passe", "J’ai oublié mon mot de passe"])
def test_the_delegates_page_has_the_leaflets_labels(label: str, client: Client) -> None:
    """« Nom utilisateur », « Mot de passe », « J'ai oublié mon mot de passe »"""
    assert label in client.get("/connexion/mandataire/").content.decode()
