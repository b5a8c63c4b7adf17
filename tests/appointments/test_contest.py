"""Martine contests a price; Armand answers, keeps it or takes it back, once, and an invoice issued is credited."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from egide.accounts.models import User
from egide.appointments.attendance import correct_attendance
from egide.appointments.models import Appointment, Contest, open_contest_of, write_to
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.dues.fees import Decided, Outcome, decide
from egide.employees.models import Employee
from egide.invoicing.models import Invoice
from egide.notifications.models import Outbox
from tests import factories
from tests.attacks.hands import rounds, together

GROUND = "La convocation est arrivée le lendemain du rendez-vous."


@pytest.fixture(autouse=True)
def _reachable(martine: User) -> None:
    factories.an_address(martine)


@pytest.fixture
def missed(employee: Employee, physician: Physician) -> Appointment:
    appointment = factories.a_confirmed(employee, physician)
    with time_machine.travel(appointment.planned_start + timedelta(hours=1)):
        appointment.note_absence(by=None)
    return appointment


def page_of(appointment: Appointment) -> str:
    return f"/adherents/{appointment.member.number}/mes-rendez-vous/{appointment.pk}/contestation/"


def price_of(appointment: Appointment) -> str:
    return f"/service/rendez-vous/annulations/{appointment.pk}/prix/"


def mails() -> list[str]:
    return list(Outbox.objects.order_by("pk").values_list("subject", flat=True))


def contest(client: Client, appointment: Appointment, text: str = GROUND) -> str:
    return client.post(page_of(appointment), {"text": text}, follow=True).content.decode()


@pytest.fixture
def contested(as_martine: Client, missed: Appointment) -> Appointment:
    contest(as_martine, missed)
    return missed


def test_martine_says_why_and_follows_it(as_martine: Client, missed: Appointment) -> None:
    past = f"/adherents/{missed.member.number}/mes-rendez-vous/?onglet=passes"
    assert "Contester" in as_martine.get(past).content.decode()
    shown = contest(as_martine, missed)
    assert GROUND in shown
    assert "En cours d’examen" in shown
    assert "Suivre la contestation" in as_martine.get(past).content.decode()


def test_an_empty_message_says_what_to_write(as_martine: Client, missed: Appointment) -> None:
    assert "Écrivez au service pourquoi ce prix n’est pas dû." in contest(as_martine, missed, "")
    assert not Contest.objects.exists()


def test_what_costs_nothing_is_not_contested(as_martine: Client, employee: Employee, physician: Physician) -> None:
    planned = factories.a_confirmed(employee, physician)
    assert as_martine.get(page_of(planned)).status_code == 404
    with pytest.raises(Refused, match="rien à contester"):
        write_to(planned, GROUND, by=None, from_service=False)


def test_karim_never_reads_it(as_karim: Client, contested: Appointment) -> None:
    assert as_karim.get(page_of(contested)).status_code == 404
    theirs = page_of(contested).replace(f"/{contested.member.number}/", "/10077/")
    assert as_karim.get(theirs).status_code == 404
    assert as_karim.post(theirs, {"text": "Pirate"}).status_code == 404


def test_armand_asks_and_martine_answers(as_armand: Client, as_martine: Client, contested: Appointment) -> None:
    question = "Quel jour avez-vous reçu le courriel ?"
    as_armand.post(price_of(contested).replace("prix", "message"), {"text": question})
    assert mails()[-1] == "Réponse à votre contestation"
    assert question in as_martine.get(page_of(contested)).content.decode()
    contest(as_martine, contested, "Le mercredi.")
    shown = as_armand.get(price_of(contested)).content.decode()
    assert shown.index(GROUND) < shown.index(question) < shown.index("Le mercredi.")
    assert Contest.objects.count() == 1


def test_a_contested_price_is_decided_with_a_reason(as_armand: Client, contested: Appointment) -> None:
    shown = as_armand.post(price_of(contested), {"decision": "confirm"}).content.decode()
    assert "dites pourquoi le prix est maintenu" in shown
    assert Contest.objects.get().is_open


def test_armand_gives_martine_right_before_any_invoice(
    as_armand: Client, as_martine: Client, contested: Appointment
) -> None:
    as_armand.post(price_of(contested), {"decision": "waive", "because": "Courriel parti trop tard."})
    contested.refresh_from_db()
    assert (contested.fee, Contest.objects.get().state) == (None, "accepted")
    assert not Invoice.objects.exists()
    shown = as_martine.get(page_of(contested)).content.decode()
    assert "Courriel parti trop tard." in shown
    assert "Envoyer au service" not in shown
    assert mails().count("Contestation acceptée") == 1
    assert "Absence sans frais" not in mails()


def test_armand_keeps_the_price_and_bills_it(as_armand: Client, contested: Appointment) -> None:
    as_armand.post(price_of(contested), {"decision": "confirm", "because": "Parti huit jours avant."})
    contested.refresh_from_db()
    assert Contest.objects.get().state == "rejected"
    assert contested.billed_as == Invoice.objects.get().number


def test_an_invoice_contested_with_reason_is_credited(
    as_armand: Client, as_martine: Client, missed: Appointment
) -> None:
    as_armand.post(price_of(missed), {"decision": "confirm", "because": ""})
    contest(as_martine, missed)
    assert list(Appointment.objects.prices_to_decide()) == [missed]
    number = Invoice.objects.get().number
    assert f"Annuler la facture n° {number} par un avoir" in as_armand.get(price_of(missed)).content.decode()
    as_armand.post(price_of(missed), {"decision": "waive", "because": "Courriel parti trop tard."})
    missed.refresh_from_db()
    invoice = Invoice.objects.get(number=number)
    assert (missed.fee, invoice.state, invoice.remaining) == (None, "credited", Decimal(0))
    assert not Appointment.objects.prices_to_decide()


def test_a_billed_price_that_is_contested_is_reached_from_the_list(
    as_armand: Client, as_martine: Client, missed: Appointment
) -> None:
    as_armand.post(price_of(missed), {"decision": "confirm", "because": ""})
    contest(as_martine, missed)
    page = as_armand.get("/service/rendez-vous/annulations/").content.decode()
    assert "Contesté" in page
    assert price_of(missed) in page


def test_an_invoice_kept_is_not_issued_twice(as_armand: Client, as_martine: Client, missed: Appointment) -> None:
    as_armand.post(price_of(missed), {"decision": "confirm", "because": ""})
    contest(as_martine, missed)
    as_armand.post(price_of(missed), {"decision": "confirm", "because": "Parti huit jours avant."})
    assert (Invoice.objects.count(), Contest.objects.get().state) == (1, "rejected")
    assert "Parti huit jours avant." in as_martine.get(page_of(missed)).content.decode()


def test_nothing_is_written_after_the_decision(as_martine: Client, contested: Appointment) -> None:
    Contest.objects.get().reject(by=None, decision="Parti huit jours avant.")
    assert "cette contestation est close" in contest(as_martine, contested, "Encore un mot")
    assert "Encore un mot" in contest(as_martine, contested, "Encore un mot")  # what was typed is kept


def test_an_absence_noted_by_mistake_closes_its_contest(contested: Appointment) -> None:
    correct_attendance(contested, by=None)
    assert Contest.objects.get().state == "accepted"


def test_a_price_waived_since_the_page_was_drawn_is_not_contested(armand: User, missed: Appointment) -> None:
    drawn = Appointment.objects.get(pk=missed.pk)
    decide(missed, by=armand, decision="waive", because="Courriel parti trop tard.")
    with pytest.raises(Refused, match="rien à contester"):
        write_to(drawn, GROUND, by=None, from_service=False)
    assert not Contest.objects.exists()


def test_a_contest_opened_since_the_page_was_drawn_is_answered(armand: User, missed: Appointment) -> None:
    drawn = Appointment.objects.get(pk=missed.pk)
    assert open_contest_of(drawn) is None
    write_to(missed, GROUND, by=None, from_service=False)
    with pytest.raises(Refused, match="Dites à l’entreprise pourquoi"):
        decide(drawn, by=armand, decision="confirm", because="")
    decide(drawn, by=armand, decision="waive", because="Courriel parti trop tard.")
    assert Contest.objects.get().state == "accepted"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(rounds(2, 40)))
def test_contesting_while_the_price_is_waived_leaves_no_contest_open(
    turn: int, armand: User, missed: Appointment
) -> None:
    drawn = Appointment.objects.get(pk=missed.pk)
    contested, waived = together(
        lambda: write_to(drawn, GROUND, by=None, from_service=False),
        lambda: decide(missed, by=armand, decision="waive", because="Courriel parti trop tard."),
    )
    assert waived == Decided(Outcome.WAIVED), waived
    assert [one.state for one in Contest.objects.all()] == ([] if isinstance(contested, Refused) else ["accepted"])


def test_armand_reads_what_came_of_his_decision(as_armand: Client, as_martine: Client, missed: Appointment) -> None:
    def decided(**answer: str) -> str:
        return as_armand.post(price_of(missed), answer, follow=True).content.decode()

    billed = decided(decision="confirm", because="")
    number = Invoice.objects.get().number
    assert f"Le prix est confirmé\N{NO-BREAK SPACE}: facture n° {number}, l’entreprise est prévenue." in billed
    contest(as_martine, missed)
    kept = decided(decision="confirm", because="Parti huit jours avant.")
    assert "Le prix est maintenu, l’entreprise lit votre réponse." in kept


def test_armand_reads_that_the_price_is_waived(as_armand: Client, missed: Appointment) -> None:
    answer = {"decision": "waive", "because": "Intempéries"}
    page = as_armand.post(price_of(missed), answer, follow=True).content.decode()
    assert "Le prix est remis, l’entreprise en lit la raison." in page


def test_armand_reads_that_the_invoice_is_credited(as_armand: Client, as_martine: Client, missed: Appointment) -> None:
    as_armand.post(price_of(missed), {"decision": "confirm", "because": ""})
    contest(as_martine, missed)
    answer = {"decision": "waive", "because": "Courriel parti trop tard."}
    page = as_armand.post(price_of(missed), answer, follow=True).content.decode()
    number = Invoice.objects.get(kind=Invoice.Kind.ABSENCE).number
    assert f"La facture n° {number} est annulée par un avoir, l’entreprise est prévenue." in page
