"""A page costs the same number of queries with two rows or twelve, and the busiest ones stay within a dozen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.centres.models import Physician
from egide.library.models import Deposit, Document, Theme
from egide.members.models import ChangeRequest, Member
from egide.members.rights import Role
from tests import factories
from tests.factories import in_days
from tests.office import PAGES, PDF, open_office
from tests.office import fill as address_of

DOZEN = 12
BUSIEST = ["", "mes-salaries/", "mes-factures/"]
TABS = ["mes-rendez-vous/?onglet=demandes", "mes-rendez-vous/?onglet=passes", "mes-factures/?groupe=a-regler"]


def fill(member: Member, physician: Physician, rows: range) -> None:
    """Rows of everything that a list of either face shows."""
    theme, _ = Theme.objects.get_or_create(name="Consignes")
    for n in rows:
        employee = factories.a_complete_employee(member, f"Nom{n}")
        factories.an_employee(member, f"Nouveau{n}")
        if n % 2:
            factories.a_request(employee)
        else:
            factories.a_confirmed(employee, physician, in_days(60 + n))
        factories.an_invoice(member)
        factories.an_access(factories.a_person(f"lecteur{n}", last_name=f"Lecteur{n}"), member, Role.READER)
        factories.a_mandate(factories.a_delegate(f"Cabinet {n}"), member, granted=bool(n % 2))
        factories.a_member(20000 + n)
        document = Document()
        document.describe(by=None, theme=theme, title=f"Consigne {n}")
        document.publish(by=None, upload=SimpleUploadedFile(f"{n}.pdf", PDF))
        deposit = Deposit(member=member, kind="duerp", title=f"DUERP {n}", dated_on=in_days(-n - 1).date())
        deposit.hand_in(by=None, upload=SimpleUploadedFile(f"duerp{n}.pdf", PDF))
    element = "legal_form" if rows.start else "other"  # one open request for each
    ChangeRequest(member=member, field=element, new_value="Autre").send(by=None)


def queries_of(client: Client, url: str) -> list[str] | None:
    """The queries of a page; None for what answers no page (a paper, a redirection, a form of another method)."""
    client.get(url)  # what is read once a process or written once a minute
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
        return None
    return [query["sql"] for query in captured]


@pytest.mark.parametrize(("face", "person"), [("portal", "as_martine"), ("backoffice", "as_nadia")])
def test_no_page_costs_more_with_more_rows(
    face: str, person: str, ours: Member, physician: Physician, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(person)
    ids = open_office(ours, physician, "Mesuré").ids
    urls = [address_of(route, ids) for route, faces, _ in PAGES if face in faces]
    urls += [f"/adherents/10042/{tab}" for tab in TABS] if face == "portal" else []
    fill(ours, physician, range(2))
    few = {url: queries_of(client, url) for url in urls}
    fill(ours, physician, range(2, 12))
    many = {url: queries_of(client, url) for url in urls}
    pages = {url: (few[url] or [], many[url] or []) for url in urls if few[url] and many[url]}
    assert len(pages) > 15
    grown = {url: set(after) - set(before) for url, (before, after) in pages.items() if len(after) > len(before)}
    assert {url: len(queries) for url, queries in grown.items()} == {}, grown


@pytest.mark.parametrize("path", BUSIEST)
def test_the_busiest_pages_stay_within_a_dozen(
    path: str, as_martine: Client, ours: Member, physician: Physician
) -> None:
    fill(ours, physician, range(4))
    queries = queries_of(as_martine, f"/adherents/10042/{path}")
    assert queries
    assert len(queries) <= DOZEN, [query[:90] for query in queries]
