"""Calendar feeds: an address that is its own key opens what its owner may see, names and hours, and nothing else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from egide.accounts.models import AccessLog, User
from egide.appointments.models import Appointment, MemberFeed, PhysicianFeed
from egide.centres.models import Physician
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Mandate, Member
from tests import factories

PAGE = "/adherents/10042/mes-rendez-vous/agenda/"
HOURS = {"DTSTART", "DTEND", "DTSTAMP"}
SAID = {"UID", "SEQUENCE", "SUMMARY", "LOCATION"} | HOURS


def address_in(html: str) -> str:
    """The path of the address that the page shows."""
    return str(re.findall(r"/agendas/[A-Za-z0-9]{43}\.ics", html)[0])


def opened(client: Client, page: str = PAGE) -> str:
    return address_in(client.post(page, {"act": "open"}).content.decode())


def names_in(path: str) -> list[str]:
    """What a calendar without any cookie reads there: the title of each event."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content.decode()).walk("VEVENT")]


@pytest.fixture
def planned(employee: Employee, their_employee: Employee, physician: Physician) -> Appointment:
    factories.a_confirmed(their_employee, physician, factories.in_days(11))
    return factories.a_confirmed(employee, physician)


@pytest.fixture
def secret(planned: Appointment, physician: Physician, ours: Member) -> Appointment:
    """A visit that the worker asked for alone."""
    visit = factories.a_confirmed(factories.a_complete_employee(ours, "Secret"), physician, factories.in_days(13))
    Appointment.objects.filter(pk=visit.pk).update(kind=NEVER_SHOWN[0])
    return visit


def test_martine_reads_her_own_visits_and_no_other(planned: Appointment, as_martine: Client) -> None:
    assert names_in(opened(as_martine)) == ["Visite de santé au travail : Paul Girard"]


def test_a_feed_says_names_places_and_hours_alone(planned: Appointment, as_martine: Client) -> None:
    planned.note(by=None, staff_note="CANARI-NOTE")
    text = Client().get(opened(as_martine)).content.decode()
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert set(event) == SAID
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    for word in ("CANARI", "périodique", "vip_", "Leroy", "Motif", "SIR", "@aubert"):
        assert word not in text


def test_what_the_worker_asked_for_is_nowhere_in_the_employers_feed(secret: Appointment, as_martine: Client) -> None:
    text = Client().get(opened(as_martine)).content.decode()
    assert "Secret" not in text
    assert text.count("BEGIN:VEVENT") == 1


def test_the_professional_reads_every_visit_without_its_kind(
    secret: Appointment, physician: Physician, as_sophie: Client
) -> None:
    path = opened(as_sophie, f"/service/rendez-vous/agendas/{physician.pk}/")
    assert [name.rpartition(" ")[2] for name in names_in(path)] == ["Girard", "Canaribus", "Secret"]
    assert str(NEVER_SHOWN[0]) not in Client().get(path).content.decode()


def test_the_address_is_shown_once_and_kept_nowhere(planned: Appointment, as_martine: Client) -> None:
    token = opened(as_martine)[len("/agendas/") : -len(".ics")]
    assert token not in as_martine.get(PAGE).content.decode()
    assert token not in str(list(MemberFeed.objects.values())) + str(list(Event.objects.values()))
    assert MemberFeed.objects.get().token_hash not in str(list(Event.objects.values()))


def test_renewed_the_former_address_is_dead(planned: Appointment, as_martine: Client) -> None:
    former, latest = opened(as_martine), opened(as_martine)
    assert Client().get(former).status_code == 404
    assert names_in(latest)
    assert MemberFeed.objects.count() == 1


@pytest.mark.parametrize("whose", ["martine", "physician"])
def test_closed_it_is_as_if_it_had_never_been(
    whose: str, planned: Appointment, physician: Physician, as_martine: Client, as_sophie: Client
) -> None:
    client, page = {
        "martine": (as_martine, PAGE),
        "physician": (as_sophie, f"/service/rendez-vous/agendas/{physician.pk}/"),
    }[whose]
    path = opened(client, page)
    client.post(page, {"act": "close"})
    gone, never = Client().get(path), Client().get("/agendas/" + "a" * 43 + ".ics")
    assert (gone.status_code, never.status_code) == (404, 404)
    same = [re.sub(r"\b[0-9A-F]{8}\b", "", answer.content.decode()) for answer in (gone, never)]
    assert same[0] == same[1]  # but for the reference of the page


