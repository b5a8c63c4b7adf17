"""What waits for the employer behind each entry of the menu, counted in one query for the whole page."""

from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from egide.appointments.states import State
from egide.members.doors import Door
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


def waiting_of(door: Door) -> dict[str, int]:
    """Entry of the menu → how many rows wait there; only what this person may read, and no entry at zero."""
    parts = [_counted(entry, rows) for entry, rows in _rows(door).items()]
    if not parts:
        return {}
    return {entry: count for entry, count in parts[0].union(*parts[1:], all=True) if count}


def _rows(door: Door) -> dict[str, "QuerySet[Any]"]:
    found: dict[str, QuerySet[Any]] = {}
    if door.may(Right.READ_EMPLOYEES):
        found["employees"] = door.member.employees.lacking()
    if door.may(Right.READ_INVOICES):
        found["invoices"] = door.member.invoices.to_pay()
    if door.may(Right.READ_APPOINTMENTS):
        found["appointments"] = door.member.appointments.visible_to_employer().filter(state=State.NEEDS_PRECISION)
    return found


def _counted(entry: str, rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    named: QuerySet[Any] = rows.order_by().annotate(entry=Value(entry, output_field=CharField())).values("entry")
    counted: QuerySet[Any, Any] = named.annotate(count=Count("pk")).values_list("entry", "count")
    return counted
