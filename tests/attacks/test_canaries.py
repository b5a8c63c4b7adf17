"""What an employer must never get (security.md, section 1.4): marked, then looked for in all that leaves the house."""

import logging
import re
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from egide.appointments.models import Appointment
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN, Visit
from egide.notifications.models import Outbox
from tests import factories
from tests.attacks.test_matrix import ADDRESSES, url_of
from tests.attacks.world import World

NIR, NIR_GROUPED = "185057800608491", "1 85 05 78 006 084 91"
SECRET_DAYS = (date(2021, 2, 13), date(2019, 7, 26))  # a préreprise, a visit before this contract
MONTHS = {2: ("févr.", "février"), 7: ("juil.", "juillet")}


def spellings(day: date) -> list[str]:
    words = [f"{day.day}\N{NO-BREAK SPACE}{month}\N{NO-BREAK SPACE}{day.year}" for month in MONTHS[day.month]]
    return [f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", *words, *[w.replace("\xa0", " ") for w in words]]


MARKS = [
    re.compile("CANARI-MED-?[0-9]*"),
    re.compile(r"[\s\xa0]?".join(NIR)),
    *[re.compile(re.escape(words)) for day in SECRET_DAYS for words in spellings(day)],
]


@dataclass
class Secrets:
    """The world of the matrix with, in each place that the employer must not see, a mark."""

    world: World
    client: Client
    hidden: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def secrets(world: World) -> Secrets:
    member = world.ours.member
    employee = Employee.objects.get(pk=world.ours.ids["employee_id"])
    employee.correct(by=None, nir=NIR)
    asked = Appointment.objects.get(pk=world.ours.ids["asked_id"])
    for number, appointment in enumerate(member.appointments.all()):
        appointment.note(by=None, staff_note=f"CANARI-MED-{number} vu en urgence")
    for number, kind in enumerate(NEVER_SHOWN, start=20):
        secret = factories.a_request(
            factories.a_complete_employee(member, f"Secret{number}"), comment=f"CANARI-MED-{number}"
        )
        Appointment.objects.filter(pk=secret.pk).update(kind=kind)
        Visit(member=member, employee=employee, kind=kind, held_on=SECRET_DAYS[0]).record(by=None)
    Visit(member=member, employee=employee, kind="vip_periodique", held_on=SECRET_DAYS[1]).record(by=None)
    employee.follow_up.retain(by=None, category="SIR", due_on=None)
    twin = factories.a_complete_employee(world.theirs.member, employee.last_name, post="CANARI-MED-30")
    factories.a_request(twin, comment="CANARI-MED-31")
    world.theirs.member.correct_identity(by=None, name="CANARI-MED-32")
    asked.refresh_from_db()
    return Secrets(world, world.browser_of("administrateur"), {"asked": asked.pk})


def text_of(answer: Any) -> str:
    """What a person can read of an answer: of a page its source, of a PDF its text, of a sheet its cells."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers["Content-Type"]
    if kind == "application/pdf":
        return (
            "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages) if len(content) > 200 else ""
        )
    if "spreadsheetml" in kind:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        return "\n".join(str(cell) for row in sheet.to_python() for cell in row)
    return str(content.decode())


def marks_in(text: str) -> list[str]:
    return [found[0] for mark in MARKS if (found := mark.search(text))]


PORTAL = [pytest.param(name, route, id=name) for face, name, route in ADDRESSES if face == "portal"]


@pytest.mark.parametrize(("name", "route"), PORTAL)
def test_no_page_paper_or_file_of_the_portal_holds_a_mark(name: str, route: str, secrets: Secrets) -> None:
    url = url_of(name, route, secrets.world.ours.ids)
    for address in dict.fromkeys((url, url.replace("/xlsx/", "/csv/"), f"{url}?inline", f"{url}?q=CANARI&etat=tous")):
        answer = secrets.client.get(address)
        searched = text_of(answer).replace("q=CANARI", "").replace('value="CANARI"', "")
        assert marks_in(searched) == [], address
    for who in ("rh", "facturation", "lecture", "cabinet-effectifs", "cabinet-rendez-vous"):
        assert marks_in(text_of(secrets.world.browser_of(who).get(url))) == [], who


def test_no_form_shown_again_holds_a_mark(secrets: Secrets) -> None:
    """After a mistake, after a conflict, after a refusal: what the page says of the row as it stands."""
    space, ids = "/adherents/10042", secrets.world.ours.ids
    form = {"last_name": "Girard", "first_name": "Zoé", "birth_date": "1988-04-12", "contract_kind": "CDI",
            "hired_on": "2020-09-01", "post": "Grutier", "version": "0"}  # fmt: skip
    sheet = f"{space}/mes-salaries/{ids['employee_id']}/modification/"
    twin = f"{space}/mes-salaries/ajout/"
    asked = {"employees": [ids["employee_id"]], "kind": "vip_periodique", "reason": "periodic"}
    for page, sent in (
        (sheet, form),
        (sheet, form | {"hired_on": ""}),
        (twin, form),
        (f"{space}/mes-rendez-vous/demande/", asked),
    ):
        assert marks_in(text_of(secrets.client.post(page, sent, follow=True))) == [], page


def test_the_number_of_social_security_is_never_written_back(secrets: Secrets) -> None:
    page = f"/adherents/10042/mes-salaries/{secrets.world.ours.ids['employee_id']}/modification/"
    for answer in (secrets.client.get(page), secrets.client.post(page, {"last_name": "", "nir": ""})):
        assert NIR not in answer.content.decode()
        assert "enseigné" in answer.content.decode()


def test_no_error_page_holds_a_mark(secrets: Secrets) -> None:
    theirs = secrets.world.theirs.ids
    for url in (f"/adherents/10042/mes-salaries/{theirs['employee_id']}/", "/adherents/10077/", "/service/", "/rien/"):
        answer = secrets.client.get(url)
        assert answer.status_code in {403, 404}
        assert marks_in(text_of(answer)) == []


def test_no_mail_holds_a_mark(secrets: Secrets) -> None:
    """The service answers everything that waits: what is written to the employer says nothing more."""
    Outbox.objects.all().delete()
    sophie, ids = secrets.world.browser_of("assistante"), secrets.world.ours.ids
    member = secrets.world.ours.member
    for access in member.accesses.select_related("user"):
        address = f"{access.user.username}@essai.example"
        type(access.user).objects.filter(pk=access.user_id).update(email=address)
        EmailAddress.objects.create(user=access.user, email=address, primary=True, verified=True)
    sophie.post(f"/service/rendez-vous/{ids['appointment_id']}/refus/", {"answer": "Déjà vue ce mois-ci"})
    sophie.post(f"/service/rendez-vous/{ids['planned_id']}/annulation/", {"reason": "Médecin absent"})
    mails = Outbox.objects.exclude(recipient__endswith="example.org")
    assert mails.count() >= 2
    assert [
        marks_in(f"{mail.subject}\n{mail.text}") for mail in mails if marks_in(f"{mail.subject}\n{mail.text}")
    ] == []


def test_no_log_holds_a_mark(secrets: Secrets, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    page = f"/adherents/10042/mes-salaries/{secrets.world.ours.ids['employee_id']}/modification/"
    secrets.client.post(page, {"nir": NIR, "last_name": "Girard", "hired_on": ""})
    secrets.client.get(page.replace("modification", "rien"))
    Client().post("/connexion/", {"login": "martine", "password": "phrase-canari-secrete"})
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert lines
    for line in lines:
        assert marks_in(line) == []
        assert "phrase-canari-secrete" not in line


def test_an_event_remembers_no_secret(secrets: Secrets) -> None:
    told = "\n".join(
        str(event.changes) + event.label for event in Event.objects.filter(member=secrets.world.ours.member)
    )
    assert NIR not in told
    assert "vu en urgence" not in told
    assert "renseigné" in told


def test_the_marks_are_there_to_be_found(secrets: Secrets) -> None:
    """The hunt is not blind: the service, which may see them, does."""
    sophie = secrets.world.browser_of("assistante")
    page = sophie.get(f"/service/rendez-vous/{secrets.world.ours.ids['appointment_id']}/").content.decode()
    assert "CANARI-MED" in page
    assert marks_in(f"NIR {NIR_GROUPED}, vu le 13/02/2021") == [NIR_GROUPED, "13/02/2021"]
    assert timezone.localdate() not in SECRET_DAYS