def test_it_dies_with_the_right(planned: Appointment, as_martine: Client, martine: User) -> None:
    path = opened(as_martine)
    martine.accesses.update(revoked_at=timezone.now())
    assert Client().get(path).status_code == 404


def test_it_dies_with_the_mandate(planned: Appointment, as_claire: Client, mandate: Mandate) -> None:
    path = opened(as_claire)
    assert names_in(path)
    mandate.revoke(by=None)
    assert Client().get(path).status_code == 404


def test_it_dies_with_the_account(planned: Appointment, as_martine: Client, martine: User) -> None:
    path = opened(as_martine)
    User.objects.filter(pk=martine.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("verb", ["freeze", "await_first_login"])
def test_an_account_opened_again_does_not_open_it(
    verb: str, planned: Appointment, as_martine: Client, martine: User
) -> None:
    """Whoever had taken the account may have taken the address too."""
    path = opened(as_martine)
    getattr(martine, verb)(by=None)
    User.objects.filter(pk=martine.pk).update(is_active=True)
    assert Client().get(path).status_code == 404
    assert not MemberFeed.objects.get(user=martine).is_open


def test_it_dies_when_the_professional_leaves(planned: Appointment, physician: Physician, as_sophie: Client) -> None:
    path = opened(as_sophie, f"/service/rendez-vous/agendas/{physician.pk}/")
    physician.describe(by=None, left_on=timezone.localdate())
    assert Client().get(path).status_code == 404
    assert PhysicianFeed.objects.get().is_open  # nobody had to think of it


def test_a_visit_given_up_leaves_the_calendar(planned: Appointment, as_martine: Client) -> None:
    path = opened(as_martine)
    planned.cancel_for_service(by=None, reason="Médecin absent")
    assert names_in(path) == []


def test_whoever_tries_addresses_soon_waits(planned: Appointment, as_martine: Client) -> None:
    path = opened(as_martine)
    tried = [Client().get(f"/agendas/{number:043d}.ics").status_code for number in range(40)]
    assert tried[0] == 404
    assert tried[-1] == 429
    assert names_in(path)  # those who hold an address are not locked out by others


def test_a_calendar_that_reads_without_end_waits(planned: Appointment, as_martine: Client) -> None:
    path = opened(as_martine)
    answers = [Client().get(path) for _ in range(62)]
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"]


def test_an_old_visit_leaves_after_a_month(planned: Appointment, as_martine: Client) -> None:
    path = opened(as_martine)
    Appointment.objects.update(starts_at=timezone.now() - timedelta(days=31))
    assert names_in(path) == []


def test_nobody_opens_the_feed_of_another_member(planned: Appointment, as_karim: Client) -> None:
    assert as_karim.post(PAGE, {"act": "open"}).status_code == 404
    assert not MemberFeed.objects.exists()


def readings_by_mandate() -> list[str]:
    rows = AccessLog.objects.filter(kind=AccessLog.Kind.CALENDAR).select_related("user")
    return [f"{row.user} {row.member_number}" for row in rows]


def test_the_calendar_of_a_firm_leaves_one_trace_a_day(
    planned: Appointment, as_claire: Client, as_martine: Client
) -> None:
    """Nobody signs in there, and a calendar reads every quarter of an hour."""
    path = opened(as_claire)
    assert readings_by_mandate() == []
    for _ in range(5):
        names_in(path)
    assert readings_by_mandate() == ["Claire Fontaine 10042"]
    page = as_martine.get("/adherents/10042/mon-entreprise/").content.decode()
    assert f"Dernier usage le {timezone.localdate():%d/%m/%Y}" in page
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        names_in(path)
    assert len(readings_by_mandate()) == 2


def test_an_address_renewed_the_same_day_leaves_no_second_trace(planned: Appointment, as_claire: Client) -> None:
    for _ in range(3):
        names_in(opened(as_claire))
    assert len(readings_by_mandate()) == 1


def test_a_calendar_read_by_its_own_company_is_no_entrance(planned: Appointment, as_martine: Client) -> None:
    names_in(opened(as_martine))
    assert readings_by_mandate() == []
    assert "Dernière lecture par un agenda" in as_martine.get(PAGE).content.decode()


def test_a_closed_address_leaves_no_trace(planned: Appointment, as_claire: Client, mandate: Mandate) -> None:
    path = opened(as_claire)
    mandate.revoke(by=None)
    assert Client().get(path).status_code == 404
    assert readings_by_mandate() == []
