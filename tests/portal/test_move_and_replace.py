"""« Déplacer » and « Remplacer »: Martine changes the moment or the person herself, and is told what it costs."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import Settings

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications import worker
from tests import factories
from tests.factories import in_days

HOME = "/adherents/10042/mes-rendez-vous/"


@pytest.fixture
def visit(employee: Employee, physician: Physician) -> Appointment:
    return factories.a_confirmed(employee, physician, in_days(20), kind="vip_initiale")


@pytest.fixture
def colleague(ours: Member) -> Employee:
    return factories.a_complete_employee(ours, "Morin")


def slots(client: Client, url: str) -> list[str]:
    found = re.findall(r'href="(\?[^"]*creneau=[^"]*)"', client.get(url).content.decode())
    return [url + unescape(one) for one in found]


def said(url: str) -> dict[str, str]:
    return dict(re.findall(r"(creneau|avec|a)=([^&]+)", url.replace("%3A", ":")))


def replace(client: Client, visit: Appointment, employee: Employee) -> str:
    return client.post(f"{HOME}{visit.pk}/remplacement/", {"employee": employee.pk}, follow=True).content.decode()


def test_martine_moves_a_visit_and_everybody_is_told_once(
    as_martine: Client, visit: Appointment, martine: User
) -> None:
    factories.an_address(martine)
    mail.outbox.clear()
    page = f"{HOME}{visit.pk}/deplacement/"
    url = slots(as_martine, page)[0]
    conditions = as_martine.get(url).content.decode()
    assert "Conditions habituelles" in conditions
    assert "Prévu jusqu’ici" in conditions
    assert as_martine.post(url, said(url)).headers["Location"] == HOME
    visit.refresh_from_db()
    assert visit.state == Appointment.State.CONFIRMED
    assert f"{visit.planned_start:%Y-%m-%dT%H:%M}" == said(url)["creneau"]
    assert Event.objects.filter(name="appointment.move_for_employer").count() == 1
    worker.carry_all()
    assert [m.subject for m in mail.outbox].count("Rendez-vous déplacé") == 1


def test_too_late_the_page_says_why_and_what_it_costs(
    as_martine: Client, visit: Appointment, martine: User, physician: Physician
) -> None:
    page = f"{HOME}{visit.pk}/deplacement/"
    url = slots(as_martine, page)[0]
    was = visit.starts_at
    with time_machine.travel(visit.planned_start - timedelta(hours=3)):
        as_martine.force_login(martine)
        answer = as_martine.get(page).content.decode()
        assert "Ce délai est passé" in answer
        assert "72,00\N{NO-BREAK SPACE}€" in answer
        assert "Remplacer par un autre salarié" in answer
        as_martine.post(url, said(url))
        with pytest.raises(Refused, match="Le délai est passé"):
            visit.move_for_employer(
                by=None, starts_at=in_days(30), minutes=30, centre=physician.centre, physician=physician
            )
    visit.refresh_from_db()
    assert visit.starts_at == was


def test_somebody_else_comes_and_has_a_convocation(
    as_martine: Client, visit: Appointment, colleague: Employee, martine: User
) -> None:
    factories.an_address(martine)
    answer = replace(as_martine, visit, colleague)
    assert "Paul Morin vient à la place de Paul Girard" in answer
    visit.refresh_from_db()
    assert visit.employee == colleague
    assert visit.due_on == colleague.follow_up.shown_due_on
    assert Event.objects.filter(name="appointment.replace_for_employer").count() == 1
    worker.carry_all()
    assert [m.subject for m in mail.outbox].count("Salarié remplacé à un rendez-vous") == 1


def test_replacing_late_is_free_and_opens_no_new_free_delay(
    as_martine: Client, visit: Appointment, colleague: Employee, martine: User
) -> None:
    """Otherwise whoever is late would send somebody else, then cancel for nothing."""
    with time_machine.travel(visit.planned_start - timedelta(hours=3)):
        as_martine.force_login(martine)
        replace(as_martine, visit, colleague)
        visit.refresh_from_db()
        assert visit.employee == colleague
        visit.cancel_for_employer(by=None, reason="Chantier")
        assert visit.fee


def test_who_expects_the_same_visit_comes_first_and_others_are_found_by_name(
    as_martine: Client, visit: Appointment, ours: Member
) -> None:
    done = factories.a_complete_employee(ours, "Albert")
    done.visits.create(member=ours, kind="vip_initiale", held_on="2026-01-06")
    done.follow_up.compute(by=None)
    factories.a_complete_employee(ours, "Zola")
    page = as_martine.get(f"{HOME}{visit.pk}/remplacement/").content.decode()
    assert page.index("Zola") < page.index("Albert")
    found = as_martine.post(f"{HOME}{visit.pk}/remplacement/", {"chercher": "alb", "trouver": "1"}).content.decode()
    assert "Albert" in found
    assert "Zola" not in found


def test_karims_people_never_come_instead(as_martine: Client, visit: Appointment, their_employee: Employee) -> None:
    page = replace(as_martine, visit, their_employee)
    assert "Canaribus" not in page
    visit.refresh_from_db()
    assert visit.employee != their_employee


@pytest.mark.parametrize("kind", ["prereprise", "demande_travailleur"])
def test_a_hidden_visit_of_the_substitute_is_not_told(
    kind: str, as_martine: Client, visit: Appointment, colleague: Employee, physician: Physician
) -> None:
    row = Appointment.objects.create(member_id=colleague.member_id, employee=colleague, kind=kind, reason="other")
    row.take_up(by=None)
    other = factories.a_physician(physician.centre)
    row.confirm(by=None, starts_at=visit.planned_start, minutes=30, centre=other.centre, physician=other)
    page = replace(as_martine, visit, colleague)
    assert "n’est pas proposé à ce moment" in page
    assert "déjà un rendez-vous" not in page


def test_whom_the_draw_leaves_out_looks_the_same(
    as_martine: Client, visit: Appointment, colleague: Employee, settings: Settings
) -> None:
    settings.WITHHELD_ONE_IN = 1
    assert "n’est pas proposé à ce moment" in replace(as_martine, visit, colleague)


def test_nobody_is_offered_to_replace_a_return_to_work(
    as_martine: Client, employee: Employee, physician: Physician
) -> None:
    back = {"stop_cause": "illness", "stopped_on": "2026-06-01", "returns_on": "2026-12-01"}
    factories.a_confirmed(employee, physician, factories.in_days(20), kind="reprise", **back)
    page = as_martine.get(HOME).content.decode()
    assert "/deplacement/" in page
    assert "/remplacement/" not in page
