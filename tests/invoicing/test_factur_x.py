"""One file, two readers: the invoice that Claire reads is the one that her accounting software reads."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import facturx
import pikepdf
import pytest
from lxml import etree

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.invoicing.facturx.description import as_xml, postal
from egide.invoicing.facturx.rules import check
from egide.invoicing.models import Invoice
from egide.invoicing.papers import invoice_pdf
from egide.members.models import Member
from tests import factories
from tests.papers import is_accessible, words_of

RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


@pytest.fixture
def billed(service: Service, ours: Member) -> Invoice:
    service.configure(
        by=None, iban="FR7630001007941234567890185", vat_exemption="Exonération : article 261, 4-4° du CGI"
    )
    invoice = factories.an_invoice(ours, "1333.33", issue=False)
    line: dict[str, Any] = {"label": "Formation aux premiers secours", "quantity": Decimal("2.5")}
    invoice.add_line(by=None, **line, unit_price=Decimal("10"), vat_rate=Decimal(0))
    invoice.issue(by=None, on=date(2026, 11, 2), due_on=date(2026, 12, 2))
    return invoice


def carried_by(pdf: bytes) -> Any:
    """The XML that a receiver's software finds in the file, read by the library of the standard."""
    name, xml = facturx.get_xml_from_pdf(pdf, check_xsd=True)
    assert name == "factur-x.xml"
    return etree.fromstring(xml)


def said(xml: Any, *names: str) -> list[str]:
    return [found.text for found in xml.iterfind(f".//{'/'.join(RAM + name for name in names)}")]


def test_the_file_inside_says_what_the_page_says(billed: Invoice) -> None:
    pdf = invoice_pdf(billed)
    xml = carried_by(pdf)
    assert said(xml, "GrandTotalAmount") == ["1625.00"]
    assert "1 625,00 €" in words_of(pdf)
    assert said(xml, "TaxTotalAmount") == ["266.67"]
    assert said(xml, "SpecifiedTradeProduct", "Name") == ["Cotisation", "Formation aux premiers secours"]
    assert said(xml, "SellerTradeParty", "SpecifiedLegalOrganization", "ID") == ["552100554"]
    assert said(xml, "BuyerTradeParty", "SpecifiedLegalOrganization", "ID") == [billed.member.siren]
    assert said(xml, "BuyerTradeParty", "PostalTradeAddress", "CityName") == ["Reims"]
    assert said(xml, "PayeePartyCreditorFinancialAccount", "IBANID") == ["FR7630001007941234567890185"]
    assert said(xml, "ExemptionReason") == ["Exonération : article 261, 4-4° du CGI"]


def test_every_rule_of_the_standard_and_of_france_is_run_and_kept(billed: Invoice) -> None:
    checked = check(as_xml(billed))
    assert checked.breaches == ()
    assert checked.fired > 100


def test_a_credit_note_is_one_for_machines_too(billed: Invoice) -> None:
    billed.credit(by=None, reason="Salariés comptés deux fois")
    note = billed.corrections.get()
    xml = carried_by(invoice_pdf(note))
    assert said(xml, "InvoiceReferencedDocument", "IssuerAssignedID") == [billed.number]
    assert xml.findtext(".//{*}ExchangedDocument/" + RAM + "TypeCode") == "381"
    assert check(as_xml(note)).breaches == ()


def test_credit_notes_of_odd_cents_follow_the_rules(billed: Invoice) -> None:
    """Their VAT is a difference of two roundings, and may be one cent away from its own."""
    line = billed.lines.first()
    assert line is not None
    for _ in range(3):
        billed.correct(by=None, reason="Salarié sorti", parts={line.pk: Decimal("0.03")})
        billed.refresh_from_db()
    for note in billed.corrections.all():
        assert check(as_xml(note)).breaches == ()


def test_a_false_total_does_not_pass(billed: Invoice) -> None:
    false = as_xml(billed).replace(b">1625.00<", b">1625.01<")
    assert {breach.rule for breach in check(false).breaches} >= {"BR-CO-15"}


def test_the_file_stays_an_archive_that_everybody_can_read(billed: Invoice) -> None:
    """No validator is at hand: the metadata, the attachment and the tags are read back."""
    pdf = invoice_pdf(billed)
    assert is_accessible(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        metadata = document.Root.Metadata.read_bytes().decode()
        assert list(document.attachments) == ["factur-x.xml"]
        assert str(document.attachments["factur-x.xml"].relationship) == "/Alternative"
    for declared in (
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>",
        "<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>",
        "<pdfaSchema:prefix>fx</pdfaSchema:prefix>",
    ):
        assert declared in metadata


def test_the_same_invoice_gives_the_same_file(billed: Invoice) -> None:
    pdf = invoice_pdf(billed)
    assert pdf == invoice_pdf(Invoice.objects.get(pk=billed.pk))
    with pikepdf.open(BytesIO(pdf)) as document:  # whenever it is drawn: it bears the day of the invoice, not today's
        assert str(document.docinfo.CreationDate) == f"D:{billed.issued_on:%Y%m%d}000000Z"


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({"siren": ""}, "le SIREN du service"),
        ({"vat_number": ""}, "le n° de TVA du service"),
        ({"address": ""}, "l’adresse du siège du service"),
    ],
)
def test_what_the_law_wants_is_asked_before_the_number_is_taken(
    settings: dict[str, str], missing: str, service: Service, ours: Member
) -> None:
    service.configure(by=None, **settings)
    with pytest.raises(Refused, match=missing):
        factories.an_invoice(ours)
    service.configure(by=None, siren="552100554", vat_number="FR96552100554", address="1 place du Marché\n51100 Reims")
    assert factories.an_invoice(ours, on=date(2026, 1, 5)).number == "2026-00001"


def test_a_client_without_address_or_siren_is_named(service: Service, ours: Member) -> None:
    ours.addresses.all().delete()
    with pytest.raises(Refused, match=f"l’adresse de l’adhérent {ours.number}"):
        factories.an_invoice(ours)


def test_what_breaks_a_rule_is_told_with_the_rule(
    service: Service, ours: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Armand reads which rule refuses, and the draft stays a draft."""
    draft = factories.an_invoice(ours, issue=False)
    monkeypatch.setattr(
        "egide.invoicing.lawful.as_xml",
        lambda invoice, number: as_xml(invoice, number=number).replace(b">1200.00<", b">1200.01<"),
    )
    with pytest.raises(Refused, match="BR-CO-15"):
        draft.issue(by=None)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == (Invoice.State.DRAFT, "")


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["8 rue du Plâtre", "51100 Reims"], {"addr_l1": "8 rue du Plâtre", "postcode": "51100", "city": "Reims"}),
        (
            ["Compta", "8 rue X", "20000 Ajaccio"],
            {"addr_l1": "Compta", "addr_l2": "8 rue X", "postcode": "20000", "city": "Ajaccio"},
        ),
        (["Chez soi"], {"addr_l1": "Chez soi"}),
        ([], {}),
    ],
)
def test_an_address_is_told_in_its_parts(lines: list[str], parts: dict[str, str]) -> None:
    assert postal(lines) == parts
