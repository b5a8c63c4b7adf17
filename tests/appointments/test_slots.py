"""The next free half-hours: the centre's hours, its pause, the holidays, and what is already taken."""

from datetime import date, datetime, time

import pytest
import time_machine

from egide.appointments.models import Appointment
from egide.appointments.occupancy import obstacle
from egide.appointments.slots import cautions, moments_for, unfit
from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.employees.models import Employee
from tests import factories
from tests.appointments.test_cancellation import paris

MONDAY = paris("2026-11-23T10:00")


@pytest.fixture
def asked(employee: Employee) -> Appointment:
    with time_machine.travel(MONDAY, tick=False):
        return factories.a_request(employee)


def proposed(asked: Appointment, physician: Physician, after: str, minutes: int = 30) -> list[str]:
    with time_machine.travel(MONDAY, tick=False):
        found = moments_for(asked, physician, physician.centre, minutes, paris(after))
    return [f"{moment:%d/%m %H:%M}" for moment in found]


def test_one_free_moment_for_each_of_the_next_half_days(asked: Appointment, physician: Physician) -> None:
    assert proposed(asked, physician, "2026-11-24T00:00") == ["24/11 08:30", "24/11 13:30", "25/11 08:30"]


def test_what_is_taken_is_not_proposed(asked: Appointment, their_employee: Employee, physician: Physician) -> None:
    with time_machine.travel(MONDAY, tick=False):
        factories.a_confirmed(their_employee, physician, paris("2026-11-24T08:40"))
    assert proposed(asked, physician, "2026-11-24T00:00")[0] == "24/11 09:30"


def test_the_other_appointments_of_the_employee_count_too(
    asked: Appointment, employee: Employee, physician: Physician
) -> None:
    other = factories.a_physician(physician.centre)
    with time_machine.travel(MONDAY, tick=False):
        factories.a_confirmed(employee, other, paris("2026-11-24T08:30"), kind="mi_carriere")
    assert proposed(asked, physician, "2026-11-24T00:00")[0] == "24/11 09:00"


def test_a_long_visit_ends_before_the_pause_and_before_closing(asked: Appointment, physician: Physician) -> None:
    physician.centre.describe(by=None, receives_from=time(11), receives_until=time(14))
    assert proposed(asked, physician, "2026-11-24T00:00", 60) == ["24/11 11:00", "25/11 11:00", "26/11 11:00"]


def test_bank_holidays_and_closed_days_are_left_out(asked: Appointment, physician: Physician) -> None:
    assert proposed(asked, physician, "2026-12-25T00:00")[0] == "28/12 08:30"  # Friday 25 is Christmas
    physician.centre.describe(by=None, open_weekdays=[1])
    assert proposed(asked, physician, "2026-11-25T00:00")[0] == "01/12 08:30"


def test_what_the_employer_ruled_out_is_not_proposed(asked: Appointment, physician: Physician) -> None:
    asked.avoided, asked.away_from, asked.away_until = ["mar-matin"], date(2026, 11, 25), date(2026, 11, 27)
    assert proposed(asked, physician, "2026-11-24T00:00") == ["24/11 13:30", "30/11 08:30", "30/11 13:30"]


def test_a_return_is_seen_from_the_return_on(asked: Appointment, physician: Physician) -> None:
    asked.returns_on = date(2026, 12, 7)
    assert proposed(asked, physician, "2026-11-24T00:00")[0] == "07/12 08:30"


def test_the_hour_stays_the_same_across_the_change_of_clocks(asked: Appointment, physician: Physician) -> None:
    """Clocks change on 28 March 2027, and the Monday after is Easter's."""
    assert proposed(asked, physician, "2027-03-26T14:00")[-1] == "30/03 13:30"


def test_a_visit_longer_than_any_half_day_is_never_proposed(asked: Appointment, physician: Physician) -> None:
    assert proposed(asked, physician, "2026-11-24T00:00", 300) == []


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-12-25T10:00", "jour férié"),
        ("2026-11-28T10:00", "ne reçoit pas"),  # a Saturday
        ("2026-11-24T03:00", "ne reçoit pas"),
        ("2026-11-24T12:15", "ne reçoit pas"),  # the pause
        ("2026-11-26T14:00", "ne convient pas"),
        ("2026-12-08T10:00", "date limite du 01/12/2026"),
    ],
)
def test_an_unusual_time_is_said(start: str, words: str, asked: Appointment, physician: Physician) -> None:
    asked.due_on, asked.starts_at, asked.avoided = date(2026, 12, 1), paris(start), ["jeu-aprem"]
    with time_machine.travel(MONDAY, tick=False):
        assert words in " ".join(cautions(asked, physician, physician.centre))


def test_an_ordinary_time_asks_for_nothing(asked: Appointment, physician: Physician) -> None:
    asked.starts_at = paris("2026-11-24T09:00")
    assert cautions(asked, physician, physician.centre) == []
    assert obstacle(asked) == ""


def test_another_centre_is_said(asked: Appointment, physician: Physician) -> None:
    asked.starts_at = datetime.fromisoformat("2026-11-24T09:00+01:00")
    assert "reçoit d’habitude à Centre de Reims" in cautions(asked, physician, factories.a_centre())[0]


def test_a_nurse_holds_no_examination_of_fitness(employee: Employee, centre: Centre) -> None:
    nurse = factories.a_physician(centre, profession=Physician.Profession.NURSE)
    exam = Appointment(member_id=employee.member_id, employee=employee, kind="ema_periodique")
    assert "médecin du travail" in unfit(exam, nurse)
    assert unfit(Appointment(kind="vip_periodique"), nurse) == ""


def test_a_centre_closes_after_it_opens(centre: Centre) -> None:
    with pytest.raises(Refused, match="La fin des visites doit suivre leur début"):
        centre.describe(by=None, receives_until=time(8))
    with pytest.raises(Refused, match="début et la fin de la pause"):
        Centre.objects.get(pk=centre.pk).describe(by=None, pause_from=None)
