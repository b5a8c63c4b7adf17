"""Martine pays by card: what the provider has signed settles her invoices, once, in whatever order it comes."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from egide.accounts.models import User
from egide.cards.gateway import Kind, Told, Unreachable, provider
from egide.cards.models import CardNotice, CardPayment
from egide.cards.rules import ask_after, give_up, open_checkout, payable
from egide.cards.tasks import ask_after_card_payments
from egide.common.errors import Refused
from egide.common.models import Event
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member
from tests import factories
from tests.cards.hands import TestBank, a_card_payment, a_notice, send

pytestmark = pytest.mark.django_db
State = CardPayment.State


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    return factories.an_invoice(ours, "120.00")


@pytest.fixture
def opened(invoice: Invoice, martine: User) -> CardPayment:
    return a_card_payment(invoice, by=martine)


def paid_by_transfer(invoice: Invoice, amount: str) -> None:
    invoice = Invoice.objects.get(pk=invoice.pk)
    factories.a_payment(invoice.member, amount).allocate(by=None, invoice=invoice, amount=Decimal(amount))


def now_of(payment: CardPayment) -> CardPayment:
    return CardPayment.objects.get(pk=payment.pk)


def test_a_confirmed_payment_settles_its_invoices_and_is_one_payment(ours: Member, martine: User) -> None:
    invoices = [factories.an_invoice(ours, amount) for amount in ("120.00", "80.00")]
    total = sum(invoice.gross for invoice in invoices)
    payment = a_card_payment(*invoices, by=martine)
    assert (payment.amount, payment.state) == (total, State.OPENED)
    assert [order.cents for order in TestBank.opened] == [int(total * 100)]
    assert not Payment.objects.exists(), "coming back from the page proves nothing"
    assert send(a_notice(payment)) == 204
    payment = now_of(payment)
    paid = Payment.objects.get()
    assert (payment.state, payment.payment, payment.credit) == (State.CONFIRMED, paid, Decimal(0))
    assert (paid.mode, paid.amount, paid.received_on) == ("card", total, timezone.localdate())
    assert {one.state for one in Invoice.objects.all()} == {Invoice.State.SETTLED}
    assert Event.objects.filter(name="cardpayment.confirm").count() == 1


def test_the_same_notice_played_again_changes_nothing(opened: CardPayment) -> None:
    notice = a_notice(opened)
    assert [send(notice) for _ in range(3)] == [204, 204, 204]
    assert Payment.objects.count() == CardNotice.objects.count() == 1


def test_two_notices_of_one_payment_are_one_payment(opened: CardPayment) -> None:
    assert [send(a_notice(opened)) for _ in range(2)] == [204, 204]
    assert (Payment.objects.count(), CardNotice.objects.count()) == (1, 2)


@pytest.mark.parametrize("first", [Kind.REFUSED, Kind.EXPIRED])
def test_paid_wins_over_what_was_told_before_or_after_it(opened: CardPayment, first: Kind) -> None:
    """Out of order, either way."""
    send(a_notice(opened, first))
    assert now_of(opened).state in {State.REFUSED, State.EXPIRED}
    send(a_notice(opened))
    assert now_of(opened).state == State.CONFIRMED
    send(a_notice(opened, first))
    assert now_of(opened).state == State.CONFIRMED
    assert Payment.objects.count() == 1


def test_an_invoice_settled_meanwhile_leaves_the_money_as_credit(opened: CardPayment, invoice: Invoice) -> None:
    paid_by_transfer(invoice, "144.00")
    send(a_notice(opened))
    payment = now_of(opened)
    assert (payment.state, payment.credit) == (State.CONFIRMED, invoice.gross)


def test_a_part_paid_meanwhile_leaves_that_part(opened: CardPayment, invoice: Invoice) -> None:
    paid_by_transfer(invoice, "20.00")
    send(a_notice(opened))
    assert now_of(opened).credit == Decimal("20.00")
    assert Invoice.objects.get().state == Invoice.State.SETTLED


def test_each_invoice_takes_what_was_asked_for_it_even_when_it_is_due_again(ours: Member, martine: User) -> None:
    """Her cheque of 20 euros bounces while she pays: the second invoice is not left unpaid for the first."""
    first, second = (factories.an_invoice(ours, "100.00") for _ in range(2))
    paid_by_transfer(first, "20.00")
    cheque = Payment.objects.get()
    opened = a_card_payment(*(Invoice.objects.get(pk=one.pk) for one in (first, second)), by=martine)
    cheque.cancel(by=None, reason="Chèque impayé")
    send(a_notice(opened))
    left = {one.pk: one.remaining for one in Invoice.objects.all()}
    assert left == {first.pk: Decimal("20.00"), second.pk: Decimal(0)}
    assert now_of(opened).credit == 0


def test_a_refused_card_frees_its_invoices(opened: CardPayment, ours: Member, invoice: Invoice) -> None:
    assert not payable(ours).exists()
    send(a_notice(opened, "refused", reason="provision insuffisante"))
    assert (now_of(opened).state, now_of(opened).refusal) == (State.REFUSED, "provision insuffisante")
    assert list(payable(ours)) == [invoice]
    assert not Payment.objects.exists()


def test_an_invoice_is_paid_by_one_card_at_a_time(opened: CardPayment, invoice: Invoice, martine: User) -> None:
    with pytest.raises(Refused, match="déjà en cours de paiement"):
        a_card_payment(invoice, by=martine)
    assert CardPayment.objects.count() == 1, "no half of a payment"
    give_up(now_of(opened), by=martine)
    assert TestBank.closed == [opened.provider_reference]
    again = a_card_payment(invoice, by=martine)
    send(a_notice(opened))  # she had paid there all the same
    send(a_notice(again))
    assert (now_of(opened).credit, now_of(again).credit) == (Decimal(0), invoice.gross)


def test_what_was_paid_already_is_not_given_up(opened: CardPayment, martine: User) -> None:
    """Its notice is late; the bank says so when its page is to be closed."""
    told = Told("evt_late", Kind.PAID, opened.provider_reference, int(opened.amount * 100), "EUR", timezone.now())
    TestBank.decided[opened.provider_reference] = told
    with pytest.raises(Refused, match="relisez son état"):
        give_up(opened, by=martine)
    assert (now_of(opened).state, Payment.objects.count()) == (State.CONFIRMED, 1)


def test_another_sum_is_never_a_payment_and_accounting_looks(
    opened: CardPayment, ours: Member, invoice: Invoice, armand: User
) -> None:
    send(a_notice(opened, amount=100))
    assert not Payment.objects.exists()
    notice = CardNotice.objects.anomalies().get()
    assert (notice.anomaly, notice.amount, now_of(opened).state) == ("amount", Decimal("1.00"), State.HELD)
    assert not payable(ours).exists(), "she does not pay twice while somebody looks"
    notice.close(by=armand, note="Remboursé par le prestataire")
    assert (now_of(opened).state, list(payable(ours))) == (State.EXPIRED, [invoice])
    with pytest.raises(Refused, match="déjà classée"):
        CardNotice.objects.get().close(by=armand, note="Encore")


def test_a_payment_that_accounting_looks_at_is_not_given_up(opened: CardPayment, ours: Member, martine: User) -> None:
    """Whoever has paid another sum would free the invoices, and they would be paid again."""
    send(a_notice(opened, amount=100))
    with pytest.raises(Refused, match="relisez son état"):
        give_up(now_of(opened), by=martine)
    assert now_of(opened).state == State.HELD
    assert not payable(ours).exists()


def test_the_sum_that_was_asked_is_booked_even_after_another(opened: CardPayment, invoice: Invoice) -> None:
    send(a_notice(opened, amount=100))
    send(a_notice(opened))
    assert (now_of(opened).state, Payment.objects.get().amount) == (State.CONFIRMED, invoice.gross)
    assert CardNotice.objects.anomalies().count() == 1, "the first one is still to be looked at"
    CardNotice.objects.anomalies().get().close(by=None, note="Remboursé")
    assert now_of(opened).state == State.CONFIRMED


def test_a_payment_that_the_provider_forgot_holds_up_no_other(
    opened: CardPayment, ours: Member, martine: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = a_card_payment(factories.an_invoice(ours), by=martine)

    def look(self: TestBank, reference: str) -> Told | None:
        if reference == opened.provider_reference:
            raise Unreachable("not known")
        return Told("evt_seen", Kind.PAID, reference, int(later.amount * 100), "EUR", timezone.now())

    monkeypatch.setattr(TestBank, "look", look)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        ask_after_card_payments.call_local()
    assert (now_of(opened).state, now_of(later).state) == (State.OPENED, State.CONFIRMED)


@pytest.mark.parametrize("first", ["refused", "expired"])
def test_another_sum_told_late_keeps_the_invoice_from_being_paid_again(
    opened: CardPayment, ours: Member, first: str
) -> None:
    send(a_notice(opened, first))
    assert payable(ours).exists()
    send(a_notice(opened, amount=100))
    assert (now_of(opened).state, payable(ours).exists()) == (State.HELD, False)


@pytest.mark.parametrize(
    ("lies", "anomaly"),
    [({"currency": "USD"}, "currency"), ({"reference": "pay_inconnu"}, "unknown")],
)
def test_other_money_is_put_aside(opened: CardPayment, lies: dict[str, str], anomaly: str) -> None:
    assert send(a_notice(opened, **lies)) == 204
    assert CardNotice.objects.anomalies().get().anomaly == anomaly
    assert not Payment.objects.exists()


@pytest.mark.parametrize("kind", [Kind.REFUNDED, Kind.DISPUTED])
def test_money_that_goes_back_is_told_to_accounting_and_nothing_is_undone(opened: CardPayment, kind: Kind) -> None:
    send(a_notice(opened))
    send(a_notice(opened, kind))
    assert CardNotice.objects.anomalies().get().anomaly == kind
    assert not Payment.objects.get().is_cancelled


def test_a_provider_that_does_not_answer_leaves_nothing_open(invoice: Invoice, ours: Member, martine: User) -> None:
    TestBank.silent = True
    with pytest.raises(Refused, match="rien n’a été débité"):
        a_card_payment(invoice, by=martine)
    assert CardPayment.objects.get().state == State.EXPIRED
    assert list(payable(ours)) == [invoice]


def test_a_lost_notice_is_asked_for(opened: CardPayment) -> None:
    cents, at = int(opened.amount * 100), timezone.now()
    TestBank.decided[opened.provider_reference] = Told(
        "evt_lost", Kind.PAID, opened.provider_reference, cents, "EUR", at
    )
    ask_after_card_payments.call_local()
    assert now_of(opened).state == State.OPENED, "it may still come by itself"
    with time_machine.travel(at + timedelta(minutes=11)):
        ask_after_card_payments.call_local()
    assert now_of(opened).state == State.CONFIRMED
    assert send(a_notice(opened, id="evt_lost")) == 204  # it comes after all
    assert Payment.objects.count() == 1


def test_what_nobody_pays_is_let_go(opened: CardPayment, ours: Member, invoice: Invoice) -> None:
    bank = provider()
    assert bank is not None
    for minutes, state in ((60, State.OPENED), (91, State.EXPIRED)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            ask_after(bank)
        assert now_of(opened).state == state
    assert list(payable(ours)) == [invoice]


def test_nobody_pays_for_another_member(invoice: Invoice, theirs: Member, karim: User) -> None:
    with pytest.raises(Refused, match="autre adhérent"):
        open_checkout(theirs, [invoice], by=karim, return_url=lambda payment: "")
    assert not CardPayment.objects.exists()


def test_without_a_provider_nothing_is_opened(invoice: Invoice, martine: User, settings: object) -> None:
    settings.CARD_PROVIDER = ""  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="réglez par virement"):
        a_card_payment(invoice, by=martine)
    ask_after_card_payments.call_local()
