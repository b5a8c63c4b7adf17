"""Two accountants, two uploads at once: the database keeps one of each."""

from decimal import Decimal

import pytest

from egide.accounts.models import User
from egide.backoffice.banking.returns import note_reject
from egide.banking.models import BankLine, BankStatement
from egide.banking.reading import Content, Fact, keyed
from egide.banking.rules import take_in
from egide.common.errors import Refused
from egide.debits.rules import hand_over
from egide.invoicing.models import Payment
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import rounds, together
from tests.banking import files
from tests.banking.hands import a_return

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_confirm_at_once_one_wins_and_the_other_is_told(ours: Member) -> None:
    for _ in range(rounds(3, 30)):
        line = factories.a_bank_line("1200.00")
        hands = [BankLine.objects.get(pk=line.pk) for _ in range(4)]
        outcomes = together(*[lambda hand=hand: hand.match(by=None, member=ours, invoices=[]) for hand in hands])
        assert sum(outcome is None for outcome in outcomes) == 1
        assert all(isinstance(outcome, Refused) for outcome in outcomes if outcome is not None)
    assert Payment.objects.count() == rounds(3, 30)


def test_two_uploads_at_once_keep_each_line_once(ours: Member) -> None:
    day = factories.in_days(0).date()
    lines = keyed(Fact(files.OURS, day, Decimal(rank), text=f"VIR {rank}") for rank in range(1, 60))
    content = Content(64 * "a", lines)
    outcomes = together(*[lambda: take_in("releve.xml", content, by=None) and None for _ in range(3)])
    assert BankLine.objects.count() == 59
    assert BankStatement.objects.count() == 1
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(isinstance(outcome, Refused) for outcome in outcomes if outcome is not None)


def test_the_same_days_as_camt_and_as_csv_at_once_are_not_money_twice(ours: Member) -> None:
    day = factories.in_days(0).date()
    camt = [Fact(files.OURS, day, Decimal(100), f"REF{n}", "AUBERT", files.THEIRS, f"FACT {n}") for n in range(9)]
    csv = [Fact("", day, Decimal(100), text=f"VIR SEPA AUBERT FACT {n}") for n in range(9)]
    contents = [Content(sign * 64, keyed(facts)) for sign, facts in (("a", camt), ("b", csv))]
    outcomes = together(*[lambda content=content: take_in("r", content, by=None) and None for content in contents])
    assert outcomes == [None, None]
    states = BankLine.objects.values_list("state", flat=True)
    assert sorted(states) == ["seen_before"] * 9 + ["to_match"] * 9


def test_of_two_who_note_one_reject_one_wins(ours: Member, martine: User) -> None:
    factories.open_debits()
    factories.a_debit_mandate(ours, martine)
    batch = factories.a_debit_batch(ours)
    hand_over(batch, by=None)
    number = batch.orders.get().invoice.number
    line = a_return(number, "120.00")
    hands = [BankLine.objects.get(pk=line.pk) for _ in range(3)]
    outcomes = together(*[lambda hand=hand: note_reject(hand, by=None) and None for hand in hands])
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(isinstance(outcome, Refused) for outcome in outcomes if outcome is not None)
