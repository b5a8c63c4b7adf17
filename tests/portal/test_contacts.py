"""Mes contacts: whom to call, where to go, what to post on the wall."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from egide.centres.models import Centre, Service
from egide.members.models import Member
from tests import factories
from tests.papers import is_accessible, words_of

CONTACTS = "/adherents/10042/mes-contacts/"


def page(client: Client, query: str = "") -> str:
    return client.get(CONTACTS + query).content.decode()


def png() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4)).save(drawn, "PNG")
    return SimpleUploadedFile("plan.png", drawn.getvalue(), content_type="image/png")


def test_the_centre_says_how_to_come(as_martine: Client) -> None:
    shown = page(as_martine)
    for words in ("3 rue des Artisans", "Tramway B", "Parking gratuit", "Entrée de plain-pied"):
        assert words in shown
    assert "de 8\xa0h à 17\xa0h" in shown  # no hour is cut at the end of a line
    assert "openstreetmap.org/search?query=3+rue+des+Artisans" in shown


def test_every_number_can_be_dialled(as_martine: Client) -> None:
    shown = page(as_martine)
    for number in ("0353010000", "0353010001", "0353010010", "0353010011"):
        assert f'href="tel:+33{number[1:]}"' in shown or f'href="tel:{number}"' in shown


def test_the_other_centres_are_one_tab_away(as_martine: Client) -> None:
    factories.a_centre(name="Centre d’Épernay")
    assert "Centre d’Épernay" not in page(as_martine)
    assert "Centre d’Épernay" in page(as_martine, "?centres=tous")


def test_the_plan_opens_where_there_is_one(as_martine: Client, ours: Member, centre: Centre) -> None:
    assert as_martine.get(f"{CONTACTS}plan/").status_code == 404
    centre.describe(by=None, plan=png())
    assert f"{CONTACTS}plan/" in page(as_martine)
    answer = as_martine.get(f"{CONTACTS}plan/")
    assert answer.headers["Content-Type"] == "image/png"


def test_a_company_without_centre_or_physician_is_told_to_call(as_martine: Client, ours: Member) -> None:
    ours.assign(by=None, centre=None, physician=None)
    shown = page(as_martine)
    assert "Aucun centre n’est encore désigné" in shown
    assert "Aucun médecin n’est encore désigné" in shown


@pytest.mark.parametrize(
    "words", ["Dr Hélène Leroy", "03 53 01 00 11", "Centre de Reims", "112", "Samu : 15", "Inspection du travail"]
)
def test_the_poster_has_what_the_law_wants_on_the_wall(words: str, as_martine: Client) -> None:
    """D.4711-1."""
    assert words in words_of(as_martine.get(f"{CONTACTS}affichage/").content)


def test_without_a_physician_the_poster_gives_the_service(as_martine: Client, service: Service, ours: Member) -> None:
    ours.assign(by=None, centre=None, physician=None)
    pdf = as_martine.get(f"{CONTACTS}affichage/").content
    assert "Santé Travail Essai" in words_of(pdf)
    assert "03 53 01 00 00" in words_of(pdf)
    assert is_accessible(pdf)
