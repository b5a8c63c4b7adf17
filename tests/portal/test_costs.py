"""A page costs the same number of queries with one row or thirty, and the busiest ones stay within a dozen."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.centres.models import Physician
from egide.members.models import Member
from tests import factories
from tests.factories import in_days

PAGES = ["", "mes-salaries/", "mes-factures/", "mes-rendez-vous/", "mes-rendez-vous/?onglet=demandes", "mes-documents/"]
DOZEN = 12


def fill(member: Member, physician: Physician, rows: range) -> None:
    for n in rows:
        employee = factories.a_complete_employee(member, f"Nom{n}")
        if n % 2:
            factories.a_request(employee)
        else:
            factories.a_confirmed(employee, physician, in_days(5 + n))
        factories.an_invoice(member)


@pytest.mark.parametrize("path", PAGES)
def test_the_cost_does_not_grow(path: str, as_martine: Client, ours: Member, physician: Physician) -> None:
    url = f"/adherents/10042/{path}"
    fill(ours, physician, range(2))
    as_martine.get(url)
    with CaptureQueriesContext(connection) as few:
        as_martine.get(url)
    fill(ours, physician, range(2, 12))
    with CaptureQueriesContext(connection) as many:
        as_martine.get(url)
    assert len(many) <= len(few)
    if path in {"", "mes-salaries/", "mes-factures/"}:
        assert len(many) <= DOZEN, [query["sql"][:90] for query in many]
