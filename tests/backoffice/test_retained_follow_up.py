"""Sophie sees what the employer declares beside what the service retains; the employer sees its date alone."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import FollowUp, Visit
from egide.members.models import Member
from egide.regulation import VisitKind
from tests import factories
from tests.papers import SPACES

TODAY, SEEN_ON, LEGAL = "2026-11-25", date(2025, 3, 3), date(2030, 3, 3)
SERVICE, PORTAL = "/service/adherents/10042/salaries", "/adherents/10042/mes-salaries"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_this_day")]


@pytest.fixture
def _on_this_day() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def roux(ours: Member) -> Employee:
    """SI, seen in March 2025: five years by the law."""
    employee = factories.a_complete_employee(ours, "Roux")
    held(employee, SEEN_ON)
    return employee


def held(employee: Employee, day: date, kind: VisitKind = VisitKind.VIP) -> None:
    Visit(employee=employee, member=employee.member, kind=kind.value, held_on=day, category="SI").record(by=None)


def retain(client: Client, employee: Employee, category: str = "", due_on: str = "", **more: str) -> str:
    row = FollowUp.objects.get(employee=employee)
    sent = {"retained_category": category, "physician_due_on": due_on, "version": row.version} | more
    return page_of(client.post(f"{SERVICE}/{employee.pk}/suivi/", sent, follow=True))


def page_of(answer: Any) -> str:
    return " ".join(answer.content.decode().translate(SPACES).split())


def shown_due(employee: Employee) -> date | None:
    return FollowUp.objects.get(employee=employee).shown_due_on


def test_sophie_reads_both_categories_and_whose_date_counts(as_sophie: Client, roux: Employee) -> None:
    told = retain(as_sophie, roux, "SIR", "2027-02-01")
    for words in (
        "Déclarée",
        "Retenue",
        'data-cat="SIR"',
        "Selon le médecin",
        "01/02/2027",
        "Selon la loi",
        "03/03/2030",
    ):
        assert words in told
    assert "Visite d’information et de prévention" in told
    assert "R.4624-16" in told  # what the law expects, with its article


def test_the_earlier_date_wins_and_a_later_one_changes_nothing(as_sophie: Client, roux: Employee) -> None:
    retain(as_sophie, roux, due_on="2027-02-01")
    assert shown_due(roux) == date(2027, 2, 1)
    retain(as_sophie, roux, due_on="2031-02-01")
    assert shown_due(roux) == LEGAL
    retain(as_sophie, roux)
    assert shown_due(roux) == LEGAL


def test_the_history_says_who_retained_what(as_sophie: Client, roux: Employee) -> None:
    told = retain(as_sophie, roux, "SIR")
    assert "Suivi retenu" in told
    assert "Catégorie retenue : – → SIR" in told
    told = retain(as_sophie, roux, "SIR", "2027-02-01")
    assert "Date fixée par le médecin : – → 01/02/2027" in told
    event = Event.objects.filter(name="followup.retain").latest("pk")
    assert event.by is not None
    assert event.by.username == "sophie"


def test_a_date_of_the_past_is_not_taken_and_says_how_to_mend_it(as_sophie: Client, roux: Employee) -> None:
    told = retain(as_sophie, roux, "SIA", "2026-11-24")
    assert "Cette date est passée" in told
    assert shown_due(roux) == LEGAL


def test_two_assistants_on_one_follow_up_are_told(as_sophie: Client, as_nadia: Client, roux: Employee) -> None:
    before = str(FollowUp.objects.get(employee=roux).version)
    retain(as_sophie, roux, "SIR")
    second = as_nadia.post(f"{SERVICE}/{roux.pk}/suivi/", {"retained_category": "SIA", "version": before})
    assert second.status_code == 409
    assert FollowUp.objects.get(employee=roux).retained_category == "SIR"


def test_the_visit_held_afterwards_ends_the_date_of_the_medecin(as_sophie: Client, roux: Employee) -> None:
    retain(as_sophie, roux, "SIR", "2027-02-01")
    held(roux, date(2026, 11, 25))  # the visit at the end of which the date was set
    assert shown_due(roux) == date(2027, 2, 1)
    with time_machine.travel("2027-01-20", tick=False):
        held(roux, date(2027, 1, 20))
    row = FollowUp.objects.get(employee=roux)
    assert (row.physician_due_on, row.shown_due_on) == (None, date(2032, 1, 20))
    assert row.retained_category == "SIR"


@pytest.mark.parametrize("seen", [VisitKind.VIP, VisitKind.PRE_RETURN])
def test_a_prereprise_ends_no_date_as_nobody_may_know_of_it(as_sophie: Client, roux: Employee, seen: VisitKind) -> None:
    retain(as_sophie, roux, due_on="2027-02-01")
    with time_machine.travel("2026-12-10", tick=False):
        held(roux, date(2026, 12, 10), seen)
    expected = date(2031, 12, 10) if seen is VisitKind.VIP else date(2027, 2, 1)
    assert shown_due(roux) == expected


def test_a_return_to_work_keeps_its_own_day(as_sophie: Client, roux: Employee) -> None:
    """Nobody is late for a visit that was to take place during a stop of work."""
    retain(as_sophie, roux, due_on="2026-11-28")
    factories.a_stop(roux, first_day=date(2026, 9, 1), returns_on=date(2026, 12, 7))
    row = FollowUp.objects.get(employee=roux)
    assert row.next_kind == VisitKind.RETURN.value
    assert row.shown_due_on == row.due_on
    assert row.due_on is not None
    assert row.due_on >= date(2026, 12, 7)


def test_a_date_counts_even_where_the_law_asks_for_nothing(
    as_sophie: Client, as_martine: Client, roux: Employee
) -> None:
    retain(as_sophie, roux, due_on="2026-12-20")
    FollowUp.objects.filter(employee=roux).update(next_kind="", due_on=None)
    sheet = page_of(as_martine.get(f"{PORTAL}/{roux.pk}/"))
    assert "Visite<br> au plus tard le 20/12/2026" in sheet
    assert "Visite, au plus tard le 20/12/2026" in page_of(as_martine.get("/adherents/10042/"))


def test_martine_reads_the_date_and_never_the_category_retained(
    as_sophie: Client, as_martine: Client, roux: Employee
) -> None:
    retain(as_sophie, roux, "SIR", "2027-02-01")
    sheet = page_of(as_martine.get(f"{PORTAL}/{roux.pk}/"))
    assert "au plus tard le 01/02/2027" in sheet
    for address in (f"{PORTAL}/{roux.pk}/", f"{PORTAL}/?q=roux", f"{PORTAL}/export/csv/"):
        page = page_of(as_martine.get(address))
        assert "SIR" not in re_offered(page), address
        assert "retenu" not in page, address
        assert "édecin a fixé" not in page, address


def re_offered(page: str) -> str:
    """The page without what every sheet offers: the boxes to tick, the filter by category."""
    before, _, after = page.partition('id="id_codes"')
    return (before + after.partition("</section>")[2]).replace('value="SIR"', "").replace(">SIR</option>", "")


def test_who_has_left_has_nothing_to_retain(as_sophie: Client, roux: Employee) -> None:
    roux.leave(by=None, on=date(2026, 11, 20), reason="resignation")
    assert as_sophie.get(f"{SERVICE}/{roux.pk}/suivi/").status_code == 404
    assert "Modifier" not in page_of(as_sophie.get(f"{SERVICE}/{roux.pk}/"))


def test_sophie_finds_those_late_to_plan_and_in_good_time(as_sophie: Client, ours: Member, roux: Employee) -> None:
    late = factories.a_complete_employee(
        ours, "Retard", hired_on=date(2024, 3, 4), post_since=date(2024, 3, 4)
    )  # never seen
    soon = factories.a_complete_employee(ours, "Bientot")
    held(soon, SEEN_ON)
    retain(as_sophie, soon, due_on="2027-01-10")
    for word, employee in (("en-retard", late), ("60-jours", soon), ("a-jour", roux)):
        page = page_of(as_sophie.get(f"{SERVICE}/?echeance={word}"))
        named = [one.last_name for one in (late, soon, roux) if one.last_name in page]
        assert named == [employee.last_name], word
