"""Relances: Armand sees who is late and what comes next, stops with a reason, resumes, sends; Martine reads hers."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.dunning.models import DunnedInvoice, DunningHold, DunningLetter, DunningLevel
from egide.dunning.rules import late
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.papers import words_of

PAGE, LEVELS = "/service/factures/relances/", "/service/parametres/relances/"


def told(client: Client, url: str, **posted: object) -> str:
    page = client.post(url, posted, follow=True) if posted else client.get(url)
    return page.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.fixture
def overdue(ours: Member) -> Invoice:
    """Twenty days late, never reminded."""
    today = timezone.localdate()
    return factories.an_invoice(ours, "100.00", on=today - timedelta(days=50), due_on=today - timedelta(days=20))


def test_armand_sees_who_is_late_and_what_comes_next(as_armand: Client, overdue: Invoice, theirs: Member) -> None:
    factories.an_invoice(theirs)
    page = told(as_armand, PAGE)
    assert "Charpentes Aubert" in page
    assert "20 jours de retard" in page
    assert "Rappel de règlement" in page
    assert "Relancer 1 facture" in page
    assert "CANARI" not in page
    told(as_armand, f"{PAGE}{overdue.pk}/envoi/", sure="True")
    page = told(as_armand, PAGE)
    assert "Deuxième relance" in page
    on = timezone.localdate() + timedelta(days=22)  # the days that part both levels
    assert f"le {on:%d/%m/%Y}" in page
    assert "Relancer 1 facture" not in page


def test_each_chip_counts_what_it_leaves(as_armand: Client, overdue: Invoice, theirs: Member) -> None:
    reminded, hold = factories.a_reminded_invoice(theirs)
    held = hold.invoice
    assert held is not None
    for chip, numbers in (
        ("a-envoyer", {overdue.number}),
        ("relancees", {reminded.number}),
        ("suspendues", {held.number}),
        ("", {overdue.number, reminded.number, held.number}),
    ):
        page = told(as_armand, f"{PAGE}?etat={chip}")
        every = {overdue.number, reminded.number, held.number}
        assert {number for number in every if f">{number}</a>" in page} == numbers, chip
    assert "Délai accordé" in told(as_armand, f"{PAGE}?etat=suspendues")
    assert f">{overdue.number}</a>" in told(as_armand, f"{PAGE}?q=10042")


def test_what_leaves_by_hand_is_read_first(as_armand: Client, overdue: Invoice) -> None:
    page = told(as_armand, f"{PAGE}{overdue.pk}/envoi/")
    assert "Partira : « Rappel de règlement »" in page
    assert not DunningLetter.objects.exists()


def test_a_stop_says_why_and_is_seen_on_the_invoice_until_somebody_resumes(as_armand: Client, overdue: Invoice) -> None:
    url = f"{PAGE}{overdue.pk}/suspension/"
    assert "Complétez" in told(as_armand, url, covers="facture", reason="")
    assert not DunningHold.objects.exists()
    told(as_armand, url, covers="adherent", reason="Échéancier accepté")
    assert "Échéancier accepté" in told(as_armand, f"/service/factures/{overdue.pk}/")
    assert "suspendues" in told(as_armand, f"{PAGE}{overdue.pk}/envoi/", sure="True")
    hold = DunningHold.objects.get()
    assert hold.invoice is None
    told(as_armand, f"{PAGE}suspensions/{hold.pk}/reprise/", sure="True")
    assert [row.pk for row in late(timezone.localdate()).filter(dunning_holds=None)] == [overdue.pk]
    assert "Échéancier accepté" not in told(as_armand, PAGE)


def test_the_round_is_given_to_the_worker(
    as_armand: Client, overdue: Invoice, django_capture_on_commit_callbacks: Any
) -> None:
    worker = patch("egide.backoffice.dunning.views.send_what_is_due")
    with worker as woken, django_capture_on_commit_callbacks(execute=True):
        told(as_armand, f"{PAGE}envoi/", sure="True")
    woken.assert_called_once_with()


def test_a_letter_that_no_mail_carries_is_to_be_posted(as_armand: Client, overdue: Invoice) -> None:
    told(as_armand, f"{PAGE}{overdue.pk}/envoi/", sure="True")
    page = told(as_armand, f"{PAGE}envoyees/")
    assert "À poster" in page
    letter = DunningLetter.objects.get()
    words = words_of(as_armand.get(f"{PAGE}envoyees/{letter.pk}/").content)
    assert overdue.number in words


def test_martine_reads_the_reminders_of_her_invoice_and_karim_none(
    as_martine: Client, as_karim: Client, as_armand: Client, martine: User, overdue: Invoice
) -> None:
    factories.an_address(martine)
    told(as_armand, f"{PAGE}{overdue.pk}/envoi/", sure="True")
    assert "À poster" not in told(as_armand, f"{PAGE}envoyees/")
    letter = DunningLetter.objects.get()
    window = told(as_martine, f"/adherents/10042/mes-factures/{overdue.pk}/reglement/")
    assert "Relances reçues" in window
    assert as_martine.get(f"/adherents/10042/mes-factures/relances/{letter.pk}/pdf/").status_code == 200
    assert as_karim.get(f"/adherents/10077/mes-factures/relances/{letter.pk}/pdf/").status_code == 404


def test_nadia_changes_a_level_for_the_reminders_to_come(as_nadia: Client, as_armand: Client, overdue: Invoice) -> None:
    assert "Dernière relance" in told(as_nadia, LEVELS)
    facts = {"title": "Premier mot", "text": "Merci de régler.", "claims_fees": "on"}
    refused = told(as_nadia, f"{LEVELS}1/", days=40, **facts)
    assert "Chaque niveau part plus tard" in refused
    assert "Premier mot" in refused
    told(as_nadia, f"{LEVELS}1/", days=15, **facts)
    assert DunningLevel.at(1).days == 15
    told(as_armand, f"{PAGE}{overdue.pk}/envoi/", sure="True")
    assert DunnedInvoice.objects.get().fee == 40
    assert as_nadia.get(f"{LEVELS}4/").status_code == 404
