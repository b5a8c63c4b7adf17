"""Coming back after a stop: which stops call for a visit (R.4624-31)."""

from datetime import date, timedelta

import pytest

from egide.appointments.states import StopCause
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
    visit = return_visit(cause, date(2026, 3, 2), date(2026, 3, 2) + timedelta(days=days))
    assert (visit.is_due, visit.days_stopped) == (due, days)


def test_the_visit_is_held_within_eight_days_of_the_return() -> None:
    assert return_visit("illness", date(2026, 6, 1), date(2026, 12, 28)).latest == date(2027, 1, 5)


def test_the_portal_says_the_causes_that_the_law_tells_apart() -> None:
    assert {cause.value for cause in LegalCause} == set(StopCause.values)
