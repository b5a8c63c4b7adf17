"""« MES FACTURES »"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from tests import factories

LIST = "/adherents/10042/mes-factures/"


@pytest.fixture
def history(ours: Member) -> Invoice:
    invoice = Invoice(member=ours, kind=Invoice.Kind.DUES, period="2ème trimestre 2018")
    invoice.prepare(by=None)
    day = date(2018, 4, 11)
    invoice.take_over(
        by=None, number="329048", issued_on=day, due_on=day + timedelta(days=30), gross=Decimal("5186.12")
    )
    payment = Payment(
        member=ours, received_on=date(2018, 5, 2), mode="transfer", amount=invoice.gross, reference="VIR 329048"
    )
    payment.receive(by=None)
    payment.allocate(by=None, invoice=invoice, amount=invoice.gross)
    return invoice


def shown(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_the_leaflets_line(as_martine: Client, history: Invoice) -> None:
    """« 329048 11/04/2018 Facture de cotisation F 5 186,12 € 2ème trimestre 2018 »"""
    page = shown(as_martine.get(LIST).content.decode())
    for words in ("329048", "11/04/2018", "Facture de cotisation", "F 5 186,12 €", "2ème trimestre 2018"):
        assert words in page
    for title in ("N°", "Date", "Type de facture", "Montant TTC", "Période", "Mes factures acquittées"):
        assert title in page


def test_all_invoices_and_credit_notes_are_there(as_martine: Client, ours: Member) -> None:
    """« Dans la rubrique Mes factures l'ensemble de vos factures et avoir est stocké. »"""
    invoice = factories.an_invoice(ours)
    invoice.credit(by=None, reason="erreur")
    page = as_martine.get(LIST).content.decode()
    assert invoice.number in page
    assert invoice.corrections.get().number in page


def test_the_eye_previews(as_martine: Client, history: Invoice) -> None:
    """« Générez l'aperçu du document souhaité pour sauvegarde ou impression. »"""
    page = as_martine.get(f"{LIST}{history.pk}/apercu/").content.decode()
    assert "Enregistrer" in page
    assert "Imprimer" in page
    assert as_martine.get(f"{LIST}{history.pk}/pdf/?inline=1").content.startswith(b"%PDF")


def test_the_euro_tells_the_settlement_and_its_cross_closes(as_martine: Client, history: Invoice) -> None:
    """« Obtenez des renseignements sur le règlement. » « Pour sortir de la fenêtre, cliquez sur »"""
    page = shown(as_martine.get(f"{LIST}{history.pk}/reglement/").content.decode())
    for words in ("02/05/2018", "Virement", "5 186,12 €", "VIR 329048", "#i-x"):
        assert words in page
