"""Coming back after a stop: which stops call for a visit (R.4624-31)."""

from datetime import date, timedelta

import pytest

from egide.employees.models import StopCause
from egide.employees.models.stop import as_fact
from egide.regulation import Parameters
from egide.regulation.facts import StopCause as LegalCause
from egide.regulation.stops import return_visit


@pytest.mark.parametrize(
    ("cause", "days", "due"),
    [
        ("illness", 59, False),
        ("illness", 60, True),
        ("work_accident", 29, False),
        ("work_accident", 30, True),
        ("occupational_disease", 1, True),
        ("maternity", 1, True),
    ],
)
def test_the_length_that_counts_depends_on_the_cause(cause: str, days: int, due: bool) -> None:
    visit = return_visit(as_fact(cause, date(2026, 3, 2), date(2026, 3, 2) + timedelta(days=days)))
    assert (visit.is_due, visit.days_stopped) == (due, days)


def test_the_visit_is_held_within_eight_days_of_the_return() -> None:
    assert return_visit(as_fact("illness", date(2026, 6, 1), date(2026, 12, 28))).latest == date(2027, 1, 5)


@pytest.mark.parametrize(("renewed_count", "waivable"), [(False, False), (True, True)])
def test_a_stop_issued_before_the_decree_and_renewed_after_is_the_choice_of_the_service(
    renewed_count: bool, waivable: bool
) -> None:
    """Décret 2026-503, art. 5: the doubt is a parameter."""
    stop = as_fact("illness", date(2026, 5, 2), date(2026, 9, 1))
    assert return_visit(stop, Parameters(reprise_prolongations=renewed_count)).waivable is waivable


def test_a_stop_issued_since_15_june_2026_may_be_waived_by_the_physician() -> None:
    assert return_visit(as_fact("illness", date(2026, 6, 15), date(2026, 9, 1))).waivable
    assert not return_visit(as_fact("illness", date(2026, 6, 14), date(2026, 9, 1))).waivable


def test_the_portal_says_the_causes_that_the_law_tells_apart() -> None:
    assert {cause.value for cause in LegalCause} == set(StopCause.values)
