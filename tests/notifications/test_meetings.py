"""What leaves with an appointment: the convocation and the calendar file, to the employer and to the employee."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.utils import timezone
from icalendar import Calendar

from egide.accounts.models import User
from egide.appointments.models import UNDO_WITHIN, Appointment
from egide.centres.models import Physician, Service
from egide.employees.models import Employee
from egide.followup.models import KINDS, NEVER_SHOWN
from egide.members.models import Member
from egide.notifications import worker
from egide.notifications.models import Outbox
from egide.notifications.reminders import remind_all
from tests import factories
from tests.papers import words_of

PAUL = "paul@girard.example"
FORBIDDEN = ("vip_", "périodique", "reprise", "Motif", "déterminant", "SIR", "SIA")


@pytest.fixture
def paul(ours: Member, martine: User) -> Employee:
    """Martine has given his address, and her own is confirmed."""
    factories.an_address(martine)
    return factories.a_complete_employee(ours, "Girard", first_name="Paul", email=PAUL)


@pytest.fixture
def planned(paul: Employee, physician: Physician) -> Appointment:
    return factories.a_confirmed(paul, physician)


def carried(mailoutbox: list[EmailMessage]) -> dict[str, EmailMessage]:
    """Each mail that left since the last time, by its recipient."""
    mailoutbox.clear()
    Outbox.objects.filter(sent_at=None).update(locked_until=timezone.now() - timedelta(seconds=1))
    worker.carry_all()
    return {mail.to[0]: mail for mail in mailoutbox}


def files(mail: EmailMessage) -> dict[str, Any]:
    """The content of each attached file, by its name."""
    found: dict[str, Any] = {}
    for part in mail.message().walk():
        if name := part.get_filename():
            found[name] = part.get_payload(decode=True)
    return found


def event_of(mail: EmailMessage) -> tuple[str, Any]:
    """The method of the attached calendar, and its event."""
    book = Calendar.from_ical(files(mail)["rendez-vous.ics"].decode())
    return str(book["method"]), next(iter(book.walk("VEVENT")))


def test_both_receive_the_convocation_and_the_calendar_file(
    planned: Appointment, mailoutbox: list[EmailMessage]
) -> None:
    mails = carried(mailoutbox)
    assert set(mails) == {"martine@aubert.example", PAUL}
    for mail in mails.values():
        assert "Girard Paul" in words_of(files(mail)[f"convocation-{planned.pk}.pdf"])
        method, event = event_of(mail)
        assert method == "PUBLISH"
        assert event["dtstart"].params["TZID"] == "Europe/Paris"
        assert event.decoded("dtstart") == planned.planned_start
        assert 'text/calendar; method="PUBLISH"' in mail.message().as_string()


def test_what_paul_reads_is_enough_to_come_and_says_nothing_of_why(
    planned: Appointment, mailoutbox: list[EmailMessage]
) -> None:
    text = carried(mailoutbox)[PAUL].body
    for said in (
        "Bonjour Paul Girard",
        "Centre de Reims",
        "3 rue des Artisans",
        "Tramway B",
        "temps de travail",
        "9 h 30",
    ):
        assert said.replace(" h ", "\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}") in text or said in text
    assert "votre employeur a indiqué cette adresse" in text
    assert "http" not in text
    assert not [word for word in FORBIDDEN if word in text]


@pytest.mark.parametrize("kind", ["vip_periodique", "reprise", "ema_embauche", "mi_carriere"])
def test_no_file_sent_to_pauls_address_names_the_kind_of_his_visit(
    kind: str, paul: Employee, physician: Physician, mailoutbox: list[EmailMessage]
) -> None:
    """Nobody has confirmed that address: the convocation that Martine hands over alone says what the visit is for."""
    stop: dict[str, Any] = {"stop_cause": "illness", "stopped_on": date(2026, 9, 1), "returns_on": date(2026, 12, 1)}
    visit = factories.a_confirmed(paul, physician, kind=kind, **(stop if kind == "reprise" else {}))
    mails, name = carried(mailoutbox), f"convocation-{visit.pk}.pdf"
    said = str(visit.get_kind_display())
    assert said in words_of(files(mails["martine@aubert.example"])[name])
    with time_machine.travel(visit.planned_start - timedelta(days=7)):
        remind_all(timezone.now())
        for mail in (mails[PAUL], carried(mailoutbox)[PAUL]):
            sheet = words_of(files(mail)[name])
            assert "Visite de santé au travail" in sheet
            assert "Girard Paul" in sheet
            known = [str(label) for _, label in KINDS]
            assert not [word for word in known if word.lower() in f"{mail.subject} {mail.body} {sheet}".lower()]
            assert said.lower() not in str(files(mail)).lower()


def test_an_undone_confirmation_is_told_to_paul_neither(planned: Appointment) -> None:
    planned.undo_answer(by=None)
    assert not Outbox.objects.exists()


def test_nobody_hears_of_it_before_the_undo_is_over(planned: Appointment) -> None:
    early = [mail.locked_until for mail in Outbox.objects.all()]
    assert len(early) == 2
    assert min(early) >= timezone.now() + UNDO_WITHIN - timedelta(seconds=30)


def test_a_moved_visit_keeps_its_name_in_the_calendar_and_raises_its_number(
    planned: Appointment, physician: Physician, mailoutbox: list[EmailMessage]
) -> None:
    _, before = event_of(carried(mailoutbox)[PAUL])
    place: dict[str, Any] = {"minutes": 30, "centre": physician.centre, "physician": physician}
    planned.move(by=None, starts_at=factories.in_days(12, 14), **place)
    mails = carried(mailoutbox)
    for mail in mails.values():
        method, after = event_of(mail)
        assert method == "PUBLISH"
        assert after["uid"] == before["uid"]
        assert after["sequence"] > before["sequence"]
        assert after.decoded("dtstart") == planned.planned_start
    assert "a changé" in mails[PAUL].body


@pytest.mark.parametrize("verb", ["cancel_for_employer", "cancel_for_service"])
def test_a_visit_given_up_is_struck_off_the_calendar(
    verb: str, planned: Appointment, mailoutbox: list[EmailMessage]
) -> None:
    _, before = event_of(carried(mailoutbox)[PAUL])
    getattr(planned, verb)(by=None, reason="CANARI-MOTIF")
    mail = carried(mailoutbox)[PAUL]
    method, after = event_of(mail)
    assert (method, str(after["status"])) == ("CANCEL", "CANCELLED")
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert list(files(mail)) == ["rendez-vous.ics"]
    assert "Ne vous déplacez pas" in mail.body
    assert "CANARI" not in mail.message().as_string()


def test_a_convocation_never_leaves_for_a_visit_given_up_meanwhile(
    planned: Appointment, mailoutbox: list[EmailMessage]
) -> None:
    planned.cancel_for_service(by=None, reason="Médecin absent")
    Outbox.objects.filter(event__name="appointment.cancel_for_service").delete()
    assert [list(files(mail)) for mail in carried(mailoutbox).values()] == [["rendez-vous.ics"]] * 2


def test_who_is_replaced_is_told_not_to_come_and_the_other_is_convoked(
    planned: Appointment, ours: Member, mailoutbox: list[EmailMessage]
) -> None:
    carried(mailoutbox)
    lucie = factories.a_complete_employee(ours, "Morel", first_name="Lucie", email="lucie@morel.example")
    planned.replace_employee(by=None, employee=lucie)
    mails = carried(mailoutbox)
    assert event_of(mails[PAUL])[0] == "CANCEL"
    assert "Lucie" not in mails[PAUL].message().as_string()
    assert "Morel Lucie" in words_of(files(mails["lucie@morel.example"])[f"convocation-{planned.pk}.pdf"])


def test_who_is_replaced_before_their_mail_leaves_reads_nothing_of_a_colleague(
    planned: Appointment, ours: Member, mailoutbox: list[EmailMessage]
) -> None:
    """The convocation is drawn when the mail leaves."""
    lucie = factories.a_complete_employee(ours, "Morel", first_name="Lucie", email="lucie@morel.example")
    planned.replace_employee(by=None, employee=lucie)
    assert Outbox.objects.filter(recipient=PAUL).count() == 1
    assert list(files(carried(mailoutbox)[PAUL])) == ["rendez-vous.ics"]


def test_a_service_that_writes_to_employers_alone(paul: Employee, physician: Physician, service: Service) -> None:
    service.configure(by=None, employees_told=False)
    factories.a_confirmed(paul, physician)
    assert [mail.recipient for mail in Outbox.objects.all()] == ["martine@aubert.example"]


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_a_visit_that_the_worker_asked_for_is_told_to_no_address_that_the_employer_typed(
    kind: str, paul: Employee, physician: Physician
) -> None:
    request = factories.a_request(paul)
    Appointment.objects.filter(pk=request.pk).update(kind=kind)
    place: dict[str, Any] = {"minutes": 30, "centre": physician.centre, "physician": physician}
    request.confirm(by=None, starts_at=factories.in_days(10), **place)
    request.move(by=None, starts_at=factories.in_days(11), **place)
    request.cancel_for_service(by=None, reason="Médecin absent")
    assert not Outbox.objects.exists()
