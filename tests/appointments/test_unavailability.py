"""When it does not suit: half-days, days away and words are said in one sentence, to whoever plans."""

from datetime import date

import pytest

from egide.appointments.half_days import HALF_DAYS, in_words
from egide.common.errors import Refused
from egide.employees.models import Employee
from tests import factories


def test_the_grid_has_five_mornings_then_five_afternoons() -> None:
    assert list(HALF_DAYS)[:5] == ["lun-matin", "mar-matin", "mer-matin", "jeu-matin", "ven-matin"]
    assert HALF_DAYS["ven-aprem"] == "vendredi après-midi"
    assert len(HALF_DAYS) == 10


def test_a_whole_day_is_said_once_and_in_the_order_of_the_week() -> None:
    assert in_words(["mar-matin", "lun-aprem", "lun-matin"]) == "lundi, mardi matin"
    assert in_words([]) == ""


def test_everything_that_does_not_suit_is_one_sentence(employee: Employee) -> None:
    request = factories.a_request(
        employee,
        avoided=["ven-aprem"],
        away_from=date(2026, 12, 21),
        away_until=date(2027, 1, 3),
        unavailable="Chantier à Troyes le 8",
    )
    assert request.unavailabilities == "vendredi après-midi ; du 21/12/2026 au 03/01/2027 ; Chantier à Troyes le 8"


@pytest.mark.parametrize("until", [None, date(2026, 12, 1)])
def test_days_away_have_a_beginning_and_an_end_in_that_order(until: date | None, employee: Employee) -> None:
    with pytest.raises(Refused, match="premier et le dernier jour"):
        factories.a_request(employee, away_from=date(2026, 12, 21), away_until=until)
