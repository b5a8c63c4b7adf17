"""What somebody chose is deleted by somebody else meanwhile: a sentence, nothing half written, never a breakdown."""

import uuid
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.backoffice.library import views
from egide.common.errors import GONE, Refused
from egide.common.models import Event
from egide.library.models import Document, Theme
from tests.attacks.hands import rounds, same_session, statuses, together

pytestmark = pytest.mark.django_db(transaction=True)
LIBRARY = "/service/documents/"


@pytest.fixture
def theme(db: None) -> Theme:
    return Theme.add("Prévention", by=None)


def published(client: Client, theme: Theme, **more: object) -> Any:
    paper = SimpleUploadedFile("fiche.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    return client.post(
        f"{LIBRARY}nouveau/", {"theme": theme.pk, "title": "Chutes", "upload": paper, **more}, follow=True
    )


def removed(client: Client, theme: Theme) -> Any:
    return same_session(client).post(f"{LIBRARY}themes/{theme.pk}/suppression/")


@pytest.mark.parametrize("token", [{}, {"form_token": uuid.uuid4()}], ids=["plain", "sent once"])
def test_a_theme_that_goes_before_the_commit_is_told(
    token: dict[str, Any], theme: Theme, as_elise: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both databases look at foreign keys when they commit, after the last line of the view."""
    publish = views._publish

    def overtaken(*args: Any, **named: Any) -> None:
        publish(*args, **named)
        Theme.objects.filter(pk=theme.pk)._raw_delete("default")

    monkeypatch.setattr(views, "_publish", overtaken)
    answer = published(as_elise, theme, **token)
    assert answer.status_code == 200
    assert GONE in answer.content.decode()
    assert not Document.objects.exists()
    assert not Event.objects.filter(name__startswith="document.").exists()


def test_a_row_deleted_since_it_was_read_refuses_its_verbs(theme: Theme) -> None:
    Theme.objects.all().delete()
    with pytest.raises(Refused, match="vient d’être supprimé"):
        theme.describe(by=None, name="Risques", rank=1)


def test_a_document_stored_meanwhile_keeps_its_shelf(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Emptiness is looked at before the deletion, the foreign key at the commit: the later word wins."""
    Document().describe(by=None, theme=theme, title="Chutes")
    monkeypatch.setattr(Theme, "delete", lambda self: Theme.objects.filter(pk=self.pk)._raw_delete("default"))
    with pytest.raises(Refused, match="range des documents"):
        theme.remove(by=None)
    assert Theme.objects.filter(pk=theme.pk).exists()
    assert not Event.objects.filter(name="theme.remove").exists()


def test_one_removes_a_theme_while_the_other_fills_it(theme: Theme, as_elise: Client) -> None:
    """Whoever wins, the theme that holds a document is there, and nobody sees a breakdown."""
    for rank in range(rounds(3, 30)):
        shelf = Theme.add(f"Étagère {rank}", by=None)
        answers = together(partial(removed, as_elise, shelf), partial(published, same_session(as_elise), shelf))
        assert max(statuses(answers)) < 500, answers
        assert Document.objects.filter(theme=shelf.pk).count() == Theme.objects.filter(pk=shelf.pk).count()
