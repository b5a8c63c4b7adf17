"""One employee as a line of Mes salariés: the leaflet's colour, its icon and its word, what is missing, what is due."""

from datetime import date
from typing import TypedDict

from django.utils import timezone

from egide.common.french import short_date
from egide.employees.models import Employee
from egide.followup.rules import Standing, standing_of
from egide.ui import marks
from egide.ui.listing import row_address

# state of the row → the leaflet's colour (tone of the styles), icon, word
LOOKS = {
    "gone": ("danger", "user-minus", "Sorti"),
    "added": ("ok", "user-plus", "Ajouté"),
    "incomplete": ("warn", "alert-triangle", "À compléter"),
    "complete": ("", "check", "Complet"),
}
# how the next visit stands → tone, icon
STANDINGS = {
    Standing.LATE: ("danger", "alert-circle"),
    Standing.TO_PLAN: ("warn", "clock"),
    Standing.FINE: ("", ""),
}
# what a line reads of an employee: the sheet has three times as many columns
COLUMNS = (
    "member", "last_name", "usage_name", "first_name", "post", "pcs_code", "category", "establishment_id",
    "left_on", "added_at", "taken_in_at", "risks_declared_on", "follow_up__shown_due_on", "follow_up__employee_id",
)  # fmt: skip


class Row(TypedDict):
    """What the template draws, words and marks (`egide.ui.stencils`): no rule left to decide there."""

    key: str
    url: str
    name: str
    post: str
    category: str
    due: str
    colour: str
    state: str
    gone: bool


def rows_of(employees: list[Employee], member_number: int, today: date) -> list[Row]:
    """`employees` with their `follow_up`."""
    address = row_address("portal:employee", member_number)
    return [_row(employee, address(employee.pk), today) for employee in employees]


def state_word(employee: Employee) -> str:
    return LOOKS[employee.row_state][2]


def look_of(employee: Employee) -> dict[str, str]:
    """The state of one employee alone, for the head of its sheet."""
    tone, icon, state = LOOKS[employee.row_state]
    return {"tone": tone, "icon": icon, "state": state, "detail": _detail(employee)}


def _row(employee: Employee, url: str, today: date) -> Row:
    tone, icon, state = LOOKS[employee.row_state]
    follow_up = getattr(employee, "follow_up", None)
    return Row(
        key=str(employee.pk),
        url=url,
        name=str(employee),
        post=marks.noted(employee.post or "–", employee.pcs_code),
        category=marks.category(employee.category),
        due=_due(follow_up.shown_due_on if follow_up and not employee.is_gone else None, today),
        colour=marks.colour(tone),
        state=marks.status(tone, icon, state, _detail(employee)),
        gone=employee.is_gone,
    )


def _due(day: date | None, today: date) -> str:
    """The latest day, and how the next visit stands."""
    standing = standing_of(day, today)
    if day is None or standing is None:
        return "–"
    tone, icon = STANDINGS[standing]
    word = standing.value.lower()
    return marks.status(tone, icon, short_date(day), word) if tone else marks.noted(short_date(day), word)


def _detail(employee: Employee) -> str:
    """Since when, or what is missing."""
    if employee.left_on:
        return f"le {employee.left_on:%d/%m/%Y}"
    lacking = ", ".join(employee.missing)
    if employee.taken_in_at is not None:
        return lacking
    since = f"le {timezone.localtime(employee.added_at):%d/%m/%Y}"
    return f"{since}, à compléter : {lacking}" if lacking else since
