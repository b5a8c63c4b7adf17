"""The invoices of the demo: the leaflet's three, taken over from the former software, then our own series."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from egide.accounts.models import User
from egide.centres.models import Service, Tariff
from egide.common.french import MONTHS
from egide.demo import debits
from egide.demo.clock import at
from egide.demo.story import PRICES
from egide.dues.models import DuesRun
from egide.dues.periods import Period
from egide.dues.runs import carry_on, count
from egide.dunning.models import DunningHold
from egide.dunning.sending import send_to
from egide.invoicing.models import Invoice, InvoiceArchive, Payment
from egide.members.models import Member
from egide.platform.models import PlatformDeposit
from egide.proofs.models import Certificate
from egide.proofs.rules import certify

HISTORY = (
    ("329048", date(2018, 4, 11), Invoice.Kind.DUES, "5186.12", "2ème trimestre 2018"),
    ("322592", date(2018, 2, 1), Invoice.Kind.DUES, "4966.52", "1er trimestre 2018"),
    ("322183", date(2018, 2, 1), Invoice.Kind.ADJUSTMENT, "1079.83", "4ème trimestre 2017"),
)
DEBITED = (10077, 10099)  # they have signed a mandate
HELD = 10189  # more time was given: its late invoice is not reminded
PER_HEAD = Decimal("104.00")
VAT = Decimal(20)
TARIFFS = {Tariff.Kind.YEARLY: PER_HEAD, Tariff.Kind.ENTRY: Decimal("20.00")}


def bill(members: list[Member], armand: User, now: datetime) -> None:
    """Everybody's dues of the year, then what happened to 10042; the oldest first, as numbers follow dates."""
    ours = next(member for member in members if member.number == 10042)
    for facts in HISTORY:
        _take_over(ours, armand, *facts)
    called = now - timedelta(days=300)
    for invoice in _call_all(armand, called):
        _pay(invoice, armand, now - timedelta(days=280))
    _live(ours, armand, now)
    _in_peace(next(member for member in members if member.number == HELD), armand, now)
    debits.collect([member for member in members if member.number in DEBITED], armand, now)
    _adjust(ours, armand, now)
    debits.announce_the_next(armand, now)
    martine = User.objects.get(username="martine")
    _remind(ours, now - timedelta(days=5))
    _deposit(armand, now)
    with at(now - timedelta(days=35)):
        certify(ours, Certificate.Kind.MEMBERSHIP, by=martine)
    InvoiceArchive(member=ours, year=called.year).ask(by=martine)


def _call_all(armand: User, when: datetime) -> list[Invoice]:
    """The tariff grid, then the run of the year: counted, confirmed, issued."""
    year = Period(when.year)
    with at(when):
        for kind, amount in TARIFFS.items():
            Tariff(kind=kind).decide(by=armand, amount=amount, applies_from=year.first_day)
        run = DuesRun(year=year.year, counted_on=year.first_day)
        run.open(by=armand)
        count(run)
        run.confirm(by=armand)
        carry_on(run, by=armand)
    return list(Invoice.objects.filter(dues_call__run=run).order_by("number"))


def _live(ours: Member, armand: User, now: datetime) -> None:
    """An entry fee counted twice and credited, an absence not paid in time."""
    entry, absence = (now - timedelta(days=days) for days in (70, 45))
    line = ("Droits d’entrée", 3, TARIFFS[Tariff.Kind.ENTRY])
    wrong = issue(ours, armand, entry, Invoice.Kind.ENTRY, _month(entry), line)
    with at(now - timedelta(days=60)):
        wrong.credit(by=armand, reason="Salariés comptés deux fois")
    line = ("Absence non excusée", 1, PRICES[Tariff.Kind.ABSENCE][0])
    issue(ours, armand, absence, Invoice.Kind.ABSENCE, _month(absence), line)


def _in_peace(member: Member, armand: User, now: datetime) -> None:
    """A training not paid in time, its reminders suspended with the reason."""
    issued, agreed = (now - timedelta(days=days) for days in (43, 8))
    line = ("Formation sur site", 1, Decimal("320.00"))
    invoice = issue(member, armand, issued, Invoice.Kind.OTHER, _month(issued), line)
    with at(agreed):
        hold = DunningHold(member_id=member.pk, invoice=invoice, reason="Délai accordé : règlement en deux fois")
        hold.place(by=armand)


def _adjust(ours: Member, armand: User, now: datetime) -> None:
    """An adjustment to pay."""
    adjustment = now - timedelta(days=9)
    period = str(Period(adjustment.year, (adjustment.month + 2) // 3))
    issue(ours, armand, adjustment, Invoice.Kind.ADJUSTMENT, period, ("Régularisation", 2, PER_HEAD))


def _remind(ours: Member, when: datetime) -> None:
    """The absence is late since ten days then: its first reminder."""
    with at(when):
        send_to(ours.pk, when.date(), by=None)


def _deposit(armand: User, now: datetime) -> None:
    """The service tries its platform since a fortnight: one paper went through, one came back."""
    with at(now - timedelta(days=14)):
        Service.current().configure(
            by=armand, platform_name="Plateforme de démonstration", platform_from=timezone.localdate()
        )
        papers = Invoice.objects.filter(kind=Invoice.Kind.DUES, is_history=False).order_by("number")[:2]
        through, back = (PlatformDeposit(member_id=paper.member_id, invoice=paper) for paper in papers)
        for deposit in (through, back):
            deposit.prepare(by=None)
            deposit.hand_over(by=None)
        through.accept(by=None, identifier="PA-2026-000418")
        back.reject(by=None, code="ROUTING_ERR", reason="Adresse absente de l’annuaire")


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def _take_over(member: Member, by: User, number: str, on: date, kind: str, gross: str, period: str) -> None:
    """« Reprise d’historique »: own number, outside our series; all paid by transfer within the month."""
    invoice = Invoice(member=member, kind=kind, period=period)
    invoice.prepare(by=by)
    invoice.take_over(by=by, number=number, issued_on=on, due_on=on + timedelta(days=30), gross=Decimal(gross))
    settle(invoice, by, on + timedelta(days=20), f"VIR {number}")


def issue(member: Member, by: User, when: datetime, kind: str, period: str, line: tuple[str, int, Decimal]) -> Invoice:
    label, quantity, price = line
    with at(when):
        invoice = Invoice(member=member, kind=kind, period=period)
        invoice.prepare(by=by)
        invoice.add_line(by=by, label=label, quantity=Decimal(quantity), unit_price=price, vat_rate=VAT)
        invoice.issue(by=by)
    return invoice


def _pay(invoice: Invoice, by: User, when: datetime) -> None:
    with at(when):
        settle(invoice, by, when.date(), f"VIR {invoice.number}")


def settle(invoice: Invoice, by: User, on: date, reference: str) -> None:
    payment = Payment(
        member_id=invoice.member_id,
        received_on=on,
        mode=Payment.Mode.TRANSFER,
        amount=invoice.gross,
        reference=reference,
    )
    payment.receive(by=by)
    payment.allocate(by=by, invoice=invoice, amount=invoice.gross)
