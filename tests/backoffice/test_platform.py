"""The approved platform on the screen: Armand sees what came back, why, and what to do."""

import pytest
from django.test import Client

from egide.centres.models import Service
from egide.members.models import Member
from egide.platform.models import State
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/service/factures/plateforme/"


def test_a_rejected_paper_says_why_and_what_to_do(as_armand: Client, ours: Member) -> None:
    deposit = factories.a_deposit(ours, State.REJECTED)
    page = as_armand.get(PAGE, {"etat": "rejected"}).content.decode()
    for told in ("Erreur de routage", "Adresse inconnue", "adresse électronique de l’adhérent", deposit.invoice.number):
        assert told in page
    assert as_armand.post(f"{PAGE}{deposit.pk}/nouveau-depot/").status_code == 302
    deposit.refresh_from_db()
    assert deposit.state == State.WAITING
    assert "Erreur de routage" not in as_armand.get(PAGE).content.decode()


def test_a_refused_paper_does_not_go_again(as_armand: Client, ours: Member) -> None:
    deposit = factories.a_deposit(ours, State.REFUSED)
    assert "nouveau-depot" not in as_armand.get(PAGE).content.decode()
    as_armand.post(f"{PAGE}{deposit.pk}/nouveau-depot/")
    deposit.refresh_from_db()
    assert deposit.state == State.REFUSED


def test_found_by_its_number_or_its_member(as_armand: Client, ours: Member, theirs: Member) -> None:
    mine, other = factories.a_deposit(ours, State.DEPOSITED), factories.a_deposit(theirs, State.DEPOSITED)
    for words in (mine.invoice.number, "Aubert"):
        page = as_armand.get(PAGE, {"q": words}).content.decode()
        assert mine.invoice.number in page
        assert other.invoice.number not in page


def test_the_page_says_that_nothing_leaves(as_armand: Client, service: Service) -> None:
    assert "Rien n’est déposé" in as_armand.get(PAGE).content.decode()


def test_the_invoice_shows_where_it_stands(as_armand: Client, ours: Member) -> None:
    deposit = factories.a_deposit(ours, State.DEPOSITED)
    page = as_armand.get(f"/service/factures/{deposit.invoice_id}/").content.decode()
    assert "Plateforme agréée" in page
    assert deposit.identifier in page
