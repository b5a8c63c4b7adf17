"""The menu of the portal: how much waits behind an entry, on the desk and on the phone, said in words too."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from egide.centres.models import Physician
from egide.members.models import Access, Member
from egide.members.rights import Role
from tests import factories

SPACE = "/adherents/10042/"
DESK, PHONE = "Menu principal", "Menu rapide"


def counts(client: Client, menu: str = DESK, path: str = "mes-contacts/") -> dict[str, str]:
    """Entry → what a screen reader says after it."""
    page = client.get(SPACE + path).content.decode()
    nav = re.search(rf'aria-label="{menu}">(.*?)</nav>', page, re.DOTALL)
    assert nav
    said = {}
    for link in re.findall(r"<a .*?</a>", nav[1], re.DOTALL):
        label, *count = [part.strip() for part in re.sub(r"<[^>]+>", "\n", link).split("\n") if part.strip()]
        if count:
            said[label] = " ".join(count)
    return said


@pytest.fixture
def waiting(ours: Member, physician: Physician, theirs: Member) -> None:
    """Two sheets to complete, one invoice to pay, one precision asked; and a stranger's rows beside them."""
    factories.an_employee(ours, "Marty")
    factories.an_employee(ours, "Noël")
    factories.an_invoice(ours)
    asked = factories.a_request(factories.a_complete_employee(ours, "Girard"))
    asked.take_up(by=None)
    asked.ask_precision(by=None, answer="Le poste change-t-il ?")
    factories.a_request(factories.a_complete_employee(ours, "Sow"))  # waits for the service, not for Martine
    factories.an_employee(theirs, "Canaribus")
    factories.an_invoice(theirs)


@pytest.mark.parametrize(
    ("menu", "names"),
    [
        (DESK, ("Mes salariés", "Mes factures", "Mes rendez-vous")),
        (PHONE, ("Salariés", "Factures", "Rendez-vous")),
    ],
)
def test_the_entries_say_what_waits(menu: str, names: tuple[str, ...], waiting: None, as_martine: Client) -> None:
    said = ("2 à compléter", "1 à régler", "1 précision demandée")
    assert counts(as_martine, menu) == dict(zip(names, said, strict=True))


def test_nothing_is_said_where_nothing_waits(as_martine: Client, ours: Member) -> None:
    factories.a_complete_employee(ours, "Girard")
    assert counts(as_martine) == {}


def test_a_role_counts_only_what_it_reads(waiting: None, as_martine: Client, ours: Member) -> None:
    Access.objects.filter(member=ours).update(role=Role.BILLING)
    assert counts(as_martine) == {"Mes factures": "1 à régler"}


def test_all_numbers_cost_one_query(waiting: None, as_martine: Client) -> None:
    as_martine.get(SPACE + "mes-contacts/")
    with CaptureQueriesContext(connection) as captured:
        as_martine.get(SPACE + "mes-contacts/")
    assert sum(' AS "entry"' in query["sql"] for query in captured) == 1


def test_fresh_rows_bring_no_menu_and_count_nothing(waiting: None, as_martine: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        as_martine.get(SPACE + "mes-salaries/?q=mar", headers={"HX-Request": "true"})
    assert not any(' AS "entry"' in query["sql"] for query in captured)
