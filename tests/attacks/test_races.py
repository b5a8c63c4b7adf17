"""Rows 37 to 41, drills R2, R3 and R4: races that must have one winner, on SQLite and PostgreSQL alike."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, models
from django.test import Client
from django.utils import timezone

from egide.accounts.models import StaffRole, User
from egide.appointments.models import Appointment, ContestLetter
from egide.backoffice.appointments.forms import OTHER
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.models import Event, Submission
from egide.employees.models import Employee, WorkStop
from egide.members.models import ChangeRequest, Invitation, Member
from egide.notifications.models import Outbox
from egide.notifications.worker import carry_all
from tests import factories
from tests.attacks.hands import rounds, same_session, statuses, together
from tests.factories import PASSWORD, in_days

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def colleague(service: object) -> Client:
    """Another assistant than Sophie, at the same hour."""
    client = Client()
    client.force_login(factories.a_staff_member("lucie", StaffRole.ASSISTANT))
    return client


def confirmation(physician: Physician, hour: str = "09:30") -> dict[str, Any]:
    return {"day": f"{factories.monday_in(11):%Y-%m-%d}", "hour": hour, "minutes": "30", "centre": physician.centre_id,
            "physician": physician.pk, "anyway": "on", "moment": OTHER}  # fmt: skip


@pytest.mark.parametrize("turn", range(rounds(2, 200)))
def test_row_38_two_assistants_one_moment(
    turn: int, ours: Member, theirs: Member, physician: Physician, martine: User, karim: User,
    as_sophie: Client, colleague: Client,
) -> None:  # fmt: skip
    """R2: one is confirmed, the other is told who won; the loser's request waits, one employer is told, once."""
    for user in (martine, karim):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    requests = [
        factories.a_request(factories.a_complete_employee(member, name))
        for member, name in ((ours, "Girard"), (theirs, "Morel"))
    ]
    pages = [f"/service/rendez-vous/{request.pk}/confirmation/" for request in requests]
    form = confirmation(physician)
    windows = [same_session(as_sophie), same_session(colleague)]
    answers = together(*[
        lambda page=page, window=window: window.post(page, form | {"form_token": str(uuid.uuid4())}, follow=True)
        for page, window in zip(pages, windows, strict=True)
    ])  # fmt: skip
    assert max(statuses(answers)) < 500
    for request in requests:
        request.refresh_from_db()
    won = [request for request in requests if request.state == Appointment.State.CONFIRMED]
    lost = [request for request in requests if request not in won]
    assert len(won) == 1, [request.state for request in requests]
    assert lost[0].state in {Appointment.State.UNDER_REVIEW, Appointment.State.REQUESTED}
    told = answers[requests.index(lost[0])].content.decode()
    assert f"reçoit déjà {won[0].employee.full_name}" in told
    Outbox.objects.update(locked_until=timezone.now())
    carry_all()
    assert Outbox.objects.filter(subject="Rendez-vous planifié").count() == 1
    assert Event.objects.filter(name="appointment.confirm").count() == 1


def test_row_37_a_crowd_for_one_moment(ours: Member, physician: Physician) -> None:
    """R1 in short: whoever loses is refused with a sentence, never with a breakdown."""
    requests = [factories.a_request(factories.a_complete_employee(ours, f"Nom{n}")) for n in range(rounds(12, 60))]
    for request in requests:
        request.take_up(by=None)
    place = {"starts_at": in_days(10), "minutes": 30, "centre": physician.centre, "physician": physician}
    outcomes = together(*[lambda row=row: row.confirm(by=None, **place) for row in requests])
    assert [type(outcome) for outcome in outcomes].count(type(None)) == 1
    assert [type(outcome) for outcome in outcomes].count(Refused) == len(requests) - 1
    assert Appointment.objects.filter(state=Appointment.State.CONFIRMED).count() == 1


