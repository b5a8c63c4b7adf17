"""Arrêts de travail: Martine says a cause and two dates, the portal answers with the law, and nothing medical."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from egide.appointments.models import Appointment
from egide.common.models import Event
from egide.employees.models import Employee, WorkStop
from egide.followup.models import FollowUp, Visit
from egide.followup.tasks import outdated
from egide.members.models import Member
from egide.members.rights import Role
from tests import factories
from tests.portal.people import EMPLOYEES

pytestmark = pytest.mark.django_db
TODAY = "2026-11-24 10:00"
ILL = {"stop_cause": "illness", "stopped_on": "2026-09-02", "returns_on": "2026-12-01"}  # ninety days
REQUESTS = "/adherents/10042/mes-rendez-vous/demande/"


@pytest.fixture(autouse=True)
def the_day() -> object:
    with time_machine.travel(TODAY, tick=False):
        yield


def ahead_of(client: Client, employee: Employee) -> str:
    """« Voir ce qui changera », alone."""
    page = client.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    return page.split('id="avenir"')[1].split("</details>")[0]


def sheet(client: Client, employee: Employee) -> str:
    page = client.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    found = re.search(r'<section class="card" aria-labelledby="t-arrets">.*?</section>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def declare(client: Client, employee: Employee, **said: str) -> str:
    answer = client.post(f"{EMPLOYEES}{employee.pk}/arret/", ILL | said, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Visite de reprise au plus tard le 09/12/2026 (R.4624-31 4°)"),
        ({"stopped_on": "2026-10-03"}, "Pas de visite de reprise : pour cette cause, à partir de 60 jours"),
        ({"stopped_on": "2026-11-02", "stop_cause": "work_accident"}, "à partir de 30 jours (R.4624-31 3°)"),
        ({"stopped_on": "2026-11-01", "stop_cause": "work_accident"}, "au plus tard le 09/12/2026 (R.4624-31 3°)"),
        ({"stopped_on": "2026-11-27", "stop_cause": "occupational_disease"}, "09/12/2026 (R.4624-31 2°)"),
        ({"stop_cause": "maternity"}, "au plus tard le 09/12/2026 (R.4624-31 1°)"),
    ],
)  # fmt: skip
def test_the_sheet_answers_with_the_threshold_of_the_cause(
    said: dict[str, str], told: str, as_martine: Client, employee: Employee
) -> None:
    declare(as_martine, employee, **said)
    assert told in sheet(as_martine, employee)


def test_the_answer_is_live_before_anything_is_saved(as_martine: Client, employee: Employee) -> None:
    live = as_martine.get(f"{REQUESTS}echeance/", ILL, headers={"HX-Request": "true"}).content.decode()
    assert "9 décembre 2026" in live
    assert "(R.4624-31 4°)" in live
    assert not WorkStop.objects.exists()


def test_the_physician_may_spare_the_visit_for_a_stop_since_15_june_2026(
    as_martine: Client, employee: Employee
) -> None:
    declare(as_martine, employee)
    assert "Le médecin du travail peut en dispenser" in sheet(as_martine, employee)
    employee.stops.get().remove(by=None)
    declare(as_martine, employee, stopped_on="2026-06-14")
    assert "peut en dispenser" not in sheet(as_martine, employee)


def test_a_prereprise_held_changes_nothing_that_martine_reads(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    before, ahead = sheet(as_martine, employee), ahead_of(as_martine, employee)
    assert "R.4624-31" in ahead
    Visit(member=employee.member, employee=employee, kind="prereprise", held_on=date(2026, 11, 20)).record(by=None)
    assert sheet(as_martine, employee) == before
    assert ahead_of(as_martine, employee) == ahead
    assert "réreprise" not in re.sub("qu’il peut demander une visite de préreprise", "", before)


def test_the_return_is_the_next_visit_of_the_follow_up_until_it_is_held(as_martine: Client, employee: Employee) -> None:
    Visit(member=employee.member, employee=employee, kind="vip_periodique", held_on=date(2025, 3, 3)).record(by=None)
    declare(as_martine, employee, returns_on="2026-11-19")
    awaited = FollowUp.objects.get(employee=employee)
    assert (awaited.next_kind, awaited.due_on) == ("reprise", date(2026, 11, 27))
    Visit(member=employee.member, employee=employee, kind="reprise", held_on=date(2026, 11, 20)).record(by=None)
    assert FollowUp.objects.get(employee=employee).next_kind == "vip_periodique"
    assert "Visite de reprise faite." in sheet(as_martine, employee)


@pytest.mark.parametrize(
    ("fixed", "back", "kind", "shown"),
    [
        (date(2026, 11, 26), date(2026, 11, 20), "vip_periodique", date(2026, 11, 26)),
        (date(2027, 2, 1), date(2026, 11, 20), "reprise", date(2026, 11, 28)),
        (date(2026, 12, 4), date(2026, 12, 1), "reprise", date(2026, 12, 9)),  # away until then
    ],
)
def test_the_date_of_the_medecin_is_that_of_the_periodic_visit(
    fixed: date, back: date, kind: str, shown: date, as_martine: Client, employee: Employee
) -> None:
    Visit(member=employee.member, employee=employee, kind="vip_periodique", held_on=date(2025, 3, 3)).record(by=None)
    declare(as_martine, employee, returns_on=back.isoformat())
    FollowUp.objects.get(employee=employee).retain(by=None, category="SI", due_on=fixed)
    now = FollowUp.objects.get(employee=employee)
    assert (now.next_kind, now.shown_due_on) == (kind, shown)
    page = as_martine.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    ahead = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split('id="avenir"')[1].split("</details>")[0]))
    assert f"{fixed:%d/%m/%Y} Visite d’information et de prévention" in ahead
    assert f"{back + timedelta(days=8):%d/%m/%Y} Visite de reprise" in ahead
    assert list(outdated(date(2026, 11, 24))) == []


def test_one_button_asks_for_the_visit_with_the_dates_of_the_stop(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    stop = employee.stops.get()
    asks = f"{REQUESTS}?sel={employee.pk}&amp;arret={stop.pk}"
    assert asks in as_martine.get(f"{EMPLOYEES}{employee.pk}/").content.decode()
    form = as_martine.get(REQUESTS, {"sel": employee.pk, "arret": stop.pk}).context["form"]
    said = {name: form[name].value() for name in ("kind", "stop_cause", "stopped_on", "returns_on")}
    assert said == {
        "kind": "reprise",
        "stop_cause": "illness",
        "stopped_on": stop.first_day,
        "returns_on": stop.returns_on,
    }
    as_martine.post(REQUESTS, ILL | {"kind": "reprise", "employees": employee.pk})
    assert Appointment.objects.get().due_on == date(2026, 12, 9)
    assert "Demander la visite" not in sheet(as_martine, employee)


def test_the_visit_expected_is_asked_for_with_the_stop_of_the_sheet(as_martine: Client, employee: Employee) -> None:
    Visit(member=employee.member, employee=employee, kind="vip_periodique", held_on=date(2025, 3, 3)).record(by=None)
    declare(as_martine, employee)
    as_martine.post(REQUESTS, {"kind": "attendue", "employees": employee.pk})
    asked = Appointment.objects.get()
    assert (asked.kind, asked.returns_on, asked.due_on) == ("reprise", date(2026, 12, 1), date(2026, 12, 9))


def test_a_stop_told_with_a_request_is_on_the_sheet_and_a_prolongation_is_the_same(
    as_martine: Client, employee: Employee
) -> None:
    as_martine.post(REQUESTS, ILL | {"kind": "reprise", "employees": employee.pk})
    assert "reprise le 01/12/2026" in sheet(as_martine, employee)
    Appointment.objects.get().withdraw(by=None)
    as_martine.post(REQUESTS, ILL | {"kind": "reprise", "employees": employee.pk, "returns_on": "2026-12-15"})
    assert employee.stops.get().returns_on == date(2026, 12, 15)


def test_two_stops_never_share_a_day(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    page = declare(as_martine, employee, stopped_on="2026-11-20", returns_on="2026-12-20")
    assert "une prolongation est le même arrêt" in page
    assert 'value="2026-12-20"' in page
    assert employee.stops.count() == 1


def test_a_stop_is_not_stretched_over_the_one_before(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    first = employee.stops.get()
    later = {"stopped_on": "2027-02-01", "returns_on": "2027-03-01"}
    declare(as_martine, employee, **later)
    second = employee.stops.exclude(pk=first.pk).get()
    typed = ILL | later | {"stopped_on": f"{first.first_day:%Y-%m-%d}", "version": second.version}
    page = as_martine.post(f"{EMPLOYEES}arrets/{second.pk}/", typed).content.decode()
    assert "une prolongation est le même arrêt" in page
    second.refresh_from_db()
    assert second.first_day == date(2027, 2, 1)


def test_of_a_stop_taken_away_the_history_keeps_no_date(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    stop = employee.stops.get()
    as_martine.post(f"{EMPLOYEES}arrets/{stop.pk}/", {"retirer": "1"})
    told = Event.objects.filter(name__startswith="workstop.", subject_id=stop.pk)
    assert told.count() == 2
    assert not [event for event in told if "20" in event.label or "first_day" in event.changes]


def test_a_stop_is_corrected_then_taken_away_and_the_follow_up_with_it(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    url = f"{EMPLOYEES}arrets/{employee.stops.get().pk}/"
    as_martine.post(url, ILL | {"returns_on": "2026-12-15", "version": employee.stops.get().version})
    assert FollowUp.objects.get(employee=employee).due_on != date(2026, 12, 9)
    as_martine.post(url, {"retirer": "1"})
    assert not WorkStop.objects.exists()
    assert FollowUp.objects.get(employee=employee).next_kind != "reprise"


@pytest.mark.parametrize("missing", list(ILL))
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    missing: str, as_martine: Client, employee: Employee
) -> None:
    page = declare(as_martine, employee, **{missing: ""})
    assert "field__error" in page or "aria-invalid" in page
    assert not WorkStop.objects.exists()
    assert all(f'value="{value}"' in page for name, value in ILL.items() if name != missing)


def test_martine_reads_what_she_has_to_tell_of_a_night_worker(as_martine: Client, ours: Member) -> None:
    worker = factories.a_complete_employee(ours, "Nuit", codes=("travail_nuit",))
    declare(as_martine, worker, stopped_on="2026-11-20")
    assert "signalez cet arrêt au médecin du travail. (R.3122-12)" in sheet(as_martine, worker)


def test_the_history_keeps_no_cause(as_martine: Client, employee: Employee) -> None:
    declare(as_martine, employee)
    changes = Event.objects.get(name="workstop.declare").changes
    assert set(changes) == {"employee_id", "first_day", "member_id", "returns_on"}


def test_who_reads_only_is_shown_no_stop(as_claire: Client, client: Client, employee: Employee, ours: Member) -> None:
    factories.a_stop(employee)
    reader = factories.a_person("lecteur")
    factories.an_access(reader, ours, Role.READER)
    client.force_login(reader)
    assert sheet(client, employee) == ""
    assert client.get(f"{EMPLOYEES}{employee.pk}/arret/").status_code == 403
