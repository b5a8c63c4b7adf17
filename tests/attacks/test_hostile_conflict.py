"""A forced conflict is not a way to read: the page compares what the form offers to this person, and nothing else."""

from django.test import Client

from egide.accounts.models import User
from egide.employees.models import Employee
from egide.members.models import Member
from egide.members.rights import Scope
from tests import factories
from tests.portal.people import as_typed


def forced(client: Client, employee: Employee, **more: object) -> str:
    """Sent on a version that is not the one in force, with columns that no form shows."""
    form = as_typed(employee, version="999", post="Couvreur", **more)
    answer = client.post(f"/adherents/10042/mes-salaries/{employee.pk}/modification/", form)
    assert answer.status_code == 409
    page = answer.content.decode()
    return page[page.index("<h1>") :]  # what the comparison says, without the day on which a page is printed


def test_row_21_a_firm_without_the_scope_learns_no_risk_by_a_conflict(claire: User, ours: Member) -> None:
    factories.a_mandate(factories.a_delegate("Fontaine", claire), ours, Scope.EMPLOYEES)
    employee = factories.a_complete_employee(ours, codes=("amiante",))
    client = Client()
    client.force_login(claire)
    for codes in ([], ["bruit"]):
        page = forced(client, employee, codes=codes, category="SI", risks_declared_on="")
        assert "amiante" not in page.lower()
        assert "SIR" not in page
        assert f"{employee.risks_declared_on:%d/%m/%Y}" not in page


def test_row_22_no_column_outside_the_form_is_read_by_a_conflict(as_martine: Client, ours: Member) -> None:
    employee = factories.a_complete_employee(ours, nir="188045112345673")
    more = {"nir_print": "x", "search_key": "clef", "taken_in_at": "2020-01-01", "member": "1", "names_key": "clef"}
    page = forced(as_martine, employee, **more)
    assert 'value="Couvreur" checked' in page
    for secret in (employee.nir_print, employee.search_key, employee.names_key, str(employee.taken_in_at)):
        assert secret not in page
