"""Two accountants, two uploads at once: the database keeps one of each."""

from decimal import Decimal

import pytest

from egide.banking.models import BankLine
from egide.banking.reading import Fact, keyed
from egide.banking.rules import take_in
from egide.common.errors import Refused
from egide.invoicing.models import Payment
from egide.members.models import Member
from tests import factories
from tests.attacks.hands import rounds, together
from tests.banking import files

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
    credits = keyed(Fact(files.OURS, day, Decimal(rank), text=f"VIR {rank}") for rank in range(1, 60))
    outcomes = together(*[lambda: take_in("releve.xml", credits, by=None) for _ in range(3)])
    assert BankLine.objects.count() == 59
    assert sum(outcome for outcome in outcomes if isinstance(outcome, int)) == 59
    assert all(isinstance(outcome, int | Refused) for outcome in outcomes)
