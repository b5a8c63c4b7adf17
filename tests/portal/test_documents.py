"""Mes documents: by theme, for whom they are meant, new since the last visit; and what the member hands in."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.library.models import Deposit, Document, Theme
from egide.members.models import Member
from tests.office import PDF

LIST = "/adherents/10042/mes-documents/"


def published(title: str, theme: str = "Prévention", **facts: object) -> Document:
    shelf, _ = Theme.objects.get_or_create(name=theme)
    document = Document()
    document.describe(by=None, theme=shelf, title=title, **facts)
    document.publish(by=None, upload=SimpleUploadedFile("fiche.pdf", PDF))
    return document


def page(client: Client, query: str = "") -> str:
    return client.get(LIST + query).content.decode()


def test_documents_are_found_without_their_accents(as_martine: Client) -> None:
    published("Silice : les bons gestes", summary="Une page à afficher")
    published("Travail en hauteur")
    found = page(as_martine, "?q=SILICE afficher")
    assert "Silice : les bons gestes" in found
    assert "Travail en hauteur" not in found
    assert "Aucun document ne correspond" in page(as_martine, "?q=zzz")


def test_a_theme_narrows(as_martine: Client) -> None:
    kept = published("Statuts", theme="Votre service")
    published("Silice")
    found = as_martine.get(f"{LIST}?theme={kept.theme_id}", headers={"HX-Request": "true"}).content.decode()
    assert "Statuts" in found
    assert "Silice" not in found
    assert "<html" not in found


@pytest.mark.parametrize("trade", ["43", "43.99", "4399", "43.99C"])
def test_a_document_for_a_trade_is_read_by_that_trade(trade: str, as_martine: Client, ours: Member) -> None:
    assert ours.naf == "43.99C"
    mine, other = published("Pour nous", trade=trade), published("Pour la route", trade="42")
    shown = page(as_martine)
    assert mine.title in shown
    assert other.title not in shown
    assert as_martine.get(f"{LIST}{other.pk}/fichier/").status_code == 404


def test_a_document_for_one_member_is_read_by_no_other(as_martine: Client, as_karim: Client, ours: Member) -> None:
    sheet = published("Fiche d’entreprise", member=ours)
    assert "pour votre entreprise" in page(as_martine)
    assert as_karim.get(f"/adherents/10077/mes-documents/{sheet.pk}/").status_code == 404
    assert "Fiche d’entreprise" not in as_karim.get("/adherents/10077/mes-documents/").content.decode()


def test_new_is_since_the_persons_last_visit(as_martine: Client, martine: User) -> None:
    published("Silice")
    assert "nouveau" in page(as_martine)
    User.objects.filter(pk=martine.pk).update(previous_login=timezone.now() + timedelta(minutes=1))
    assert ">nouveau<" not in page(as_martine)


def test_a_new_version_is_the_one_that_opens(as_martine: Client) -> None:
    document = published("Silice")
    document.publish(by=None, upload=SimpleUploadedFile("v2.pdf", PDF + b"%2"))
    shown = page(as_martine)
    assert "version 2" in shown
    assert "version 1" not in shown
    answer = as_martine.get(f"{LIST}{document.pk}/fichier/")
    assert answer.getvalue().endswith(b"%2")


def test_a_withdrawn_document_is_gone(as_martine: Client) -> None:
    document = published("Périmé")
    document.withdraw(by=None)
    assert "Périmé" not in page(as_martine)
    assert as_martine.get(f"{LIST}{document.pk}/").status_code == 404


def hand_in(client: Client, **facts: object) -> str:
    upload = SimpleUploadedFile("duerp.pdf", PDF, content_type="application/pdf")
    said = {"kind": "duerp", "title": "DUERP 2026", "dated_on": "2026-11-02", "upload": upload} | facts
    return client.post(f"{LIST}depot/", said, follow=True).content.decode()


def test_martine_hands_in_her_duerp_and_reads_the_answer(as_martine: Client, ours: Member) -> None:
    hand_in(as_martine)
    deposit = ours.deposits.get()
    assert (deposit.kind, deposit.dated_on, deposit.file_name) == ("duerp", date(2026, 11, 2), "duerp.pdf")
    deposit.refuse(by=None, answer="Il manque les pages 3 à 8")
    shown = page(as_martine)
    assert "Il manque les pages 3 à 8" in shown
    assert "Refusé" in shown


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"dated_on": "2090-01-01"}, "ne peut pas être à venir"),
        ({"upload": SimpleUploadedFile("a.exe", b"MZ")}, "n’est pas accepté"),
        ({"upload": SimpleUploadedFile("a.pdf", b"<html>")}, "n’est pas celui d’un fichier .pdf"),
    ],
)
def test_what_cannot_be_taken_says_why_and_keeps_the_title(
    facts: dict[str, object], sentence: str, as_martine: Client
) -> None:
    shown = hand_in(as_martine, **facts)
    assert sentence in shown
    assert "DUERP 2026" in shown
    assert not Deposit.objects.exists()
