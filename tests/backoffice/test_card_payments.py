"""Paiements par carte, as Armand sees them: anomalies first, each payment with what the provider said, the journal."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.gateway import EURO, Kind, Told
from egide.cards.models import CardNotice, CardPayment
from egide.cards.rules import receive
from egide.invoicing.ledger import entries
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.cards.hands import a_card_payment, a_notice, send

pytestmark = pytest.mark.django_db
PAGE = "/service/factures/cartes/"


@pytest.fixture
def paid(ours: Member, martine: User) -> CardPayment:
    """144 €, on its way."""
    return a_card_payment(factories.an_invoice(ours, "120.00"), by=martine)


def seen(client: Client, address: str, **asked: str) -> str:
    return client.get(address, asked).content.decode()


def test_each_state_has_its_list(as_armand: Client, paid: CardPayment, theirs: Member, karim: User) -> None:
    other = a_card_payment(factories.an_invoice(theirs), by=karim)
    send(a_notice(other))
    assert paid.reference in seen(as_armand, PAGE, etat="opened")
    assert paid.reference not in seen(as_armand, PAGE, etat="confirmed")
    assert other.reference in seen(as_armand, PAGE, etat="confirmed")


@pytest.mark.parametrize("words", ["reference", "provider_reference", "number", "name", "invoice"])
def test_found_by_whatever_armand_holds(as_armand: Client, paid: CardPayment, theirs: Member, words: str) -> None:
    typed = {
        "reference": paid.reference.lower(),
        "provider_reference": paid.provider_reference,
        "number": "10042",
        "name": "Aubert",
        "invoice": paid.parts.get().invoice.number,
    }[words]
    assert paid.reference in seen(as_armand, PAGE, q=typed)
    assert paid.reference not in seen(as_armand, PAGE, q="CANARI")


def test_an_anomaly_stands_first_until_armand_says_what_he_did(as_armand: Client, paid: CardPayment) -> None:
    send(a_notice(paid, amount=14300))
    page = seen(as_armand, PAGE)
    assert "Montant différent de celui demandé" in page
    assert "143,00" in page
    assert "Paiements par carte à vérifier" in seen(as_armand, "/service/")
    notice = CardNotice.objects.get()
    closing = f"{PAGE}anomalies/{notice.pk}/classement/"
    assert as_armand.post(closing, {"note": ""}).status_code == 200
    assert as_armand.post(closing, {"note": "Remboursé chez le prestataire"}).status_code == 302
    assert "Montant différent" not in seen(as_armand, PAGE)
    assert "Remboursé chez le prestataire" in seen(as_armand, f"{PAGE}{paid.pk}/")
    assert "déjà classée" in as_armand.post(closing, {"note": "Encore"}).content.decode()


def test_money_of_nobody_is_an_anomaly_with_no_payment(as_armand: Client, ours: Member) -> None:
    receive(Told("evt_perdu", Kind.PAID, "pay_inconnu", 5000, EURO, timezone.now()), "Banque des tests")
    page = seen(as_armand, PAGE)
    assert "Paiement inconnu du portail" in page
    assert "pay_inconnu" in page


def test_a_payment_leads_to_its_settlement_and_back(as_armand: Client, paid: CardPayment) -> None:
    send(a_notice(paid))
    paid.refresh_from_db()
    assert f"/service/factures/reglements/{paid.payment_id}/" in seen(as_armand, f"{PAGE}{paid.pk}/")
    assert f"{PAGE}{paid.pk}/" in seen(as_armand, f"/service/factures/reglements/{paid.payment_id}/")
    assert "Martine Aubert" in seen(as_armand, f"{PAGE}{paid.pk}/")


def test_the_journal_books_it_once_at_the_bank(paid: CardPayment) -> None:
    notice = a_notice(paid)
    for _ in range(3):
        send(notice)
    today = timezone.localdate()
    booked = [entry for entry in entries(today, today) if entry.journal[0] == "BQ"]
    assert [(entry.piece.split()[0], [line.account for line in entry.lines]) for entry in booked] == [
        (paid.reference, ["bank", "members"])
    ]
    assert booked[0].label.startswith("Carte")


def test_what_goes_beyond_is_given_back_like_any_credit(as_armand: Client, paid: CardPayment, ours: Member) -> None:
    invoice = Invoice.objects.get()
    factories.a_payment(ours, "144.00").allocate(by=None, invoice=invoice, amount=invoice.remaining)
    send(a_notice(paid))
    paid.refresh_from_db()
    assert "À l’avoir de l’adhérent" in seen(as_armand, f"{PAGE}{paid.pk}/")
    posted = {"amount": "144,00", "on": f"{timezone.localdate()}", "reference": "VIR retour"}
    back = as_armand.post(f"/service/factures/reglements/{paid.payment_id}/remboursement/", posted)
    assert back.status_code == 302
    assert "À l’avoir de l’adhérent" not in seen(as_armand, f"{PAGE}{paid.pk}/")


def test_nadia_sees_whether_a_provider_is_there(as_nadia: Client, as_armand: Client, settings: Any) -> None:
    assert "Banque des tests" in seen(as_nadia, "/service/parametres/")
    settings.CARD_PROVIDER = ""
    assert "EGIDE_CARTE" in seen(as_nadia, "/service/parametres/")
    assert "n’est proposé à personne" in seen(as_armand, PAGE)


def test_sophie_has_no_business_there(as_sophie: Client, paid: CardPayment) -> None:
    assert as_sophie.get(PAGE).status_code == 403
