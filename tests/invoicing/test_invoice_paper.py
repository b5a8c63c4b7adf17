"""The invoice as a paper: every mention that the law wants, and the same words for ever."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from egide.centres.models import Service
from egide.invoicing import transfer
from egide.invoicing.models import Invoice, Payment
from egide.invoicing.papers import invoice_pdf
from egide.members.models import Member
from tests import factories
from tests.papers import is_accessible, words_of

IBAN = "FR7630001007941234567890185"


@pytest.fixture
def billed(service: Service, ours: Member) -> Invoice:
    service.configure(
        by=None, legal_form="Association loi de 1901", vat_number="FR96552100554", iban=IBAN, bic="BDFEFRPP"
    )
    invoice = factories.an_invoice(ours, "100.00", issue=False)
    line: dict[str, Any] = {"label": "Vente de brochures", "quantity": Decimal("2.5"), "unit_price": Decimal("10")}
    invoice.add_line(by=None, **line, vat_rate=Decimal("5.50"))
    invoice.issue(by=None, on=date(2026, 11, 2), due_on=date(2026, 12, 2))
    return invoice


@pytest.mark.parametrize(
    "mention",
    [
        # who sells: CGI, annexe II, art. 242 nonies A, I 1° and 2°
        "Santé Travail Essai",
        "1 place du Marché",
        "Association loi de 1901 · SIREN 552 100 554",
        "N° TVA FR96552100554",
        # who buys
        "Charpentes Aubert SARL",
        "8 rue du Plâtre",
        # which paper, when: I 6° and 7°
        "Facture n° 2026-00001",
        "02/11/2026",
        # what: quantity, name, price, rate: I 8°; totals: I 11°
        "Vente de brochures 2,5 10,00 € 5,5 % 25,00 €",
        "Cotisation 1 100,00 € 20 % 100,00 €",
        "Total HT 125,00 €",
        "TVA 5,5 % sur 25,00 € 1,38 €",
        "TVA 20 % sur 100,00 € 20,00 €",
        "Net à payer 146,38 €",
        # when to pay, discount, what lateness costs: code de commerce, L.441-9 and D.441-5
        "À régler au plus tard le 02/12/2026",
        "Pas d’escompte pour paiement anticipé",
        "exigibles sans rappel : taux de refinancement de la BCE majoré de 10 points (article L. 441-10",
        "frais de recouvrement en cas de retard de paiement : 40 € (article D. 441-5)",
        "FR76 3000 1007 9412 3456 7890 185",
    ],
)
def test_the_mentions_of_the_law_are_there(mention: str, billed: Invoice) -> None:
    assert mention in words_of(invoice_pdf(billed))


def test_without_vat_the_article_that_exempts_is_printed(service: Service, ours: Member) -> None:
    service.configure(by=None, vat_exemption="TVA non applicable, article 261, 7 du CGI")
    invoice = factories.an_invoice(ours, issue=False)
    assert "article 261, 7" not in words_of(invoice_pdf(_issued(invoice)))
    free = factories.an_invoice(ours, issue=False)
    line: dict[str, Any] = {"label": "Formation", "quantity": Decimal(1), "unit_price": Decimal("50")}
    free.add_line(by=None, **line, vat_rate=Decimal(0))
    assert "TVA non applicable, article 261, 7 du CGI" in words_of(invoice_pdf(_issued(free)))


def test_the_paper_does_not_change_when_it_is_paid_or_the_service_moves(billed: Invoice, service: Service) -> None:
    before = words_of(invoice_pdf(billed))
    payment = Payment(member=billed.member, received_on=date(2026, 11, 9), mode="transfer", amount=billed.gross)
    payment.receive(by=None)
    payment.allocate(by=None, invoice=billed, amount=billed.gross)
    service.configure(
        by=None, address="9 rue Neuve\n51000 Ailleurs", siren="404833048", late_penalty="taux légal", iban=""
    )
    billed.refresh_from_db()
    assert words_of(invoice_pdf(billed)) == before


def test_a_credit_note_names_what_it_corrects_and_asks_for_nothing(billed: Invoice) -> None:
    billed.credit(by=None, reason="Salariés comptés deux fois")
    words = words_of(invoice_pdf(billed.corrections.get()))
    assert "Avoir n°" in words
    assert "facture n° 2026-00001 du 02/11/2026" in words
    assert "Salariés comptés deux fois" in words
    assert "Montant de l’avoir" in words
    assert "Net à payer" not in words
    assert "FR76" not in words


def test_an_invoice_of_the_former_software_sends_back_to_its_original(ours: Member) -> None:
    invoice = Invoice(member=ours, kind=Invoice.Kind.DUES, period="2ème trimestre 2018")
    invoice.prepare(by=None)
    day = date(2018, 4, 11)
    invoice.take_over(by=None, number="329048", issued_on=day, due_on=day, gross=Decimal("5186.12"))
    words = words_of(invoice_pdf(invoice))
    assert "5 186,12 €" in words
    assert "le document d’origine fait foi" in words
    assert "Désignation" not in words


def test_what_people_typed_is_never_markup(ours: Member) -> None:
    invoice = factories.an_invoice(ours, issue=False, period='#panic("x") *gras*')
    assert '#panic("x") *gras*' in words_of(invoice_pdf(_issued(invoice)))


def test_everybody_can_read_it(billed: Invoice) -> None:
    assert is_accessible(invoice_pdf(billed))


def test_the_code_fills_in_the_transfer(billed: Invoice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "drawn", lambda text: text)
    assert str(transfer.transfer_code(billed, Decimal("146.38"))) == (
        f"BCD\n002\n1\nSCT\nBDFEFRPP\nSanté Travail Essai\n{IBAN}\nEUR146.38\n\n\n2026-00001"
    )
    assert transfer.transfer_code(billed, Decimal(0)) is None


def test_without_an_account_there_is_nothing_to_scan(ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    assert (transfer.transfer_facts(invoice), transfer.transfer_code(invoice, invoice.gross)) == ([], None)


def _issued(invoice: Invoice) -> Invoice:
    invoice.issue(by=None)
    return invoice
