"""One employee as a line of Mes salariés: the leaflet's colour, its icon and its word, what is missing, what is due."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from egide.employees.models import Employee

# state of the row → the leaflet's colour (tone of the styles), icon, word
LOOKS = {
    "gone": ("danger", "user-minus", "Sorti"),
    "added": ("ok", "user-plus", "Ajouté"),
    "incomplete": ("warn", "alert-triangle", "À compléter"),
    "complete": ("", "check", "Complet"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What the template draws: no rule left to decide there."""

    key: int
    url: str
    name: str
    post: str
    pcs_code: str
    category: str
    tone: str
    icon: str
    state: str
    detail: str
    due: date | None
    overdue: bool
    gone: bool


def rows_of(employees: list[Employee], member_number: int, today: date) -> list[Row]:
    """`employees` with their `follow_up`; addresses are made from one pattern, not resolved fifty times."""
    pattern = reverse("portal:employee", args=[member_number, 0])
    return [_row(employee, pattern.replace("/0/", f"/{employee.pk}/"), today) for employee in employees]


def state_word(employee: Employee) -> str:
    return LOOKS[employee.row_state][2]


def look_of(employee: Employee) -> dict[str, str]:
    """The state of one employee alone, for the head of its sheet."""
    tone, icon, state = LOOKS[employee.row_state]
    return {"tone": tone, "icon": icon, "state": state, "detail": _detail(employee)}


def _row(employee: Employee, url: str, today: date) -> Row:
    tone, icon, state = LOOKS[employee.row_state]
    follow_up = getattr(employee, "follow_up", None)
    due = follow_up.shown_due_on if follow_up and not employee.is_gone else None
    overdue = due is not None and due < today
    return Row(
        key=employee.pk,
        url=url,
        name=str(employee),
        post=employee.post,
        pcs_code=employee.pcs_code,
        category=employee.category,
        tone=tone,
        icon=icon,
        state=state,
        detail=_detail(employee),
        due=due,
        overdue=overdue,
        gone=employee.is_gone,
    )


def _detail(employee: Employee) -> str:
    """Since when, or what is missing."""
    if employee.left_on:
        return f"le {employee.left_on:%d/%m/%Y}"
    lacking = ", ".join(employee.missing)
    if employee.taken_in_at is not None:
        return lacking
    since = f"le {timezone.localtime(employee.added_at):%d/%m/%Y}"
    return f"{since}, à compléter : {lacking}" if lacking else since
