"""Relevés bancaires: Armand brings a statement, reads why, confirms; what he undoes is due again."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from egide.banking.models import BankLine, BankStatement, CsvLayout
from egide.invoicing.models import Invoice, Payment
from egide.invoicing.statement import balance_of
from egide.members.models import Member
from tests import factories
from tests.banking import files

LINES = "/service/factures/releves/"


def bring(client: Client, content: bytes, name: str = "releve.xml") -> str:
    return client.post(f"{LINES}depot/", {"upload": SimpleUploadedFile(name, content)}, follow=True).content.decode()


def confirm(client: Client, line: BankLine, page: str = "") -> str:
    """The button of the line, as the page (the list as it stands now unless given) draws it."""
    page = page or client.get(LINES).content.decode()
    form = page.partition(f'action="{LINES}{line.pk}/confirmation/"')[2].partition("</form>")[0]
    said = form.partition('name="proposition" value="')[2].partition('"')[0]
    return client.post(f"{LINES}{line.pk}/confirmation/", {"proposition": said}, follow=True).content.decode()


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    """1 200 € with VAT."""
    return factories.an_invoice(ours)


@pytest.fixture
def line(invoice: Invoice) -> BankLine:
    return factories.a_bank_line("1200.00", text=f"VIR {invoice.number}")


def test_a_statement_is_read_proposed_and_confirmed_in_one_click(as_armand: Client, invoice: Invoice) -> None:
    today = f"{timezone.localdate()}"
    page = bring(as_armand, files.camt(files.entry("1200.00", (f"FACT {invoice.number}",), day=today)))
    assert f"Le libellé cite {invoice.number}" in page
    assert "Rapprochée" in confirm(as_armand, BankLine.objects.get())
    invoice.refresh_from_db()
    assert invoice.state == "settled"
    payment = Payment.objects.get()
    assert (payment.mode, payment.received_on, payment.reference) == (
        "transfer", timezone.localdate(), f"FACT {invoice.number}"
    )  # fmt: skip


def test_the_same_statement_again_adds_nothing_and_an_overlapping_one_only_what_is_new(as_armand: Client) -> None:
    old, new = files.entry("10.00", ("A",)), files.entry("20.00", ("B",), day="2026-11-21")
    bring(as_armand, files.camt(old))
    assert "déjà déposé" in bring(as_armand, files.camt(old))
    assert "rien de nouveau" in bring(as_armand, files.camt(old, files.balance("CLBD", "10.00")))
    assert BankStatement.objects.count() == 1
    bring(as_armand, files.camt(old, new))
    assert sorted(BankLine.objects.values_list("amount", flat=True)) == [Decimal(10), Decimal(20)]


def test_a_csv_asks_once_for_its_columns(as_armand: Client) -> None:
    content = files.table("20/11/2026;12,50;AUBERT", head="Jour;Reçu;Détail")
    assert "Colonnes du CSV" in bring(as_armand, content, "releve.csv")
    chosen = {
        "separator": ";", "date_column": "Jour", "amount_column": "reçu", "label_column": "Détail",
    }  # fmt: skip
    as_armand.post(f"{LINES}colonnes/", chosen)
    bring(as_armand, content, "releve.csv")
    assert BankLine.objects.get().amount == Decimal("12.50")
    assert CsvLayout.current().version == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("releve.pdf", b"%PDF", "camt.053"),
        ("releve.xml", b"<html/>", "n’est pas un relevé"),
        ("releve.xml", files.camt(files.entry(status="PDNG")), "aucun mouvement"),
        ("releve.csv", b"x" * (5 * 1024 * 1024 + 1), "dépasse 5"),
    ],
)
def test_what_cannot_be_read_says_how_to_mend(as_armand: Client, name: str, content: bytes, told: str) -> None:
    assert told in bring(as_armand, content, name).replace("\xa0", " ")
    assert not BankLine.objects.exists()


def test_of_two_accountants_the_second_is_told(as_armand: Client, line: BankLine, ours: Member) -> None:
    page = as_armand.get(LINES).content.decode()
    confirm(as_armand, line, page)
    assert "Une autre personne a déjà traité cette ligne" in confirm(as_armand, line, page)
    assert Payment.objects.count() == 1


def test_a_proposal_that_changed_meanwhile_is_read_again_first(
    as_armand: Client, line: BankLine, invoice: Invoice, ours: Member
) -> None:
    page = as_armand.get(LINES).content.decode()
    factories.a_payment(ours, "300").allocate(by=None, invoice=invoice, amount=Decimal(300))
    assert "La proposition a changé" in confirm(as_armand, line, page)
    assert Payment.objects.count() == 1
    confirm(as_armand, line)
    invoice.refresh_from_db()
    assert invoice.state == "settled"
    assert balance_of(ours).credit == 300


def test_undone_the_invoice_is_due_again_and_the_line_waits(as_armand: Client, line: BankLine, ours: Member) -> None:
    confirm(as_armand, line)
    matched = as_armand.get(LINES, {"etat": "rapprochees"}).content.decode()
    assert "Charpentes Aubert" in matched
    as_armand.post(f"{LINES}{line.pk}/retour/")
    balance = balance_of(ours)
    assert balance.due == 1200
    assert balance.credit == 0
    assert Payment.objects.get().is_cancelled
    confirm(as_armand, line)
    assert balance_of(ours).due == 0


def test_without_a_proposal_armand_chooses_the_member_and_its_invoices(
    as_armand: Client, invoice: Invoice, ours: Member
) -> None:
    second = factories.an_invoice(ours, "50.00")
    line = factories.a_bank_line("1300.00", text="MERCI")
    assert "Aucune proposition" in as_armand.get(LINES).content.decode()
    url = f"{LINES}{line.pk}/?adherent=10042"
    assert second.number in as_armand.get(url).content.decode()
    as_armand.post(url, {"invoices": [invoice.pk, second.pk]})
    assert set(Invoice.objects.values_list("state", flat=True)) == {"settled"}
    assert balance_of(ours).credit == 40


def test_the_invoice_of_another_member_is_never_paid(
    as_armand: Client, line: BankLine, theirs: Member, ours: Member
) -> None:
    other = factories.an_invoice(theirs)
    as_armand.post(f"{LINES}{line.pk}/?adherent=10042", {"invoices": [other.pk]})
    assert not Payment.objects.exists()


def test_what_is_nobodys_is_set_aside_with_its_reason_and_taken_back(as_armand: Client, line: BankLine) -> None:
    url = f"{LINES}{line.pk}/"
    as_armand.post(f"{url}ecart/", {"reason": ""})
    line.refresh_from_db()
    assert line.state == "to_match"
    as_armand.post(f"{url}ecart/", {"reason": "Subvention"})
    assert "Subvention" in as_armand.get(LINES, {"etat": "ecartees"}).content.decode()
    as_armand.post(f"{url}retour/")
    line.refresh_from_db()
    assert line.state == "to_match"


def test_a_line_is_found_by_what_one_knows_of_it(as_armand: Client, line: BankLine) -> None:
    for words in (line.text, "1 200,00"):
        assert line.text in as_armand.get(LINES, {"q": words}).content.decode()
    assert "VIR" not in as_armand.get(LINES, {"q": "autre"}).content.decode().partition("lignes")[2]


def test_the_hand_is_on_the_next_line_after_a_confirmation(as_armand: Client, line: BankLine, ours: Member) -> None:
    second = factories.a_bank_line("60.00", text=factories.an_invoice(ours, "50.00").number)
    assert "autofocus" in confirm(as_armand, second)
    assert "autofocus" not in as_armand.get(LINES).content.decode()
