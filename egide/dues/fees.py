"""The price of a late cancellation, an absence or a temporary worker's visit: billed, waived, decided again."""

from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from django.db import transaction

from egide.appointments.models import Appointment, lock_price_of, open_contest_of
from egide.appointments.states import State
from egide.centres.models import Service
from egide.common.events import Actor
from egide.common.french import in_words
from egide.invoicing.models import Invoice


class Outcome(Enum):
    BILLED = auto()
    KEPT = auto()  # contested once billed, and maintained: the invoice stands
    WAIVED = auto()
    CREDITED = auto()


class Decided(NamedTuple):
    """What came of the price; `number`: the invoice that was issued or credited."""

    outcome: Outcome
    number: str = ""


def decide(appointment: Appointment, *, by: Actor, decision: str, because: str) -> Decided:
    """« confirm » or « waive »: the price, its invoice or credit note, the answer to a contest, in one transaction."""
    with transaction.atomic():
        lock_price_of(appointment)
        if contest := open_contest_of(appointment):
            answer = contest.accept if decision == "waive" else contest.reject
            answer(by=by, decision=because)
        if decision == "waive":
            return _waive(appointment, by, because)
        if contest and appointment.fee_decided_at:
            return Decided(Outcome.KEPT)
        appointment.must_await_a_decision()
        invoice = _bill(appointment, by)
        appointment.confirm_fee(by=by, billed_as=str(invoice.number))
    return Decided(Outcome.BILLED, str(invoice.number))


def _waive(appointment: Appointment, by: Actor, because: str) -> Decided:
    if not appointment.fee_decided_at:
        appointment.waive_fee(by=by, because=because)
        return Decided(Outcome.WAIVED)
    appointment.take_fee_back(by=by, because=because)
    invoice = Invoice.objects.get(member=appointment.member_id, number=appointment.billed_as)
    invoice.credit(by=by, reason=because)
    return Decided(Outcome.CREDITED, str(invoice.number))


def _bill(appointment: Appointment, by: Actor) -> Invoice:
    start = appointment.planned_start
    invoice = Invoice(member=appointment.member, kind=_kind_of(appointment), period=f"{start:%d/%m/%Y}")
    invoice.prepare(by=by)
    invoice.add_line(
        by=by,
        label=f"{appointment.charged_as} : {appointment.employee}, {in_words(start)} (rendez-vous n° {appointment.pk})",
        quantity=Decimal(1),
        unit_price=appointment.fee or Decimal(0),
        vat_rate=Service.current().vat_rate,
    )
    invoice.issue(by=by)
    return invoice


def _kind_of(appointment: Appointment) -> str:
    return Invoice.Kind.VISIT if appointment.state == State.HONOURED else Invoice.Kind.ABSENCE
