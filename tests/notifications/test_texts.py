"""What the mails say: one fact, its reason, an absolute link, nothing medical; to those who may see it."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings

from egide.accounts.models import User
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.common.french import in_words
from egide.employees.models import Employee
from egide.members.models import Member
from egide.members.rights import Role
from egide.notifications.models import Outbox
from tests import factories

SPACE = f"{settings.SITE_URL}/adherents/10042/"


@pytest.fixture(autouse=True)
def told(martine: User, karim: User) -> None:
    for user in (martine, karim):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


@pytest.fixture
def asked(employee: Employee) -> Appointment:
    request = factories.a_request(employee, comment="CANARI-MED")
    request.take_up(by=None)
    return request


def last() -> Outbox:
    """The last mail: to Martine alone, with the member's number and nothing of what nobody may read."""
    mail = Outbox.objects.latest("pk")
    assert mail.recipient == "martine@aubert.example"
    assert "n° d’adhérent 10042" in mail.text
    assert "CANARI" not in mail.text
    return mail


def test_a_planned_appointment_says_when_where_and_links_to_its_convocation(
    employee: Employee, physician: Physician
) -> None:
    appointment = factories.a_confirmed(employee, physician)
    mail = last()
    assert "Paul Girard" in mail.text
    assert "Centre de Reims" in mail.text
    assert f"{SPACE}mes-rendez-vous/{appointment.pk}/convocation/" in mail.text
    assert "Girard" not in mail.subject


def test_a_question_links_to_its_answer(asked: Appointment) -> None:
    asked.ask_precision(by=None, answer="Quel chantier ?")
    assert "Réponse du service : Quel chantier ?" in last().text
    assert f"{SPACE}mes-rendez-vous/{asked.pk}/precision/" in last().text


@pytest.mark.parametrize(
    ("verb", "subject"),
    [("refuse", "Demande non retenue"), ("put_on_waiting_list", "Demande en liste d’attente")],
)
def test_an_answer_says_why(verb: str, subject: str, asked: Appointment) -> None:
    getattr(asked, verb)(by=None, answer="Première place en janvier")
    assert last().subject == subject
    assert "Première place en janvier" in last().text
    assert f"{SPACE}mes-rendez-vous/?onglet=demandes" in last().text


def test_a_cancellation_by_the_service_says_why(employee: Employee, physician: Physician) -> None:
    appointment = factories.a_confirmed(employee, physician)
    appointment.cancel_for_service(by=None, reason="Médecin absent")
    assert "Médecin absent" in last().text
    assert "?onglet=passes" in last().text


@pytest.mark.parametrize(
    ("decision", "words"), [({}, "72,00\N{NO-BREAK SPACE}€ hors taxes"), ({"because": "Intempéries"}, "Intempéries")]
)
def test_the_price_of_an_absence_is_told_once_decided(
    decision: dict[str, str], words: str, employee: Employee, physician: Physician
) -> None:
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
        before = Outbox.objects.count()
        (appointment.waive_fee if decision else appointment.confirm_fee)(by=None, **decision)
    assert Outbox.objects.count() == before + 1
    assert words in last().text


def test_an_invoice_says_how_much_until_when_and_where_to_read_it(ours: Member) -> None:
    invoice = factories.an_invoice(ours, "100.00")
    mail = last()
    assert mail.subject == f"Nouvelle facture n° {invoice.number}"
    assert "120,00\N{NO-BREAK SPACE}€" in mail.text
    assert f"au plus tard le {invoice.due_on:%d/%m/%Y}" in mail.text
    assert f"{SPACE}mes-factures/{invoice.pk}/apercu/" in mail.text


def test_a_credit_note_says_what_it_corrects(ours: Member) -> None:
    invoice = factories.an_invoice(ours)
    invoice.credit(by=None, reason="Doublon")
    assert last().subject.startswith("Nouvel avoir n°")
    assert f"Il annule la facture n° {invoice.number} : Doublon" in last().text
    assert invoice.corrections.get().gross == Decimal("1200.00")


def test_an_invoice_is_not_told_to_who_may_not_read_it(ours: Member) -> None:
    person = factories.a_person("rh", email="rh@aubert.example")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    factories.an_access(person, ours, Role.HUMAN_RESOURCES)
    factories.an_invoice(ours)
    assert not Outbox.objects.filter(recipient=person.email).exists()


def test_a_cancelled_appointment_says_which_and_why(employee: Employee, physician: Physician) -> None:
    appointment = factories.a_confirmed(employee, physician)
    appointment.cancel_for_service(by=None, reason="Médecin absent")
    text = last().text
    assert f"de Paul Girard, {in_words(appointment.planned_start)}, Centre de Reims." in text
    assert "Motif : Médecin absent" in text


def test_the_price_of_an_absence_is_not_called_a_cancellation(employee: Employee, physician: Physician) -> None:
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
    appointment.waive_fee(by=None, because="Intempéries")
    mail = last()
    assert mail.subject == "Absence sans frais"
    assert "Motif : Intempéries" in mail.text
