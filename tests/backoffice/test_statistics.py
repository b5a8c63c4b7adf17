"""/service/statistiques/: what Sophie and Nadia read of the visits held and missed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.appointments.statistics import Outcome, figures_of
from egide.backoffice.statistics.plots import HEIGHT, plot, shown
from egide.centres.models import Physician
from egide.members.models import Member
from tests import factories
from tests.appointments.test_cancellation import paris

PAGE = "/service/statistiques/"


def a_visit(member: Member, physician: Physician, day: int, wait: int, verb: str, due: date | None = None) -> None:
    """Of October 2026, asked for `wait` days before."""
    start = paris(f"2026-10-{day:02}T09:30")
    with time_machine.travel(start - timedelta(days=wait), tick=False):
        appointment = factories.a_confirmed(factories.a_complete_employee(member, f"Jour{day}"), physician, start)
        Appointment.objects.filter(pk=appointment.pk).update(due_on=due)
        appointment.refresh_from_db()
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        getattr(appointment, verb)(by=None)


@pytest.fixture
def october(ours: Member, physician: Physician) -> None:
    a_visit(ours, physician, 5, 10, "honour", date(2026, 10, 31))
    a_visit(ours, physician, 6, 20, "honour", date(2026, 10, 5))
    a_visit(ours, physician, 7, 30, "honour")
    a_visit(ours, physician, 8, 5, "note_absence")
    a_visit(ours, physician, 9, 5, "excuse_absence")


@pytest.fixture
def november() -> time_machine.travel:
    return time_machine.travel(paris("2026-11-25T10:00"), tick=False)


def read(client: Client, november: time_machine.travel, query: str = "") -> str:
    with november:
        return client.get(f"{PAGE}{query}").content.decode()


@pytest.mark.usefixtures("october")
def test_sophie_reads_delays_the_legal_share_and_absences(as_sophie: Client, november: time_machine.travel) -> None:
    shown_page = " ".join(read(as_sophie, november).split())
    for words in ("20 jours", "neuf visites sur dix en 28 jours au plus", "50 %", "20 %", "1 absence",
                  "octobre 2026", "Par centre", "Par professionnel", "<title>10/2026 : 20 jours</title>"):  # fmt: skip
        assert words in shown_page, words


@pytest.mark.usefixtures("october")
def test_it_is_narrowed_to_a_centre_or_a_professional(
    as_sophie: Client, physician: Physician, november: time_machine.travel
) -> None:
    assert "20 jours" in read(as_sophie, november, f"?avec={physician.pk}")
    other = factories.a_physician(factories.a_centre(name="Centre Vide"), last_name="Autre")
    assert "Rien à mesurer" in read(as_sophie, november, f"?avec={other.pk}")
    assert "Rien à mesurer" in read(as_sophie, november, f"?lieu={other.centre_id}")


@pytest.mark.usefixtures("october")
def test_the_file_has_a_line_for_each_month_centre_and_professional(
    as_nadia: Client, physician: Physician, november: time_machine.travel
) -> None:
    with november:
        text = as_nadia.get(f"{PAGE}export/csv/").content.decode("utf-8-sig")
    header, line = text.strip().split("\r\n")
    assert header.startswith("Mois;Centre;Professionnel;Visites")
    assert line.split(";")[3:] == ["3", "1", "1", "20", "28", "50,0", "20,0"]
    assert line.startswith(f"10/2026;{physician.centre};{physician}")


def test_nothing_is_measured_before_the_first_visit(as_sophie: Client) -> None:
    assert "Rien à mesurer" in as_sophie.get(PAGE).content.decode()


def test_martine_has_no_statistics(as_martine: Client) -> None:
    assert as_martine.get(PAGE).status_code == 403


outcome = st.builds(
    Outcome,
    state=st.sampled_from([State.HONOURED, State.ABSENT_EXCUSED, State.ABSENT_UNEXCUSED]),
    starts_at=st.integers(0, 300).map(lambda days: paris("2026-01-05T09:30") + timedelta(days=days)),
    requested_at=st.integers(0, 90).map(lambda days: paris("2025-10-05T09:30") + timedelta(days=days)),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    centre_id=st.just(1),
    physician_id=st.just(1),
)


@given(st.lists(outcome, max_size=40))
def test_whatever_happened_the_parts_make_the_whole(found: list[Outcome]) -> None:
    figures = figures_of(found)
    assert figures.visits + figures.excused + figures.unexcused == len(found)
    assert (figures.median_wait is None) == (figures.visits == 0)
    if figures.median_wait is not None and figures.long_wait is not None:
        assert 0 <= figures.median_wait <= figures.long_wait
    for share in (figures.in_time, figures.missed):
        assert share is None or 0 <= share <= 100


def test_bars_stand_on_the_ground_and_none_is_higher_than_the_plot() -> None:
    months = [date(2026, month, 1) for month in (9, 10, 11)]
    bars = plot("Délai", "jours", months, {months[0]: 10, months[1]: 20}).bars
    assert [Decimal(bar.height) for bar in bars] == [HEIGHT / 2, HEIGHT, 0]
    assert all(Decimal(bar.y) + Decimal(bar.height) == HEIGHT for bar in bars)
    assert [bar.words for bar in bars] == ["09/2026 : 10 jours", "10/2026 : 20 jours", "11/2026 : –"]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(1, "jours", "1 jour"), (2, "jours", "2 jours"), (Decimal("92.5"), "%", "92,5 %"), (Decimal("50.0"), "%", "50 %"),
     (None, "%", "–")],
)  # fmt: skip
def test_figures_are_written_as_french_does(value: Decimal | int | None, unit: str, words: str) -> None:
    assert shown(value, unit) == words
