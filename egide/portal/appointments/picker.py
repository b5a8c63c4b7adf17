"""Choosing employees among hundreds: who is chosen stays, who has something due comes first, a name finds the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone

from egide.common.identifiers import row_keys
from egide.employees.models import Employee
from egide.employees.queries import EmployeeQuerySet
from egide.members.models import Member

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One employee as a box to tick: what the rules expect for them, and whether it is already asked for."""

    employee: Employee
    expected: str
    due: date | None
    overdue: bool
    asked: bool
    booked: datetime | None


class Picker:
    """`words` narrow the candidates; those already chosen are always shown, ticked, above them."""

    def __init__(self, member: Member, chosen: Iterable[str], words: str = "") -> None:
        self.member, self.words = member, words.strip()
        self.keys = row_keys(chosen)

    @cached_property
    def chosen(self) -> list[Choice]:
        return _choices(self._present.filter(pk__in=self.keys))

    @cached_property
    def candidates(self) -> list[Choice]:
        """Nobody else is offered beside those chosen, until a name is searched for."""
        return _choices(self._others[:SHOWN]) if self.words or not self.chosen else []

    @cached_property
    def unseen(self) -> int:
        """How many others could be found by typing more of their name."""
        return self._others.count() - len(self.candidates)

    @property
    def _others(self) -> EmployeeQuerySet[Employee]:
        return self._present.matching(self.words).exclude(pk__in=self.keys)

    @property
    def _present(self) -> EmployeeQuerySet[Employee]:
        """Soonest due first; a stranger's key finds nobody."""
        theirs = self.member.appointments.visible_to_employer().filter(employee=OuterRef("pk"))
        booked = theirs.to_come(timezone.now()).values("starts_at")[:1]
        people: Any = self.member.employees.present().select_related("follow_up")
        people = people.annotate(asked=Exists(theirs.waiting()), booked=Subquery(booked))
        ordered: EmployeeQuerySet[Employee] = people.order_by(
            F("follow_up__shown_due_on").asc(nulls_last=True), "search_key", "pk"
        )
        return ordered


def _choices(people: Iterable[Any]) -> list[Choice]:
    today = timezone.localdate()
    return [_choice(employee, today) for employee in people]


def _choice(employee: Any, today: date) -> Choice:
    follow_up = getattr(employee, "follow_up", None)
    due = follow_up.shown_due_on if follow_up else None
    expected = follow_up.get_next_kind_display() if follow_up and follow_up.next_kind else ""
    return Choice(employee, expected, due, due is not None and due < today, employee.asked, employee.booked)
