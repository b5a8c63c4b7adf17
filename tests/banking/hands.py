"""What the tests of statements do again and again."""

from decimal import Decimal

from django.utils import timezone

from egide.banking.models import BankLine
from egide.banking.reading import Content, Fact, keyed
from egide.banking.rules import take_in
from tests.banking import files


def a_return(number: str, amount: str, code: str = "AM04") -> BankLine:
    """The debit of the invoice `number`, sent back by the bank today."""
    day = timezone.localdate()
    fact = Fact(files.OURS, day, Decimal(amount), "R1", is_outgoing=True, return_code=code, end_to_end=number)
    return take_in("rejets.xml", Content("", keyed([fact])), by=None).lines.get()
