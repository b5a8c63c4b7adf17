"""Late, to plan within sixty days, or in good time: the same word in the list, its filter and its export."""

from datetime import date

import pytest

from egide.followup.rules import Standing, standing_of

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("due", "standing"),
    [
        (date(2026, 11, 23), Standing.LATE),
        (date(2026, 11, 24), Standing.TO_PLAN),
        (date(2027, 1, 23), Standing.TO_PLAN),
        (date(2027, 1, 24), Standing.FINE),
        (None, None),
    ],
)
def test_the_latest_day_is_included(due: date | None, standing: Standing | None) -> None:
    assert standing_of(due, TODAY) == standing
