"""Mes salariés as rows: their state as the leaflet says it, what is missing, and who is whose double."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.db import models
from django.db.models import Count, Q

from egide.common.encryption import fingerprint
from egide.common.search import squeezed, words_begin

if TYPE_CHECKING:
    from egide.employees.models import Employee

RowT = TypeVar("RowT", bound="Employee")

GONE = ~Q(left_on=None)
ADDED = Q(left_on=None, taken_in_at=None)
PRESENT = Q(left_on=None)
LACKING = Q(post="") | Q(pcs_code="") | Q(risks_declared_on=None) | Q(establishment=None)
COMPLETE = PRESENT & Q(taken_in_at__isnull=False) & ~LACKING
TO_TAKE_IN = Q(taken_in_at=None) | Q(left_on__isnull=False, departure_seen_at=None)
CONDITIONS = {"gone": GONE, "added": ADDED, "incomplete": PRESENT & LACKING, "complete": COMPLETE}


class Trade(NamedTuple):
    """The employees of one PCS code: how many are present, shown by default, and in each state."""

    pcs_code: str
    present: int
    shown: int
    gone: int
    added: int
    incomplete: int
    complete: int


def shown_by_default(today: date) -> Q:
    """Those who left are shown until the end of the civil year."""
    return Q(left_on=None) | Q(left_on__gte=date(today.year, 1, 1))


class EmployeeQuerySet(models.QuerySet[RowT]):
    def shown_by_default(self, today: date) -> "EmployeeQuerySet[RowT]":
        return self.filter(shown_by_default(today))

    def in_state(self, state: str) -> "EmployeeQuerySet[RowT]":
        return self.filter(CONDITIONS[state])

    def present(self) -> "EmployeeQuerySet[RowT]":
        return self.filter(PRESENT)

    def lacking(self) -> "EmployeeQuerySet[RowT]":
        """Present and with something to complete, taken in or not."""
        return self.filter(PRESENT & LACKING)

    def to_take_in(self) -> "EmployeeQuerySet[RowT]":
        """The service's queue of movements: added and not seen yet, or left and not seen yet."""
        return self.filter(TO_TAKE_IN)

    def counted_by_trade(self, today: date) -> "models.QuerySet[Any, Any]":
        """A `Trade` for each PCS code, in its order."""
        counted = {state: Count("pk", filter=condition) for state, condition in CONDITIONS.items()}
        shown = Count("pk", filter=shown_by_default(today))
        by_code: Any = self.order_by("pcs_code").values("pcs_code")
        rows: models.QuerySet[Any, Any] = by_code.annotate(
            present=Count("pk", filter=PRESENT), shown=shown, **counted
        ).values_list(*Trade._fields)
        return rows

    def matching(self, words: str) -> "EmployeeQuerySet[RowT]":
        """Each word typed begins a word of the names, the post or the PCS code."""
        return self.filter(words_begin("search_key", words))

    def with_nir(self, nir: str) -> "EmployeeQuerySet[RowT]":
        return self.filter(nir_print=fingerprint(nir))

    def twins_of(
        self, *, nir: str, last_name: str, first_name: str, birth_date: date | None
    ) -> "EmployeeQuerySet[RowT]":
        """The same person, hired again or typed twice: same NIR, or same names and birth date."""
        same = Q(names_key=squeezed(last_name, first_name)[:200], birth_date=birth_date)
        return self.filter(same | Q(nir_print=fingerprint(nir)) if nir else same)
