"""« Ceci est votre première connexion »: the four fields and the rule of the leaflet, at the figure in force."""

import pytest
from django.conf import settings
from django.test import Client

from egide.accounts.models import InitialPassword, User


@pytest.fixture
def page(db: None, client: Client) -> str:
    user = User(username="nouveau")
    user.enrol(by=None)
    InitialPassword.issue(user, by=None, secret="abcd-efgh-2345")
    answer = client.post("/connexion/", {"login": "nouveau", "password": "abcd-efgh-2345"}, follow=True)
    return answer.content.decode()


def test_this_is_the_first_login(page: str) -> None:
    """« Ceci est votre première connexion à votre espace utilisateur. »"""
    assert "c’est votre première connexion" in page


@pytest.mark.parametrize(
    "label", ["Nouveau mot de passe", "Validation mot de passe", "Adresse de récupération", "Validation de l’adresse"]
)
def test_the_four_fields(label: str, page: str) -> None:
    """The leaflet shows these four, each followed by its validation."""
    assert label in page


def test_the_address_serves_to_recover(page: str) -> None:
    """« Celle-ci sera utilisée pour la récupération de votre mot de passe en cas de perte ou d'oubli »"""
    assert "en cas de perte ou d’oubli" in page


def test_the_minimum_in_force_is_printed(page: str) -> None:
    """« vous devrez changer votre mot de passe (6 caractères minimum) »: the figure in force is printed."""
    assert f"{settings.MEMBER_PASSWORD_MINIMUM} caractères au moins" in page
