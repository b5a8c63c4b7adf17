"""The library is not empty on the first day: the manual of the portal and model statutes, with the figures in force."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.accounts.models import User
from egide.centres.models import Service
from egide.library.models import Document, Theme
from egide.library.opening import MANUAL, STATUTES, open_library
from tests.papers import words_of


def current(title: str) -> bytes:
    document = Document.objects.get(title=title)
    version = document.versions.order_by("number").last()
    assert version is not None
    with version.file.open() as file:
        return bytes(file.read())


def test_nadia_opens_the_service_and_its_library_with_it(nadia: User, as_nadia: Client) -> None:
    answers = {
        "name": "Santé Travail Essai", "siren": "552100554", "address": "1 place du Marché", "phone": "03 53 01 00 00",
        "assistance_email": "aide@service.example", "assistance_phone": "03 53 01 00 01",
    }  # fmt: skip
    as_nadia.post("/service/mise-en-route/", answers)
    assert set(Document.objects.values_list("title", flat=True)) == {MANUAL[0], STATUTES[0]}
    assert "aide@service.example" in words_of(current(MANUAL[0]))


def test_a_library_in_use_is_left_alone(nadia: User) -> None:
    Theme.add("Prévention", by=nadia)
    open_library(by=nadia)
    assert not Document.objects.exists()


@pytest.mark.parametrize(("change", "said"), [({"cancellation_notice_days": 5}, "jusqu’à 5 jours ouvrés")])
def test_the_manual_follows_the_figures_in_force(change: dict[str, int], said: str, nadia: User) -> None:
    open_library(by=nadia)
    Service.current().configure(by=nadia, **change)
    manual = Document.objects.get(title=MANUAL[0])
    assert manual.versions.count() == 2
    assert said in words_of(current(MANUAL[0]))


def test_what_the_manual_does_not_print_changes_nothing(nadia: User) -> None:
    open_library(by=nadia)
    Service.current().configure(by=nadia, short_name="STE")
    assert Document.objects.get(title=MANUAL[0]).versions.count() == 1


def test_the_model_says_that_it_is_one(nadia: User) -> None:
    open_library(by=nadia)
    assert "Ce texte est un modèle" in words_of(current(STATUTES[0]))


def test_what_the_service_has_uploaded_under_the_same_title_is_never_replaced(nadia: User) -> None:
    open_library(by=nadia)
    manual = Document.objects.get(title=MANUAL[0])
    manual.publish(by=nadia, upload=SimpleUploadedFile("le-notre.pdf", b"%PDF-1.4 le notre"))
    Service.current().configure(by=nadia, cancellation_notice_days=5)
    assert manual.versions.count() == 2
    assert current(MANUAL[0]) == b"%PDF-1.4 le notre"
