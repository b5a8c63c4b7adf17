"""What waits for the employer behind each entry of the menu, counted in one query for the whole page."""

from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from egide.appointments.states import State
from egide.common.composed import composed
from egide.members.doors import Door
from egide.members.models import Member
from egide.members.rights import Right

# entry of the menu → what its number counts, of one and of several: said to who does not see where it stands
WORDS = {
    "employees": ("à compléter", "à compléter"),
    "invoices": ("à régler", "à régler"),
    "appointments": ("précision demandée", "précisions demandées"),
}


def words_of(entry: str, count: int) -> str:
    one, several = WORDS.get(entry, ("", ""))
    return one if count == 1 else several


# entry of the menu → who may read it, and what waits there
ROWS: dict[str, tuple[Right, Callable[[Member], "QuerySet[Any]"]]] = {
    "employees": (Right.READ_EMPLOYEES, lambda member: member.employees.lacking()),
    "invoices": (Right.READ_INVOICES, lambda member: member.invoices.to_pay()),
    "appointments": (
        Right.READ_APPOINTMENTS,
        lambda member: member.appointments.visible_to_employer().filter(state=State.NEEDS_PRECISION),
    ),
}


def waiting_of(door: Door) -> dict[str, int]:
    """Entry of the menu → how many rows wait there; only what this person may read, and no entry at zero."""
    entries = tuple(entry for entry, (right, _) in ROWS.items() if door.may(right))
    if not entries:
        return {}
    return {entry: count for entry, count in _counts(door.member.pk, entries=entries) if count}


@composed
def _counts(member_id: int, *, entries: tuple[str, ...]) -> "QuerySet[Any, Any]":
    """One line for each entry, all of them in one query."""
    member = Member(pk=member_id)
    first, *others = [_counted(entry, ROWS[entry][1](member)) for entry in entries]
    return first.union(*others, all=True)


def _counted(entry: str, rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    named: QuerySet[Any] = rows.order_by().annotate(entry=Value(entry, output_field=CharField())).values("entry")
    counted: QuerySet[Any, Any] = named.annotate(count=Count("pk")).values_list("entry", "count")
    return counted
