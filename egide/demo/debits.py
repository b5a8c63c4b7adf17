"""The direct debits of the demo: mandates signed online, a batch collected with one reject, another announced."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from egide.accounts.models import User
from egide.debits.models import DebitBatch
from egide.debits.models.batch import earliest_day
from egide.debits.rules import announce, book, hand_over, lines_of, plan_batch, sign_mandate
from egide.demo.clock import at
from egide.invoicing.models import Invoice
from egide.members.models import Member

ACCOUNTS = ("FR1420041010050500013M02606", "FR7610107001011234567890129")
SCHEME = "CORE"


def collect(members: list[Member], armand: User, now: datetime) -> None:
    """Two companies sign; a month ago both were debited, and the bank of the second sent its debit back."""
    begun = now - timedelta(days=40)
    with at(begun):
        for member, account in zip(members, ACCOUNTS, strict=True):
            person = member.accesses.get(revoked_at=None, role="administrator").user
            sign_mandate(member, by=person, address="192.0.2.14", iban=account, bic="", debtor=member.name)
            _bill(member, armand, earliest_day(timezone.localtime(begun).date()))
        batch = _plan(armand, begun)
    with at(begun + timedelta(days=1)):
        hand_over(batch, by=armand)
    collected = datetime.combine(batch.collect_on, now.timetz()) + timedelta(days=1)
    with at(collected):
        batch.collect(by=armand)
        book(batch, by=armand)
    with at(collected + timedelta(days=2)):
        sent_back = batch.orders.get(member=members[1])
        sent_back.reject(by=armand, code="AM04", on=collected.date())


def announce_the_next(armand: User, now: datetime) -> None:
    """What the bank sent back is to be debited again."""
    with at(now - timedelta(days=1)):
        _plan(armand, now - timedelta(days=1))


def _plan(armand: User, when: datetime) -> DebitBatch:
    day = earliest_day(timezone.localtime(when).date())
    lines = lines_of(day, SCHEME)
    total = sum((line.invoice.remaining for line in lines), Decimal(0))
    batch = plan_batch(day, SCHEME, by=armand, seen=(len(lines), total))
    announce(batch)
    return batch


def _bill(member: Member, armand: User, due_on: date) -> None:
    invoice = Invoice(member=member, kind=Invoice.Kind.OTHER, period="Formation sur site")
    invoice.prepare(by=armand)
    label, price, vat = "Sensibilisation au port de charges", Decimal("320.00"), Decimal(20)
    invoice.add_line(by=armand, label=label, quantity=Decimal(1), unit_price=price, vat_rate=vat)
    invoice.issue(by=armand, due_on=due_on)
