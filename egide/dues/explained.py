"""Why a contribution is what it is: who was counted, at what price, and what changed since the last call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from egide.dues.counting import DuesLine
from egide.dues.models import DuesCall
from egide.employees.models import Employee
from egide.invoicing.models import Invoice

ERASED = "Salarié dont la fiche est effacée"


@dataclass(frozen=True)
class Explanation:
    """Amounts are in euros without VAT. Names are empty for whoever may not read Mes salariés."""

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


@dataclass(frozen=True)
class Before:
    """The call before this one."""

    period: str
    counted_on: date
    workers: int
    net: Decimal


def explained(invoice: Invoice, *, with_names: bool) -> Explanation | None:
    """Of an invoice that a run has issued; None of any other."""
    calls = DuesCall.objects.select_related("run__per_head", "previous__run")
    call = calls.filter(invoice=invoice).first()
    if call is None:
        return None
    arrived, gone = (call.arrived, call.gone) if call.previous else ([], [])
    counted = [int(key) for key in call.counted]
    names = _names(call, {*counted, *gone}) if with_names else {}
    return Explanation(
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
