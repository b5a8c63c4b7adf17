"""/service/mouvements/: Sophie takes in what members added or ended."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.centres.models import Physician
from egide.employees.models import Employee
from egide.members.models import Member
from tests import factories

PAGE = "/service/mouvements/"


@pytest.fixture
def arrival(ours: Member) -> Employee:
    return factories.an_employee(ours, "Nouvel", pcs_code="")


@pytest.fixture
def departure(their_employee: Employee) -> Employee:
    their_employee.leave(by=None, on=date(2026, 11, 2), reason="resignation")
    return their_employee


def test_the_line_says_what_the_service_must_know(
    as_sophie: Client, arrival: Employee, departure: Employee, physician: Physician
) -> None:
    factories.a_confirmed(factories.a_complete_employee(departure.member, "Sortant"), physician)
    leaver = Employee.objects.get(last_name="Sortant")
    leaver.leave(by=None, on=timezone.localdate(), reason="retirement")
    shown = as_sophie.get(PAGE).content.decode()
    for words in ("Nouvel", "12/04/1988", "CDI", "à compléter : code PCS", "Canaribus", "démission", "à l’instant",
                  "encore attendu", f"/service/adherents/10042/salaries/{arrival.pk}/"):  # fmt: skip
        assert words in shown, words


def test_one_or_many_are_taken_in(as_sophie: Client, arrival: Employee, departure: Employee) -> None:
    shown = as_sophie.post(PAGE, {"sel": [arrival.pk, departure.pk]}, follow=True).content.decode()
    assert "Pris en compte : Nouvel Paul, Canaribus Zoé" in shown
    assert "Tout est pris en compte" in shown
    arrival.refresh_from_db()
    assert arrival.row_state == "incomplete"


def test_nothing_ticked_is_an_error(as_sophie: Client, arrival: Employee) -> None:
    assert "Choisissez au moins une ligne." in as_sophie.post(PAGE, {}, follow=True).content.decode()


def test_the_filters_stay_after_taking_in(as_sophie: Client, arrival: Employee) -> None:
    answer = as_sophie.post(f"{PAGE}?genre=arrivees&q=nouvel", {"sel": [arrival.pk]})
    assert answer.headers["Location"] == f"{PAGE}?genre=arrivees&q=nouvel"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Nouvel", "Canaribus"}),
        ("genre=arrivees", {"Nouvel"}),
        ("genre=sorties", {"Canaribus"}),
        ("q=10077", {"Canaribus"}),
        ("q=Charpentes", {"Nouvel"}),
        ("categorie=SIR", set()),
    ],
)
def test_the_movements_are_narrowed(
    query: str, names: set[str], as_sophie: Client, arrival: Employee, departure: Employee
) -> None:
    shown = as_sophie.get(f"{PAGE}?{query}").content.decode()
    assert {name for name in ("Nouvel", "Canaribus") if name in shown} == names


def test_no_result_is_not_the_end_of_the_work(as_sophie: Client, arrival: Employee) -> None:
    shown = as_sophie.get(f"{PAGE}?q=zzz").content.decode()
    assert "Tout est pris en compte" not in shown
    assert "Aucun mouvement ne correspond" in shown


def test_a_departure_is_as_old_as_its_declaration(as_sophie: Client, arrival: Employee, departure: Employee) -> None:
    """Somebody hired years ago and gone today comes after an arrival of last week."""
    Employee.objects.filter(pk=arrival.pk).update(added_at=timezone.now() - timedelta(days=7))
    Employee.objects.filter(pk=departure.pk).update(added_at=timezone.now() - timedelta(days=2000))
    shown = as_sophie.get(PAGE).content.decode()
    assert shown.index("Nouvel") < shown.index("Canaribus")
    assert "il y a 7" in shown
    assert "il y a 2000" not in shown


def test_armand_takes_nobody_in(as_armand: Client) -> None:
    assert as_armand.get(PAGE).status_code == 403
