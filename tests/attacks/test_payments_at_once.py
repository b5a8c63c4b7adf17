"""Money that comes by several doors at once for one invoice: it takes what it owes, the rest is the member's credit."""

from decimal import Decimal
from functools import partial
from itertools import permutations

import pytest
import time_machine
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.banking.models import BankLine
from egide.debits.models import DebitOrder
from egide.debits.rules import hand_over
from egide.invoicing.models import Allocation, Invoice, Payment
from egide.invoicing.statement import balance_of
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import deadlocks, rounds, same_session, together
from tests.cards.hands import a_card_payment, a_notice, send

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = range(rounds(2, 50))


def assert_nothing_is_lost(member: Member, *invoices: Invoice, received: int) -> None:
    """Each invoice is settled, by its own sum; all that came beyond is the credit of the member."""
    for invoice in invoices:
        invoice.refresh_from_db()
        assert (invoice.state, invoice.settled) == (Invoice.State.SETTLED, invoice.gross)
        put = Allocation.objects.live().filter(invoice=invoice).aggregate(total=Sum("amount"))["total"]
        assert put == invoice.gross
    assert Payment.objects.count() == received
    money = sum(payment.amount for payment in Payment.objects.all())
    assert balance_of(member).credit == money - sum(invoice.gross for invoice in invoices)


@pytest.mark.parametrize("turn", TURNS)
def test_four_doors_at_once_and_one_invoice(turn: int, ours: Member, martine: User, armand: User) -> None:
    """Martine pays by card what she has also sent by transfer and by cheque, the day when her bank is debited."""
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    invoice = Invoice.objects.get()
    with time_machine.travel(f"{batch.collect_on}T12:00:00+00:00"):
        batch.collect(by=None)
        card = a_card_payment(invoice, by=martine)
        line, order = factories.a_bank_line("120.00"), DebitOrder.objects.get()
        browser = Client(raise_request_exception=False)
        browser.force_login(armand)
        cheque = {"received_on": f"{timezone.localdate()}", "mode": "cheque", "amount": "120,00", "reference": "CHQ 1"}
        outcomes = together(
            lambda: line.match(by=None, member=ours, invoices=[invoice]),
            lambda: order.collect(by=None),
            lambda: send(a_notice(card)),
            lambda: browser.post(f"/service/factures/{invoice.pk}/reglement/", cheque).status_code,
        )
    assert outcomes == [None, None, 204, 302]
    assert set(Payment.objects.values_list("mode", flat=True)) == {"transfer", "debit", "card", "cheque"}
    assert_nothing_is_lost(ours, invoice, received=4)


@pytest.mark.parametrize("turn", TURNS)
def test_who_pays_the_same_invoices_in_another_order_never_crosses(turn: int, ours: Member) -> None:
    invoices = [factories.an_invoice(ours, "100.00") for _ in range(3)]
    orders = list(permutations(invoices))
    before = deadlocks()
    lines = [factories.a_bank_line("150.00") for _ in orders]
    outcomes = together(*[
        partial(line.match, by=None, member=ours, invoices=order) for line, order in zip(lines, orders, strict=True)
    ])  # fmt: skip
    assert outcomes == [None] * len(orders)
    assert deadlocks() == before
    assert set(BankLine.objects.values_list("state", flat=True)) == {"matched"}
    assert_nothing_is_lost(ours, *invoices, received=len(orders))


@pytest.mark.parametrize("turn", TURNS)
def test_one_credit_put_on_several_invoices_at_once_is_put_once(turn: int, as_armand: Client, ours: Member) -> None:
    """Two accountants use the credit of 150 euros, each for another invoice: the second puts what is left of it."""
    invoices = [factories.an_invoice(ours, "100.00") for _ in range(2)]
    payment = factories.a_payment(ours, "150.00")
    page = f"/service/factures/reglements/{payment.pk}/imputation/"
    windows = [same_session(as_armand) for _ in invoices]
    answers = together(*[
        partial(window.post, page, {"invoice": invoice.pk}) for window, invoice in zip(windows, invoices, strict=True)
    ])  # fmt: skip
    assert [answer.status_code for answer in answers] == [302, 302]
    settled = sorted(Invoice.objects.values_list("settled", flat=True))
    assert settled == [Decimal("30.00"), Decimal("120.00")]
    assert balance_of(ours).credit == 0
