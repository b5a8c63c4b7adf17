"""Documents and deposits: published for the right members, corrected, withdrawn and back; read, refused, re-read."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.library.models import Deposit, Document, Theme
from egide.library.queries import documents_of
from egide.members.models import Member

LIBRARY = "/service/documents/"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def theme(db: None) -> Theme:
    return Theme.add("Prévention", by=None)


def published(client: Client, theme: Theme, **facts: object) -> str:
    upload = SimpleUploadedFile("fiche.pdf", PDF)
    posted = {"theme": theme.pk, "title": "Chutes de hauteur", "upload": upload}
    return client.post(f"{LIBRARY}nouveau/", posted | facts, follow=True).content.decode()


@pytest.fixture
def deposit(ours: Member) -> Deposit:
    row = Deposit(member=ours, kind="duerp", title="DUERP 2026", dated_on=date(2026, 1, 5))
    row.hand_in(by=None, upload=SimpleUploadedFile("duerp.pdf", PDF))
    return row


@pytest.mark.parametrize(
    ("facts", "mine", "his"),
    [
        ({}, True, True),
        ({"trade": "43"}, True, False),
        ({"trade": "4391"}, True, False),
        ({"member": "10 042"}, True, False),
    ],
)
def test_a_document_reaches_the_members_it_is_for(
    facts: dict[str, str], mine: bool, his: bool, as_elise: Client, theme: Theme, ours: Member, theirs: Member
) -> None:
    ours.correct_identity(by=None, naf="43.91A")
    theirs.correct_identity(by=None, naf="16.23Z")
    published(as_elise, theme, **facts)
    assert documents_of(ours).exists() == mine
    assert documents_of(theirs).exists() == his


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"member": "99999"}, "Aucun adhérent ne porte le n° 99999."),
        ({"trade": "ZZ"}, "Aucun code NAF ne commence par"),
        ({"trade": "43", "member": "10042"}, "pas les deux"),
        ({"upload": SimpleUploadedFile("virus.pdf", b"MZ\x90")}, "Le contenu de ce fichier"),
    ],
)
def test_a_document_for_nobody_is_not_published(
    facts: dict[str, object], said: str, as_elise: Client, theme: Theme, ours: Member
) -> None:
    page = published(as_elise, theme, **facts)
    assert said in page
    assert 'value="Chutes de hauteur"' in page
    assert not Document.objects.exists()


def test_a_new_version_keeps_the_old_one_for_the_service(as_elise: Client, theme: Theme) -> None:
    published(as_elise, theme)
    page = f"{LIBRARY}{Document.objects.get().pk}/"
    as_elise.post(f"{page}version/", {"upload": SimpleUploadedFile("fiche-2.pdf", PDF)})
    shown = as_elise.get(page).content.decode()
    assert "Version 2 : fiche-2.pdf" in shown
    assert as_elise.get(f"{page}versions/1/").getvalue() == PDF


def test_a_document_is_corrected_withdrawn_and_put_back(as_elise: Client, theme: Theme, ours: Member) -> None:
    published(as_elise, theme)
    page = f"{LIBRARY}{Document.objects.get().pk}/"
    as_elise.post(f"{page}fiche/", {"theme": theme.pk, "title": "Travail en hauteur"})
    as_elise.post(f"{page}retrait/")
    assert not documents_of(ours).exists()
    assert "Remettre en ligne" in as_elise.get(page).content.decode()
    as_elise.post(f"{page}remise-en-ligne/")
    assert documents_of(ours).get().title == "Travail en hauteur"


def test_themes_are_ordered_renamed_and_removed_when_empty(as_elise: Client, theme: Theme) -> None:
    published(as_elise, theme)
    as_elise.post(f"{LIBRARY}themes/nouveau/", {"name": "Le portail"})
    second = Theme.objects.get(name="Le portail")
    as_elise.post(f"{LIBRARY}themes/{second.pk}/ordre/monter/")
    assert [row.name for row in Theme.objects.all()] == ["Le portail", "Prévention"]
    assert "existe déjà" in as_elise.post(f"{LIBRARY}themes/nouveau/", {"name": "Le portail"}).content.decode()
    as_elise.post(f"{LIBRARY}themes/{second.pk}/suppression/")
    as_elise.post(f"{LIBRARY}themes/{theme.pk}/suppression/")
    assert [row.name for row in Theme.objects.all()] == ["Prévention"]


def test_a_deposit_is_received_then_put_back_to_read(as_sophie: Client, deposit: Deposit) -> None:
    as_sophie.post(f"{LIBRARY}depots/{deposit.pk}/reception/")
    paper = f"{LIBRARY}depots/{deposit.pk}/fichier/"
    assert paper not in as_sophie.get(f"{LIBRARY}depots/").content.decode()
    as_sophie.post(f"{LIBRARY}depots/{deposit.pk}/relecture/")
    assert paper in as_sophie.get(f"{LIBRARY}depots/").content.decode()


def test_martine_reads_why_her_deposit_was_refused(as_sophie: Client, as_martine: Client, deposit: Deposit) -> None:
    as_sophie.post(f"{LIBRARY}depots/{deposit.pk}/refus/", {"answer": ""})
    as_sophie.post(f"{LIBRARY}depots/{deposit.pk}/refus/", {"answer": "Page 3 illisible"})
    assert "Page 3 illisible" in as_martine.get("/adherents/10042/mes-documents/").content.decode()


def test_sophie_publishes_nothing(as_sophie: Client, theme: Theme) -> None:
    assert as_sophie.get(LIBRARY).status_code == 403
    published(as_sophie, theme)
    assert not Document.objects.exists()
