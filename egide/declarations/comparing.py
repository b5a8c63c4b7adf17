"""What a declaration changes: beside what was attested the time before, and beside what the dues have counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.declarations.models import Declaration, Filing
from egide.declarations.preparing import previous_filing
from egide.declarations.workforce import lines_of
from egide.dues.models import DuesCall, DuesRun
from egide.employees.models import Employee


@dataclass(frozen=True)
class Change:
    label: str
    before: int
    now: int

    @property
    def difference(self) -> str:
        return f"{self.now - self.before:+d}" if self.now != self.before else "="


@dataclass(frozen=True)
class BesideTheCall:
    """Who was declared and not called, and the other way round; `names` are empty for whoever may not read them."""

    period: str
    counted_on: date
    counted: int
    declared: int
    only_declared: list[str]
    only_called: list[str]
    only_declared_count: int
    only_called_count: int


def with_previous(declaration: Declaration, summary: dict[str, Any]) -> tuple[Filing, list[Change]] | None:
    """The counts of the last attestation of an earlier campaign, beside these."""
    previous = previous_filing(declaration)
    if previous is None:
        return None
    before = previous.summary
    changes = [Change("Salariés", before["workers"], summary["workers"])]
    changes += [Change(name, before["categories"][name], many) for name, many in summary["categories"].items()]
    changes.append(Change("Sans exposition", before["unexposed"], summary["unexposed"]))
    return previous, changes


def with_call(declaration: Declaration, *, named: bool) -> BesideTheCall | None:
    """The workers declared, or about to be, beside those that the call of the same year has counted."""
    calls = DuesCall.objects.issued().filter(member=declaration.member_id, run__kind=DuesRun.Kind.CALL)
    call = calls.filter(run__year=declaration.campaign.year).select_related("run").order_by("-pk").first()
    if call is None:
        return None
    called, declared = {int(key) for key in call.counted}, _declared(declaration)
    more, less = declared - called, called - declared
    return BesideTheCall(
        period=str(call.run.period),
        counted_on=call.run.counted_on,
        counted=len(called),
        declared=len(declared),
        only_declared=_names(declaration, more) if named else [],
        only_called=_names(declaration, less) if named else [],
        only_declared_count=len(more),
        only_called_count=len(less),
    )


def _declared(declaration: Declaration) -> set[int]:
    filing = declaration.filings.first() if declaration.is_filed else None
    if filing:
        return set(filing.workers_declared.values_list("employee_id", flat=True))
    return {line.key for line in lines_of(declaration.member, declaration.campaign.counted_on)}


def _names(declaration: Declaration, keys: Iterable[int]) -> list[str]:
    return [
        str(row) for row in Employee.objects.filter(member=declaration.member_id, pk__in=keys).order_by("search_key")
    ]
