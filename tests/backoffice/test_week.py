"""/service/planning/: Sophie puts requests onto the week, and moves what is planned."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from egide.accounts.models import AccessLog, StaffRole, User
from egide.appointments.models import Appointment
from egide.centres.models import Centre, Physician
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.planning.rules import is_working_day
from tests import factories

WEEK = "/service/planning/"


def working_day(after: int = 7, hour: int = 10) -> datetime:
    """A working day at least `after` days away, at this hour, on the half-hour."""
    moment = factories.in_days(after, hour=hour)
    while not is_working_day(moment.date()):
        moment += timedelta(days=1)
    return moment


def slot(moment: datetime, physician: Physician, centre: Centre | None = None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M} {physician.pk} {(centre or physician.centre).pk}"


def page(client: Client, **state: int | str) -> str:
    return client.get(WEEK, state).content.decode()


@pytest.fixture
def asked(employee: Employee) -> Appointment:
    return factories.a_request(employee)


@pytest.fixture
def other(their_employee: Employee) -> Appointment:
    return factories.a_request(their_employee)


@pytest.fixture
def planned(their_employee: Employee, physician: Physician) -> Appointment:
    return factories.a_confirmed(their_employee, physician, working_day())


def place(client: Client, request: Appointment, where: str, **more: object) -> str:
    """The address where the answer leads."""
    posted = {"creneau": where, "version": request.version, **more}
    return str(client.post(f"{WEEK}placement/{request.pk}/", posted).headers["Location"])


def test_the_week_shows_who_comes_for_what_and_the_free_slots(
    as_sophie: Client, asked: Appointment, planned: Appointment, physician: Physician
) -> None:
    shown = page(as_sophie, jour=f"{planned.planned_start:%Y-%m-%d}", demande=asked.pk)
    for words in (str(planned.employee), str(planned.member), "Périodique", str(physician)):
        assert words in shown, words
    assert f'value="{slot(planned.planned_start, physician)}"' not in shown
    assert f'value="{slot(planned.planned_start + timedelta(minutes=30), physician)}"' in shown


def test_a_centre_shows_all_its_professionals_on_one_day(
    as_sophie: Client, planned: Appointment, physician: Physician
) -> None:
    nurse = factories.a_physician(physician.centre, last_name="Colin", profession="nurse", title="")
    shown = page(as_sophie, vue="jour", jour=f"{planned.planned_start:%Y-%m-%d}")
    assert str(nurse) in shown
    assert str(planned.employee) in shown


def test_an_absence_and_a_bank_holiday_say_their_name(as_sophie: Client, physician: Physician) -> None:
    day = working_day(14)
    factories.an_absence(physician, day.replace(hour=0), day.replace(hour=23, minute=55))
    assert "Congés" in page(as_sophie, jour=f"{day:%Y-%m-%d}", avec=physician.pk)
    assert "Jour férié" in page(as_sophie, jour="2027-05-06", avec=physician.pk)


def test_each_suggestion_is_marked_on_the_week_with_its_reasons(as_sophie: Client, asked: Appointment) -> None:
    answer = as_sophie.get(WEEK, {"demande": asked.pk})
    first = answer.context["proposals"][0]
    shown = answer.content.decode()
    assert "médecin de l’entreprise" in first["said"].reasons
    assert shown.count(f'value="{first["value"]}"') == 2, "in the strip and on the week"
    assert "data-proposed" in shown


def test_a_slot_takes_the_request_and_the_next_one_opens(
    as_sophie: Client, asked: Appointment, other: Appointment, physician: Physician, sophie: User
) -> None:
    leads = place(as_sophie, asked, slot(working_day(), physician))
    asked.refresh_from_db()
    assert (asked.state, asked.starts_at, asked.owner) == ("confirmed", working_day(), sophie)
    asked_for = parse_qs(urlparse(leads).query)
    assert (asked_for["demande"], asked_for["fait"]) == ([str(other.pk)], [str(asked.pk)])
    assert "Défaire" in as_sophie.get(leads).content.decode()


def test_undoing_comes_back_to_the_week(as_sophie: Client, asked: Appointment, physician: Physician) -> None:
    place(as_sophie, asked, slot(working_day(), physician))
    answer = as_sophie.post(f"/service/rendez-vous/{asked.pk}/defaire/?depuis=planning")
    asked.refresh_from_db()
    assert asked.state == "requested"
    assert answer.headers["Location"] == f"{WEEK}?demande={asked.pk}#demande-{asked.pk}"


def test_the_other_answers_come_back_to_the_week(as_sophie: Client, asked: Appointment, other: Appointment) -> None:
    posted = {"version": asked.version, "answer": "Quel jour ?"}
    answer = as_sophie.post(f"/service/rendez-vous/{asked.pk}/precision/?depuis=planning&suivi=personne", posted)
    assert answer.headers["Location"].startswith(f"{WEEK}?suivi=personne&fait={asked.pk}&demande={other.pk}")


def test_the_loser_of_a_slot_is_told_who_has_it_and_keeps_her_place(
    as_sophie: Client, asked: Appointment, planned: Appointment, physician: Physician
) -> None:
    leads = place(as_sophie, asked, slot(planned.planned_start, physician))
    shown = as_sophie.get(leads).content.decode()
    assert f"demande={asked.pk}" in leads
    assert f"reçoit déjà {planned.employee.full_name}" in shown
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_the_loser_of_a_request_is_told_who_answered(
    as_sophie: Client, asked: Appointment, other: Appointment, physician: Physician
) -> None:
    nora = factories.a_staff_member("nora", StaffRole.ASSISTANT)
    seen = asked.version
    asked.refuse(by=nora, answer="Déjà vue.")
    asked.version = seen
    shown = as_sophie.get(place(as_sophie, asked, slot(working_day(), physician))).content.decode()
    assert f"{nora} a déjà refusé cette demande" in shown
    assert str(other.employee) in shown


def test_what_the_company_has_ruled_out_is_asked_first(
    as_sophie: Client, asked: Appointment, physician: Physician
) -> None:
    day = working_day()
    Appointment.objects.filter(pk=asked.pk).update(away_from=day.date(), away_until=day.date())
    posted = {"creneau": slot(day, physician), "version": asked.version}
    shown = as_sophie.post(f"{WEEK}placement/{asked.pk}/", posted).content.decode()
    assert "L’entreprise a dit que ce moment ne convient pas." in shown
    asked.refresh_from_db()
    assert asked.state == "requested"
    place(as_sophie, asked, slot(day, physician), anyway="on")
    asked.refresh_from_db()
    assert asked.state == "confirmed"


def test_a_visit_moves_only_once_it_was_asked(as_sophie: Client, planned: Appointment, physician: Physician) -> None:
    before, later = planned.starts_at, planned.planned_start + timedelta(hours=1)
    posted = {"creneau": slot(later, physician), "version": planned.version}
    question = as_sophie.post(f"{WEEK}deplacement/{planned.pk}/", posted).content.decode()
    planned.refresh_from_db()
    assert "L’entreprise est prévenue aussitôt" in question
    assert planned.starts_at == before
    assert as_sophie.post(f"{WEEK}deplacement/{planned.pk}/", posted | {"sure": "on"}).status_code == 302
    planned.refresh_from_db()
    assert (planned.starts_at, planned.state) == (later, "confirmed")
    assert Event.objects.filter(name="appointment.move", subject_id=planned.pk).count() == 1


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_nothing_of_a_visit_that_the_worker_asked_for_reaches_the_company(
    kind: str, as_sophie: Client, as_martine: Client, employee: Employee, ours: Member, physician: Physician
) -> None:
    visit = factories.a_confirmed(employee, physician, working_day())
    visit.note(by=None, staff_note="CANARI vu en urgence")
    Appointment.objects.filter(pk=visit.pk).update(kind=kind)
    Outbox.objects.all().delete()
    posted = {"creneau": slot(visit.planned_start + timedelta(hours=1), physician), "version": visit.version}
    question = as_sophie.post(f"{WEEK}deplacement/{visit.pk}/", posted).content.decode()
    assert "L’entreprise n’en sait rien." in question
    leads = as_sophie.post(f"{WEEK}deplacement/{visit.pk}/", posted | {"sure": "on"}).headers["Location"]
    assert "L’entreprise n’en sait rien." in as_sophie.get(leads).content.decode()
    assert not Outbox.objects.exists()
    assert as_martine.get(WEEK).status_code in (403, 404)
    space = f"/adherents/{ours.number}/"
    for address in ("", "mes-rendez-vous/", "mes-rendez-vous/?onglet=passes", f"mes-salaries/{employee.pk}/"):
        shown = as_martine.get(space + address).content.decode()
        assert "CANARI" not in shown
        assert f"mes-rendez-vous/{visit.pk}/" not in shown


@pytest.mark.parametrize("where", ["", "demain", "2026-13-45T09:00 1 1", "2026-12-01T09:00 999999 1", "x y z"])
def test_a_slot_that_no_page_has_written_changes_nothing(as_sophie: Client, asked: Appointment, where: str) -> None:
    assert as_sophie.post(f"{WEEK}placement/{asked.pk}/", {"creneau": where}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "requested"


@pytest.mark.parametrize("state", ["jour=x", "jour=0001-01-01", "jour=9999-12-31", "avec=0&centre=x", "rdv=x", "vue=z"])
def test_an_address_typed_wrongly_shows_a_week_all_the_same(as_sophie: Client, asked: Appointment, state: str) -> None:
    assert as_sophie.get(f"{WEEK}?{state}").status_code == 200


def test_a_request_looked_at_on_several_days_is_one_reading(as_sophie: Client, asked: Appointment) -> None:
    for jour in ("2026-12-01", "2026-12-08", "2026-12-15"):
        page(as_sophie, demande=asked.pk, jour=jour)
    assert AccessLog.objects.filter(subject=f"demande de rendez-vous {asked.pk}").count() == 1


def test_htmx_gets_the_board_alone_and_the_filters_the_rows_alone(as_sophie: Client, asked: Appointment) -> None:
    board = as_sophie.get(WEEK, HTTP_HX_REQUEST="true").content.decode()
    rows = as_sophie.get(WEEK, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="lignes").content.decode()
    days = as_sophie.get(WEEK, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="choix").content.decode()
    assert "<html" not in board
    assert 'id="bureau"' in board
    assert 'id="bureau"' not in rows
    assert f'id="demande-{asked.pk}"' in rows
    assert 'id="pose"' in days
    assert f'id="demande-{asked.pk}"' not in days


def test_without_a_script_the_queue_is_one_link_away_and_stays(as_sophie: Client, asked: Appointment) -> None:
    first = page(as_sophie)
    assert f'id="demande-{asked.pk}"' not in first
    assert f'href="{WEEK}?file=oui"' in first
    assert f'href="{WEEK}?file=oui&amp;demande={asked.pk}#demande-{asked.pk}"' in page(as_sophie, file="oui")
    leads = as_sophie.post(f"/service/rendez-vous/{asked.pk}/precision/?depuis=planning&file=oui",
                           {"version": asked.version, "answer": "Quel jour ?"}).headers["Location"]  # fmt: skip
    assert 'id="lignes"' in as_sophie.get(leads).content.decode()


def test_more_visits_cost_no_more_queries(
    as_sophie: Client, asked: Appointment, ours: Member, physician: Physician,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    state: dict[str, int | str] = {"vue": "jour", "jour": f"{working_day():%Y-%m-%d}", "demande": asked.pk}
    page(as_sophie, **state)
    with django_assert_num_queries(QUERIES):
        page(as_sophie, **state)
    for rank in range(4):
        somebody = factories.a_complete_employee(ours, f"Colas{'abcd'[rank]}")
        doctor = factories.a_physician(physician.centre, last_name=f"Petit{'abcd'[rank]}")
        factories.a_confirmed(somebody, doctor, working_day(hour=9 + rank % 2))
    with django_assert_num_queries(QUERIES):
        page(as_sophie, **state)


QUERIES = 26
