"""Races around direct debit: one batch takes an invoice, one mandate is active, one payment is booked."""

from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from egide.accounts.models import User
from egide.debits.models import DebitBatch, DebitMandate, DebitOrder
from egide.debits.models.batch import earliest_day
from egide.debits.rules import book, hand_over, plan_batch
from egide.invoicing.models import Payment
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import rounds, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", range(rounds(3, 50)))
def test_two_assistants_confirm_at_once_and_one_wins(turn: int, ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    factories.an_invoice(ours, "100.00", due_on=timezone.localdate())
    day = earliest_day(timezone.localdate())
    seen = (1, Decimal("120.00"))
    answers = together(*[lambda: plan_batch(day, "CORE", by=None, seen=seen)] * 2)
    assert DebitOrder.objects.planned().count() == 1
    assert DebitBatch.objects.count() == 1
    assert sorted(type(answer).__name__ for answer in answers) == ["DebitBatch", "Refused"], answers


@pytest.mark.parametrize("turn", range(rounds(3, 50)))
def test_two_signatures_at_once_leave_one_mandate(turn: int, ours: Member, martine: User) -> None:
    factories.open_debits()
    answers = together(*[lambda: factories.a_debit_mandate(ours, martine)] * 2)
    assert DebitMandate.objects.count() == 1
    assert sorted(type(answer).__name__ for answer in answers) == ["DebitMandate", "Refused"], answers


@pytest.mark.parametrize("turn", range(rounds(2, 50)))
def test_two_workers_book_the_money_once(turn: int, ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    for amount in ("10.00", "20.00", "30.00"):
        factories.an_invoice(ours, amount, due_on=timezone.localdate())
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    with time_machine.travel(f"{batch.collect_on}T12:00:00+00:00"):
        batch.collect(by=None)
        together(*[lambda: book(DebitBatch.objects.get(pk=batch.pk))] * 2)
        book(DebitBatch.objects.get(pk=batch.pk))
    assert Payment.objects.count() == 4
    assert not ours.invoices.to_pay().exists()
