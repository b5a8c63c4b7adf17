"""Proposals: by the numbers that the text holds, by an account seen before, by amount and name; never by a guess."""

from datetime import date
from decimal import Decimal

import pytest

from egide.banking.matching import proposal_for
from egide.banking.models import BankLine
from egide.banking.numbers import numbers_in
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.banking.files import THEIRS


def proposed(line: BankLine) -> object:
    found = proposal_for(line)
    return found and (found.member.number, [(one.number, share) for one, share in found.shares], found.left)


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    """1 200 € with VAT."""
    return factories.an_invoice(ours)


@pytest.mark.parametrize(
    "text",
    ["2026-00012", "FACTURE 2026-00012 MERCI", "F202600012", "2026 - 000 12", "fact.2026/00012", "20 26-0 0012",
     "VIR DU 25/11 N 2026-00012/AUBERT"],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert "2026-00012" in numbers_in(text)


@pytest.mark.parametrize("text", ["1202600012", "2026-000123456", "2026 facture 00012", ""])
def test_a_part_of_another_number_is_no_number(text: str) -> None:
    assert "2026-00012" not in numbers_in(text)


def test_the_invoice_that_the_text_names(invoice: Invoice) -> None:
    line = factories.a_bank_line("1200.00", text=f"VIR {invoice.number[:4]} {invoice.number[5:]}")
    assert proposed(line) == (10042, [(invoice.number, Decimal(1200))], 0)


def test_several_invoices_named_take_the_money_the_oldest_first(invoice: Invoice, ours: Member) -> None:
    older = factories.an_invoice(ours, "50.00", on=date(2026, 1, 5))
    line = factories.a_bank_line("1000.00", text=f"{invoice.number} ET {older.number}")
    assert proposed(line) == (10042, [(older.number, Decimal(60)), (invoice.number, Decimal(940))], 0)


def test_what_is_too_much_is_told_as_an_advance(invoice: Invoice) -> None:
    assert proposed(factories.a_bank_line("1300.00", text=invoice.number)) == (
        10042, [(invoice.number, Decimal(1200))], Decimal(100)
    )  # fmt: skip


def test_an_invoice_paid_already_makes_an_advance_and_says_so(invoice: Invoice, ours: Member) -> None:
    factories.a_payment(ours, "1200").allocate(by=None, invoice=invoice, amount=Decimal(1200))
    line = factories.a_bank_line("1200.00", text=invoice.number)
    assert proposed(line) == (10042, [], Decimal(1200))
    found = proposal_for(line)
    assert found
    assert "plus rien n’est dû" in found.why


def test_a_firm_that_pays_for_two_members_is_left_to_a_person(invoice: Invoice, theirs: Member) -> None:
    other = factories.an_invoice(theirs)
    assert proposed(factories.a_bank_line("2400.00", text=f"{invoice.number} {other.number}")) is None


def test_an_account_that_has_paid_before(invoice: Invoice, ours: Member) -> None:
    first = factories.a_bank_line("10.00", text="ACOMPTE", iban=THEIRS)
    assert proposed(first) is None
    first.match(by=None, member=ours, invoices=[])
    second = factories.an_invoice(ours, "50.00")
    assert proposed(factories.a_bank_line("60.00", text="MERCI", iban=THEIRS)) == (
        10042, [(second.number, Decimal(60))], 0
    )  # fmt: skip
    first.reopen(by=None)
    assert proposed(factories.a_bank_line("60.00", text="ENCORE", iban=THEIRS)) is None


def test_an_account_that_pays_for_a_group_says_nothing(invoice: Invoice, ours: Member, theirs: Member) -> None:
    for member in (ours, theirs):
        factories.a_bank_line("10.00", iban=THEIRS).match(by=None, member=member, invoices=[])
    assert proposed(factories.a_bank_line("77.00", iban=THEIRS)) is None


def test_a_name_and_an_amount_that_agree(invoice: Invoice) -> None:
    line = factories.a_bank_line("1200.00", name="SARL CHARPENTES AUBERT REIMS", text="COTISATION")
    assert proposed(line) == (10042, [(invoice.number, Decimal(1200))], 0)
    assert proposed(factories.a_bank_line("1199.99", name="CHARPENTES AUBERT", text="COTISATION")) is None
    assert proposed(factories.a_bank_line("1200.00", name="AUBERT", text="COTISATION")) is None


def test_the_number_of_the_member_and_an_amount_that_agree(invoice: Invoice) -> None:
    assert proposed(factories.a_bank_line("1200.00", text="ADHERENT 10042")) is not None


def test_two_members_alike_prove_nothing(invoice: Invoice) -> None:
    twin = factories.a_member(10500, "Charpentes Aubert")
    factories.an_invoice(twin)
    assert proposed(factories.a_bank_line("1200.00", name="CHARPENTES AUBERT", text="COTISATION")) is None
