"""What the tests of reminders do again and again."""

from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from egide.dunning.models import DunningHold
from egide.dunning.sending import send_all
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories

DUE = date(2026, 3, 31)


def an_overdue(member: Member, amount: str = "100.00", due_on: date = DUE) -> Invoice:
    return factories.an_invoice(member, amount, on=due_on - timedelta(days=30), due_on=due_on)


def a_hold(invoice: Invoice, reason: str = "Litige en cours", *, whole: bool = False) -> DunningHold:
    """On the invoice alone, or on the `whole` member."""
    hold = DunningHold(member_id=invoice.member_id, reason=reason, **({} if whole else {"invoice": invoice}))
    hold.place(by=None)
    return hold


def noon(after: int, due_on: date = DUE) -> datetime:
    """So many days after the end of payment."""
    return timezone.make_aware(datetime.combine(due_on + timedelta(days=after), datetime.min.time())).replace(hour=12)


def morning(after: int) -> int:
    """What the worker does that day; how many members were written to."""
    with time_machine.travel(noon(after), tick=False):
        return send_all(timezone.now())


def reached(invoice: Invoice) -> list[tuple[int, int]]:
    """(level, days after the end of payment) of each reminder."""
    rows: Any = invoice.dunned.order_by("rank")
    return [(row.rank, (row.sent_on - DUE).days) for row in rows]
