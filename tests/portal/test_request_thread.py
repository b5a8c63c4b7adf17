"""The thread of a request: Martine reads what happened and when, and nothing that the service keeps to itself."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import SlotOffer
from egide.centres.models import Physician
from egide.employees.models import Employee
from tests import factories
from tests.appointments.test_waiting_list import monday
from tests.papers import words_of
from tests.portal.test_costs import queries_of

PAGE = "/adherents/10042/mes-rendez-vous/?onglet=demandes"
SECRET = "CANARI : dossier sensible"


def read(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_each_step_is_dated_in_the_order_of_time(
    as_martine: Client, employee: Employee, physician: Physician, sophie: User
) -> None:
    asked = factories.a_request(employee)
    asked.take_up(by=sophie)
    asked.ask_precision(by=sophie, answer="Quel jour commence-t-il ?")
    asked.specify(by=None, precision="Lundi prochain")
    asked.put_on_waiting_list(by=sophie, answer="Première place en janvier.")
    place = {"minutes": 30, "centre": physician.centre, "physician": physician}
    offer = SlotOffer(member=employee.member, appointment=asked, starts_at=monday(), **place)
    offer.make(by=None)
    offer.decline(by=None)
    page = read(as_martine)
    steps = (
        "Demande envoyée", "Prise en charge par le service", "Le service demande une précision : Quel jour",
        "Votre réponse : Lundi prochain", "Mise en liste d’attente : Première place", "créneau refusé par l’entreprise",
    )  # fmt: skip
    places = [page.index(step) for step in steps]
    assert places == sorted(places)


def test_two_steps_of_the_same_moment_keep_their_order(as_martine: Client, employee: Employee) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        factories.a_request(employee).refuse(by=None, answer="Bientôt couverte")
    page = read(as_martine)
    assert page.index("Demande envoyée") < page.index("Demande refusée : Bientôt couverte")


def test_the_notes_and_names_of_the_service_stay_there(as_martine: Client, employee: Employee, sophie: User) -> None:
    asked = factories.a_request(employee)
    asked.take_up(by=sophie)
    asked.note(by=sophie, staff_note=SECRET)
    asked.take_over(by=sophie)
    page = read(as_martine)
    assert "Prise en charge" in page
    for secret in (SECRET, "Sophie", "Note interne", "reprise à un collègue"):
        assert secret not in page


def test_an_answer_undone_is_not_told(as_martine: Client, employee: Employee, sophie: User) -> None:
    asked = factories.a_request(employee)
    asked.refuse(by=sophie, answer="Refus par erreur")
    asked.undo_answer(by=sophie)
    page = read(as_martine)
    assert "Demande envoyée" in page
    assert "Refus par erreur" not in page


def test_a_validation_undone_takes_no_step_away(
    as_martine: Client, employee: Employee, physician: Physician, sophie: User
) -> None:
    asked = factories.a_request(employee)
    start = factories.in_days(20)
    asked.confirm(by=sophie, starts_at=start, minutes=30, centre=physician.centre, physician=physician)
    asked.undo_answer(by=sophie)
    assert "Demande envoyée" in read(as_martine)


@pytest.mark.parametrize("number", [1, 9])
def test_threads_cost_the_same_for_one_request_and_for_many(
    number: int, as_martine: Client, employee: Employee
) -> None:
    for rank in range(number):
        factories.a_request(factories.a_complete_employee(employee.member, f"Nom{rank}"))
    queries = queries_of(as_martine, PAGE)
    assert queries
    assert len(queries) <= 13


def test_one_receipt_for_all_that_waits(as_martine: Client, as_karim: Client, employee: Employee) -> None:
    factories.a_request(employee)
    assert "recepisses/" in read(as_martine)
    answer = as_martine.get("/adherents/10042/mes-rendez-vous/recepisses/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Girard Paul" in words_of(answer.content)
    assert as_karim.get("/adherents/10042/mes-rendez-vous/recepisses/").status_code == 404
