"""Écritures: each balances, and all together say what the invoices, the payments and the accounts of members say."""

import random
from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.invoicing import ledger
from egide.invoicing.models import Invoice, Payment, Refund
from egide.invoicing.statement import balance_of
from egide.members.models import Member
from tests import factories

ALWAYS = date(2000, 1, 1), date(2100, 12, 31)
JOURNAL = "/service/factures/ecritures/"


def cents(draw: random.Random, most: int) -> Decimal:
    return Decimal(draw.randint(1, most * 100)) / 100


def live(member: Member, draw: random.Random) -> None:
    """One thing among all that may happen to the money of a member."""
    today = timezone.localdate()
    invoices, payments = list(member.invoices.to_pay()), list(member.payments.filter(cancelled_at=None).order_by("pk"))
    spare = [payment for payment in payments if payment.unallocated]
    act = draw.choice(["bill", "bill", "pay", "pay", "too much", "on account", "credit", "credit", "refund", "cancel"])
    if act == "bill":
        factories.an_invoice(member, str(cents(draw, 900)), on=today - timedelta(days=draw.randint(0, 300)))
    elif act == "on account":
        factories.a_payment(member, str(cents(draw, 300)), mode=draw.choice(Payment.Mode.values))
    elif act in {"pay", "too much"} and invoices:
        invoice = draw.choice(invoices)
        amount = invoice.remaining + 5 if act == "too much" else min(cents(draw, 500), invoice.remaining)
        payment = factories.a_payment(member, str(amount), received_on=today - timedelta(days=draw.randint(0, 90)))
        payment.allocate(by=None, invoice=invoice, amount=min(amount, invoice.remaining))
    elif act == "credit" and invoices:
        line = draw.choice(invoices).lines.get()
        parts = draw.choice([{}, {line.pk: min(cents(draw, 50), line.left)}])
        line.invoice.correct(by=None, reason="Erreur", parts=parts)
    elif act == "refund" and spare:
        payment = draw.choice(spare)
        payment.give_back(by=None, amount=min(payment.unallocated, cents(draw, 20)), on=today)
    elif act == "cancel" and payments:
        draw.choice(payments).cancel(by=None, reason="Chèque impayé")


@pytest.mark.parametrize("seed", range(6))
def test_the_accounts_say_to_the_cent_what_invoices_and_payments_say(ours: Member, theirs: Member, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(25):
        with suppress(Refused):  # what the product refuses writes nothing either
            live(draw.choice([ours, theirs]), draw)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    by_member: dict[int, Decimal] = defaultdict(Decimal)
    numbers = []
    for entry in ledger.entries(*ALWAYS):
        assert sum(line.debit for line in entry.lines) == sum(line.credit for line in entry.lines) > 0
        numbers.append(entry.number)
        for line in entry.lines:
            sums[line.account] += line.debit - line.credit
            if line.account == ledger.MEMBERS:
                by_member[entry.member.pk] += line.debit - line.credit
    assert len(numbers) == len(set(numbers)) > 5
    for member in (ours, theirs):
        balance = balance_of(member)
        assert by_member[member.pk] == balance.due - balance.credit
    issued = [(-1 if i.nature == "credit_note" else 1, i) for i in Invoice.objects.issued()]
    assert -sums[ledger.REVENUE] == sum(sign * i.net for sign, i in issued)
    assert -sums[ledger.VAT] == sum(sign * i.vat for sign, i in issued)
    received = sum(p.amount for p in Payment.objects.filter(cancelled_at=None))
    assert sums[ledger.AT_BANK] + sums[ledger.AT_HAND] == received - sum(r.amount for r in Refund.objects.all())


def test_the_months_of_a_year_give_the_entries_of_the_year_once_each(ours: Member) -> None:
    for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)):
        factories.an_invoice(ours, on=day)
    months = [
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 12, 31)),
    ]
    apart = [entry.number for period in months for entry in ledger.entries(*period)]
    assert apart == [entry.number for entry in ledger.entries(date(2026, 1, 1), date(2026, 12, 31))]


def test_armand_hands_over_the_file_of_the_law(as_armand: Client, ours: Member) -> None:
    Service.current().configure(by=None, sales_account="756000")
    invoice = factories.an_invoice(ours, on=timezone.localdate())
    answer = as_armand.get(f"{JOURNAL}fec/")
    lines = [line.split("\t") for line in answer.content.decode("iso8859-15").splitlines()]
    assert lines[0] == list(ledger.COLUMNS)
    assert {len(line) for line in lines} == {18}
    found = {line[4]: (line[6], line[11], line[12]) for line in lines[1:]}
    assert found == {
        "411000": ("10042", "1200,00", "0,00"),
        "756000": ("", "0,00", "1000,00"),
        "445710": ("", "0,00", "200,00"),
    }
    assert {line[8] for line in lines[1:]} == {invoice.number}
    assert ".txt" in answer["Content-Disposition"]


def test_a_name_can_neither_move_a_column_nor_run_in_a_spreadsheet(ours: Member) -> None:
    ours.name = "=CMD()\tAubert\r\n€"
    ours.save()
    factories.an_invoice(ours, on=timezone.localdate())
    text = ledger.as_file(ledger.entries(*ALWAYS)).decode("iso8859-15")
    assert {line.count("\t") for line in text.splitlines()} == {17}
    assert "\tCMD() Aubert €\t" in text


def test_cash_has_its_journal_and_a_cancelled_payment_its_way_back(ours: Member) -> None:
    factories.a_payment(ours, "30.00", mode=Payment.Mode.CASH)
    wrong = factories.a_payment(ours, "50.00", received_on=date(2026, 1, 5))
    wrong.cancel(by=None, reason="Chèque impayé")
    told = [(e.journal[0], e.on, [(i.account, i.debit - i.credit) for i in e.lines]) for e in ledger.entries(*ALWAYS)]
    today = timezone.localdate()
    assert told == [
        ("BQ", date(2026, 1, 5), [("bank", Decimal(50)), ("members", Decimal(-50))]),
        ("BQ", today, [("bank", Decimal(-50)), ("members", Decimal(50))]),
        ("CA", today, [("cash", Decimal(30)), ("members", Decimal(-30))]),
    ]


def test_a_paper_of_the_former_software_is_not_booked_twice(ours: Member) -> None:
    old = Invoice(member=ours, kind=Invoice.Kind.DUES, period="2018")
    old.prepare(by=None)
    day = date(2018, 4, 11)
    old.take_over(by=None, number="329048", issued_on=day, due_on=day, gross=Decimal("5186.12"))
    assert list(ledger.entries(*ALWAYS)) == []


def test_the_page_shows_what_each_account_receives(as_armand: Client, ours: Member) -> None:
    factories.an_invoice(ours, on=timezone.localdate())
    page = as_armand.get(JOURNAL).content.decode()
    assert "411000" in page
    assert "1 200,00" in page.replace("\u202f", " ").replace("\xa0", " ")
    empty = as_armand.get(JOURNAL, {"du": "2001-01-01", "au": "2001-12-31"}).content.decode()
    assert "Rien sur cette période" in empty
    wrong = as_armand.get(JOURNAL, {"du": "2026-02-01", "au": "2026-01-01"}).content.decode()
    assert "après le premier" in wrong
