"""Courriels: what did not arrive says why, whose it is, and leaves again, one or several; secrets stay hidden."""

import pytest
from django.test import Client

from egide.accounts.models import User
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.notifications.outbox import write
from tests import factories

MAILS = "/service/courriels/"


@pytest.fixture
def refused(db: None) -> Outbox:
    write("martine@aubert.example", "Rendez-vous planifié", "Bonjour")
    Outbox.objects.update(attempts=3, last_error="550 5.1.1 User unknown in virtual mailbox table")
    return Outbox.objects.get()


def test_an_undelivered_mail_says_what_to_do(as_elise: Client, martine: object, refused: Outbox) -> None:
    page = as_elise.get(MAILS, {"etat": "non-remis"}).content.decode()
    assert "Cette adresse n’existe pas" in page
    one = as_elise.get(f"{MAILS}{refused.pk}/").content.decode()
    assert "10042/acces/" in one
    assert "User unknown" in one


def test_one_mail_leaves_again(as_elise: Client, refused: Outbox) -> None:
    as_elise.post(f"{MAILS}{refused.pk}/")
    refused.refresh_from_db()
    assert (refused.attempts, refused.last_error) == (0, "")


def test_several_leave_again_and_the_filter_stays(as_elise: Client, refused: Outbox) -> None:
    answer = as_elise.post(f"{MAILS}?etat=non-remis", {"sel": [refused.pk]})
    assert answer["Location"] == f"{MAILS}?etat=non-remis"
    refused.refresh_from_db()
    assert refused.attempts == 0


def test_nothing_ticked_is_an_error(as_elise: Client, refused: Outbox) -> None:
    assert "Choisissez au moins un courriel" in as_elise.post(MAILS, follow=True).content.decode()


def test_a_mail_that_left_is_not_sent_twice(as_elise: Client) -> None:
    write("a@b.example", "Parti", "Bonjour")
    mail = Outbox.objects.get()
    Outbox.objects.update(sent_at=mail.written_at)
    assert "Renvoyer</button>" not in as_elise.get(f"{MAILS}{mail.pk}/").content.decode()


def test_a_personal_link_is_never_shown_to_the_service(as_nadia: Client) -> None:
    write("a@b.example", "Votre lien", "https://secret.example/abc", confidential=True)
    assert "secret.example" not in as_nadia.get(f"{MAILS}{Outbox.objects.get().pk}/").content.decode()


def test_the_mails_of_a_member_are_found_by_its_number(as_elise: Client, ours: Member, martine: User) -> None:
    factories.an_address(martine)
    factories.an_invoice(ours)
    write("autre@b.example", "Autre", "Bonjour")
    page = as_elise.get(MAILS, {"q": "10042"}).content.decode()
    assert "Nouvelle facture" in page
    assert "autre@b.example" not in page


def test_nothing_undelivered_says_so(as_elise: Client, service: object) -> None:
    assert "Tout est remis" in as_elise.get(MAILS, {"etat": "non-remis"}).content.decode()


def test_armand_reads_no_mail(as_armand: Client) -> None:
    assert as_armand.get(MAILS).status_code == 403
