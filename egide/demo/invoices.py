"""The invoices of the demo: the leaflet's three, taken over from the former software, then our own series."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from egide.accounts.models import User
from egide.demo.clock import at
from egide.invoicing.models import Invoice, Payment
from egide.members.models import Member

HISTORY = (
    ("329048", date(2018, 4, 11), Invoice.Kind.DUES, "5186.12", "2ème trimestre 2018"),
    ("322592", date(2018, 2, 1), Invoice.Kind.DUES, "4966.52", "1er trimestre 2018"),
    ("322183", date(2018, 2, 1), Invoice.Kind.ADJUSTMENT, "1079.83", "4ème trimestre 2017"),
)
PER_HEAD = Decimal("104.00")
VAT = Decimal(20)


def bill(members: list[Member], armand: User, now: datetime) -> None:
    ours = next(member for member in members if member.number == 10042)
    for facts in HISTORY:
        _take_over(ours, armand, *facts)
    for member in members:
        staff = member.employees.present().count()
        year = now.year
        paid = _invoice(
            member, armand, now - timedelta(days=300), f"Année {year}", "Cotisation annuelle", staff, PER_HEAD
        )
        _pay(paid, armand, now - timedelta(days=280))
        if member.number != 10042:
            continue
        wrong = _invoice(member, armand, now - timedelta(days=70), "Été", "Droits d’entrée", 3, Decimal("20.00"))
        with at(now - timedelta(days=60)):
            wrong.credit(by=armand, reason="Salariés comptés deux fois")
        _invoice(
            member, armand, now - timedelta(days=45), f"Octobre {year}", "Absence non excusée", 1, Decimal("72.00")
        )
        _invoice(member, armand, now - timedelta(days=9), f"4ème trimestre {year}", "Régularisation", 2, PER_HEAD)


def _take_over(member: Member, by: User, number: str, on: date, kind: str, gross: str, period: str) -> None:
    """« Reprise d’historique »: own number, outside our series; all paid by transfer within the month."""
    invoice = Invoice(member=member, kind=kind, period=period)
    invoice.prepare(by=by)
    invoice.take_over(by=by, number=number, issued_on=on, due_on=on + timedelta(days=30), gross=Decimal(gross))
    _settle(invoice, by, on + timedelta(days=20), f"VIR {number}")


def _invoice(
    member: Member, by: User, when: datetime, period: str, label: str, quantity: int, price: Decimal
) -> Invoice:
    kinds = {"Absence non excusée": "absence", "Régularisation": "adjustment", "Droits d’entrée": "entry"}
    with at(when):
        invoice = Invoice(member=member, kind=kinds.get(label, Invoice.Kind.DUES), period=period)
        invoice.prepare(by=by)
        invoice.add_line(by=by, label=label, quantity=Decimal(quantity), unit_price=price, vat_rate=VAT)
        invoice.issue(by=by)
    return invoice


def _pay(invoice: Invoice, by: User, when: datetime) -> None:
    with at(when):
        _settle(invoice, by, when.date(), f"VIR {invoice.number}")


def _settle(invoice: Invoice, by: User, on: date, reference: str) -> None:
    payment = Payment(
        member_id=invoice.member_id,
        received_on=on,
        mode=Payment.Mode.TRANSFER,
        amount=invoice.gross,
        reference=reference,
    )
    payment.receive(by=by)
    payment.allocate(by=by, invoice=invoice, amount=invoice.gross)
