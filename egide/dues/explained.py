"""Why an invoice is what it is: who was counted, or which visit is charged, at what price, and what has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from egide.appointments.models import Appointment
from egide.appointments.queries import AppointmentQuerySet
from egide.appointments.states import State
from egide.dues.counting import DuesLine
from egide.dues.models import DuesCall, DuesRun
from egide.employees.models import Employee
from egide.invoicing.models import Invoice

ERASED = "Salarié dont la fiche est effacée"


@dataclass(frozen=True)
class CallExplained:
    """Amounts are in euros without VAT. Names are empty for whoever may not read Mes salariés."""

    template: ClassVar[str] = "dues/why.html"

    period: str
    counted_on: date
    tariff: str
    lines: list[DuesLine]
    counted: list[str]
    arrived: list[str]
    gone: list[str]
    arrived_count: int
    gone_count: int
    before: "Before | None"
    only_adds: bool


@dataclass(frozen=True)
class Before:
    """The call before this one."""

    period: str
    counted_on: date
    workers: int
    net: Decimal


@dataclass(frozen=True)
class VisitExplained:
    """One appointment at the price of its day, in euros without VAT."""

    template: ClassVar[str] = "dues/why_visit.html"

    charged_as: str
    planned_start: datetime
    cancelled_at: datetime | None
    last_free_moment: datetime | None
    tariff: str
    net: Decimal


def explained(invoice: Invoice, *, with_names: bool) -> CallExplained | VisitExplained | None:
    """Of an invoice that a run has issued, or that charges an appointment; None of any other."""
    calls = DuesCall.objects.select_related("run__per_head", "previous__run")
    if call := calls.filter(invoice=invoice).first():
        return _call_explained(call, with_names=with_names)
    charged = _charged_by(invoice).select_related("fee_tariff").first()
    return _visit_explained(charged, invoice) if charged else None


def is_explained(invoice: Invoice) -> bool:
    """Whether `explained` has something to say."""
    return DuesCall.objects.filter(invoice=invoice).exists() or _charged_by(invoice).exists()


def _charged_by(invoice: Invoice) -> AppointmentQuerySet:
    mine = Appointment.objects.filter(member=invoice.member_id, billed_as=invoice.number)
    return mine.exclude(billed_as="").exclude(fee_tariff=None)


def _visit_explained(appointment: Appointment, invoice: Invoice) -> VisitExplained:
    held = appointment.state == State.HONOURED
    return VisitExplained(
        charged_as=appointment.charged_as,
        planned_start=appointment.planned_start,
        cancelled_at=appointment.cancelled_at,
        last_free_moment=None if held else appointment.last_free_moment,
        tariff=str(appointment.fee_tariff),
        net=invoice.net,
    )


def _call_explained(call: DuesCall, *, with_names: bool) -> CallExplained:
    arrived, gone = (call.arrived, call.gone) if call.previous else ([], [])
    counted = [int(key) for key in call.counted]
    names = _names(call, {*counted, *gone}) if with_names else {}
    return CallExplained(
        period=str(call.run.period),
        counted_on=call.run.counted_on,
        tariff=str(call.run.per_head),
        lines=call.headcount.lines(call.run.per_head.amount, call.run.entry_fee),
        counted=_listed(counted, names),
        arrived=_listed(arrived, names),
        gone=_listed(gone, names),
        arrived_count=len(arrived),
        gone_count=len(gone),
        before=_before(call.previous),
        only_adds=call.run.kind == DuesRun.Kind.ADJUSTMENT,
    )


def _before(previous: DuesCall | None) -> Before | None:
    if previous is None:
        return None
    run = previous.run
    return Before(str(run.period), run.counted_on, len(previous.counted), previous.net)


def _names(call: DuesCall, keys: set[int]) -> dict[int, str]:
    """Of this member's own rows; those erased since have no name any more."""
    rows = Employee.objects.filter(member_id=call.member_id, pk__in=keys)
    return dict.fromkeys(keys, ERASED) | {employee.pk: employee.full_name for employee in rows}


def _listed(keys: Iterable[int], names: dict[int, str]) -> list[str]:
    return sorted(names[key] for key in keys) if names else []