@pytest.mark.parametrize("sqlstate", ["40P01", "40001", "55P03"])
def test_row_39_a_lost_lock_is_told_and_never_a_breakdown(
    sqlstate: str, as_martine: Client, employee: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """InaDarta #73: the database chose a victim, and the person got a page of errors."""

    class Lost(Exception):
        sqlstate = ""

    def fail(*_: object, **__: object) -> None:
        cause = Lost()
        cause.sqlstate = sqlstate
        raise OperationalError("deadlock detected") from cause

    monkeypatch.setattr(models.Model, "full_clean", fail)
    page = f"/adherents/10042/mes-salaries/{employee.pk}/sortie/annulation/"
    Employee.objects.update(left_on=timezone.localdate(), leaving_reason="other")
    answer = as_martine.post(page, {"form_token": str(uuid.uuid4())}, follow=True)
    monkeypatch.undo()
    assert answer.status_code == 200
    assert "recommencez dans un instant" in answer.content.decode()
    assert as_martine.post(page).status_code == 302  # tried again, it goes through


def test_row_39_a_breakdown_of_the_database_is_not_called_a_race(
    as_martine: Client, employee: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(models.Model, "full_clean", fail)
    as_martine.raise_request_exception = False
    answer = as_martine.post(f"/adherents/10042/mes-salaries/{employee.pk}/modification/", NEW)
    assert answer.status_code == 500


def test_r3_forty_parallel_guesses_and_few_are_judged(martine: User, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    real = User.check_password

    def counted(user: User, password: str) -> bool:
        judged.append(password)
        return real(user, password)

    monkeypatch.setattr(User, "check_password", counted)
    guess = {"login": "martine", "password": "faux faux faux"}
    answers = together(*[lambda: Client(raise_request_exception=False).post("/connexion/", guess)] * rounds(40, 100))
    assert set(statuses(answers)) == {200}
    assert 1 <= len(judged) <= 10
    right = Client().post("/connexion/", {"login": "martine", "password": PASSWORD})
    assert right.status_code == 200, "the right password waits like the wrong ones"


NEW = {
    "last_name": "Marty", "first_name": "Lucie", "birth_date": "1990-05-04", "contract_kind": "CDI",
    "hired_on": "2026-11-02", "post": "Maçonne", "pcs_code": "632A",
}  # fmt: skip


def a_missed_visit(employee: Employee) -> Appointment:
    """Nobody came yesterday, and it costs something."""
    missed = factories.a_request(employee, kind="mi_carriere")
    facts = {"state": Appointment.State.ABSENT_UNEXCUSED, "starts_at": in_days(-1), "fee": 72}
    Appointment.objects.filter(pk=missed.pk).update(**facts)
    return missed


def creations(ours: Member, employee: Employee) -> dict[str, tuple[str, dict[str, Any], Callable[[], int]]]:
    """Every form of the portal that gives birth to a row: its page, what is sent, how many rows there are."""
    space = "/adherents/10042"
    return {
        "salarié": (f"{space}/mes-salaries/ajout/", NEW, ours.employees.filter(last_name="Marty").count),
        "rendez-vous": (
            f"{space}/mes-rendez-vous/demande/",
            {"employees": [employee.pk], "kind": "vip_periodique", "reason": "periodic"},
            ours.appointments.count,
        ),
        "modification": (
            f"{space}/mon-entreprise/demandes/ajout/",
            {"field": "name", "new_value": "Aubert SAS"},
            ChangeRequest.objects.count,
        ),
        "invitation": (
            f"{space}/mon-entreprise/utilisateurs/invitation/",
            {"first_name": "É", "last_name": "V", "email": "eve@x.example", "role": "reader"},
            Invitation.objects.count,
        ),
        "contact": (
            f"{space}/mon-entreprise/contacts/facturation/",
            {"name": "Ève", "phone": "03 00 00 00 00"},
            ours.contacts.count,
        ),
        "contestation": (
            f"{space}/mes-rendez-vous/{a_missed_visit(employee).pk}/contestation/",
            {"text": "La convocation est arrivée le lendemain."},
            ContestLetter.objects.count,
        ),
        "dépôt": (
            f"{space}/mes-documents/depot/",
            {"kind": "duerp", "title": "DUERP", "dated_on": "2026-01-05"},
            ours.deposits.count,
        ),
    }


CREATIONS = ["salarié", "rendez-vous", "modification", "invitation", "contact", "contestation", "dépôt"]


def sent(window: Client, page: str, form: dict[str, Any], *, with_file: bool) -> Any:
    upload = {"upload": SimpleUploadedFile("duerp.pdf", PDF)} if with_file else {}
    return window.post(page, form | upload)


@pytest.mark.parametrize("what", CREATIONS)
def test_row_41_one_form_sent_by_many_hands_makes_one_row(
    what: str, as_martine: Client, as_karim: Client, ours: Member, employee: Employee
) -> None:
    """R4: one object, the same answer for all; other answers are refused; the token is its user's alone."""
    page, form, count = creations(ours, employee)[what]
    form, before = form | {"form_token": str(uuid.uuid4())}, count()
    act = [lambda: sent(same_session(as_martine), page, form, with_file=what == "dépôt")] * rounds(8, 50)
    answers = together(*act)
    assert set(statuses(answers)) == {302}
    places = {answer.headers["Location"] for answer in answers}
    assert places == {page} if what == "contestation" else len(places - {page}) == 1  # a thread leads back to itself
    assert count() == before + 1

    changed = next(name for name in form if name in {"last_name", "reason", "new_value", "name", "title", "text"})
    other = {"reason": "other"}.get(changed, "Autre")
    again = sent(same_session(as_martine), page, form | {changed: other}, with_file=what == "dépôt")
    assert again.headers["Location"] == page
    assert count() == before + 1
    assert Submission.objects.count() == 1

    abroad = page.replace("10042", "10077")  # Karim's own space, with Martine's token
    foreign = sent(same_session(as_karim), abroad, form, with_file=what == "dépôt")
    assert foreign.status_code == 404 if what == "contestation" else foreign.status_code in {200, 302}
    assert "déjà été envoyé" not in same_session(as_karim).get("/adherents/10077/").content.decode()


@pytest.mark.parametrize("what", [name for name in CREATIONS if name != "contact"])
def test_r4_a_form_with_a_mistake_is_not_remembered(
    what: str, as_martine: Client, ours: Member, employee: Employee
) -> None:
    page, form, count = creations(ours, employee)[what]
    form, before = form | {"form_token": str(uuid.uuid4())}, count()
    name = next(name for name in form if name in {"hired_on", "kind", "new_value", "email", "text"})
    wrong = sent(as_martine, page, form | {name: ""}, with_file=what == "dépôt")
    assert wrong.status_code == 200
    assert re.search(r'aria-invalid|class="err|id="erreurs', wrong.content.decode())
    assert not Submission.objects.exists()
    assert sent(as_martine, page, form, with_file=what == "dépôt").status_code == 302
    assert count() == before + 1


def test_row_40_invoices_issued_together_have_numbers_without_a_gap(ours: Member, theirs: Member) -> None:
    """PrestaShop #42821, Odoo #11859: the same number twice, or one missing."""
    drafts = [factories.an_invoice(member, issue=False) for member in (ours, theirs) for _ in range(6)]
    outcomes = together(*[lambda row=row: row.issue(by=None) for row in drafts])
    assert outcomes == [None] * len(drafts)
    for draft in drafts:
        draft.refresh_from_db()
    numbers = sorted(int(re.sub(r"\D", "", draft.number)) for draft in drafts)
    assert numbers == list(range(numbers[0], numbers[0] + len(drafts)))


@pytest.mark.parametrize("turn", range(rounds(2, 200)))
def test_two_stops_declared_at_once_never_share_a_day(turn: int, employee: Employee) -> None:
    """Martine and her accountant declare the same absence with other dates: one holds, the other is told."""

    def declare(first_day: date) -> None:
        days = {"first_day": first_day, "returns_on": date(2026, 12, 1)}
        WorkStop(member_id=employee.member_id, employee=employee, cause="illness", **days).declare(by=None)

    outcomes = together(lambda: declare(date(2026, 9, 2)), lambda: declare(date(2026, 9, 3)))
    assert WorkStop.objects.filter(employee=employee).count() == 1
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Refused]
