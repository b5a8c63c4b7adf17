"""A visit that the worker alone asked for (R.4624-29, R.4624-34) shows nowhere, not even by what is missing."""

import pytest
from django.test import Client

from egide.appointments.models import Appointment
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN, Visit
from egide.members.models import Member
from tests import factories

SPACE = "/adherents/10042/"
PAGES = (
    "", "mes-salaries/", "mes-salaries/?echeance=a-demander", "mes-salaries/?echeance=en-retard",
    "mes-salaries/export/csv/", "mes-rendez-vous/", "mes-rendez-vous/?onglet=demandes", "mes-rendez-vous/demande/",
    "mes-rendez-vous/reservation/",
)  # fmt: skip


def seen(client: Client, employee: Employee) -> list[str]:
    """What the employer reads on every page that counts, lists or shows this employee."""
    sheet = f"mes-salaries/{employee.pk}/"
    pages = (*PAGES, sheet, f"{sheet}sortie/", f"{sheet}ajout/")
    return [_told(client.get(SPACE + page).content.decode()) for page in pages]


def _told(page: str) -> str:
    """The page without what changes at each request (the secrets of its forms)."""
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "form_token" not in line)


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_a_confidential_request_changes_no_page(kind: str, as_martine: Client, ours: Member) -> None:
    employee = factories.a_complete_employee(ours)
    before = seen(as_martine, employee)
    assert "Girard" in before[2], "never seen: a visit is to ask for"
    Appointment.objects.create(member=ours, employee=employee, kind=kind, reason=Appointment.Reason.OTHER)
    assert seen(as_martine, employee) == before


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_a_confidential_visit_held_changes_no_page(kind: str, as_martine: Client, ours: Member) -> None:
    employee = factories.a_complete_employee(ours)
    before = seen(as_martine, employee)
    Visit(member=ours, employee=employee, kind=kind, held_on=employee.hired_on).record(by=None)
    assert seen(as_martine, employee) == before
