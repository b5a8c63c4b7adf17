"""/service/rendez-vous/: Sophie works the queue of requests, in as few keys as possible."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from egide.accounts.models import AccessLog, StaffRole, User
from egide.appointments.models import Appointment
from egide.centres.models import Physician
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Contact, Member
from egide.notifications.models import Outbox
from tests import factories

QUEUE = "/service/rendez-vous/"


@pytest.fixture
def asked(employee: Employee, martine: User) -> Appointment:
    """A request of Martine's, who reads her mails, due in ten days."""
    EmailAddress.objects.create(user=martine, email=martine.email, primary=True, verified=True)
    appointment = factories.a_request(employee, by=martine)
    Appointment.objects.update(due_on=timezone.localdate() + timedelta(days=10))
    appointment.refresh_from_db()
    return appointment


@pytest.fixture
def other(their_employee: Employee) -> Appointment:
    return factories.a_request(their_employee)


@pytest.fixture
def nora(sophie: User) -> User:
    return factories.a_staff_member("nora", StaffRole.ASSISTANT)


def page(client: Client, address: str = QUEUE) -> str:
    return client.get(address).content.decode()


def first_proposal(client: Client, appointment: Appointment) -> dict[str, str]:
    """What the browser sends when V is pressed without touching anything."""
    form = client.get(f"{QUEUE}{appointment.pk}/").context["form"]
    return {
        "version": str(appointment.version),
        "centre": str(form["centre"].value()),
        "physician": str(form["physician"].value()),
        "minutes": "30",
        "moment": form.chosen,
    }


def test_sophie_sees_all_she_needs_to_decide(
    as_sophie: Client, asked: Appointment, employee: Employee, ours: Member, physician: Physician
) -> None:
    Contact(member=ours, function="follow_up").change(by=None, name="Martine Aubert", phone="03 53 02 99 99", email="")
    employee.declare_risks(by=None, codes=["silice_cristalline"])
    factories.a_request(factories.a_complete_employee(ours, "Masson"), comment="")
    Appointment.objects.filter(pk=asked.pk).update(comment="Chantier à Épernay", avoided=["jeu-matin"])
    shown = page(as_sophie, f"{QUEUE}{asked.pk}/")
    told = (
        *("Girard Paul", "Maçon", "632A", "CDI", "SIR", "R.4624-23", "le suivi attend"),
        *("Charpentes Aubert", "10042", "tel:0353029999", "Martine Aubert", "Chantier à Épernay", "jeudi matin"),
        *("Masson", "Historique"),
    )
    for words in told:
        assert words in shown, words


def test_an_ordinary_request_takes_one_key(as_sophie: Client, asked: Appointment, physician: Physician) -> None:
    """V sends the form as it opened: the first free half-hour of the member's physician."""
    answer = as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", first_proposal(as_sophie, asked))
    asked.refresh_from_db()
    assert answer.status_code == 302
    assert (asked.state, asked.physician, asked.centre) == ("confirmed", physician, physician.centre)
    assert physician.centre.timetable.hold(asked.planned_start.replace(tzinfo=None), 30)


def test_the_next_request_opens_with_the_focus(as_sophie: Client, asked: Appointment, other: Appointment) -> None:
    address = f"{QUEUE}{asked.pk}/confirmation/?suivi=personne"
    answer = as_sophie.post(address, first_proposal(as_sophie, asked))
    assert answer.headers["Location"] == f"{QUEUE}{other.pk}/?suivi=personne&fait={asked.pk}#demande-{other.pk}"


def test_sophie_undoes_while_the_mail_waits(as_sophie: Client, asked: Appointment, martine: User) -> None:
    answer = as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", first_proposal(as_sophie, asked))
    shown = page(as_sophie, answer.headers["Location"])
    assert "Défaire" in shown
    assert Outbox.objects.filter(event__name="appointment.confirm").exists()
    as_sophie.post(f"{QUEUE}{asked.pk}/defaire/")
    asked.refresh_from_db()
    assert (asked.state, asked.owner, asked.starts_at) == ("requested", None, None)
    assert not asked.occupied_times.exists()
    assert not Outbox.objects.filter(event__name="appointment.confirm").exists()
    assert "/defaire/" not in page(as_sophie, answer.headers["Location"])


def test_what_was_typed_stays_when_the_moment_is_refused(as_sophie: Client, asked: Appointment) -> None:
    posted = first_proposal(as_sophie, asked) | {"moment": "autre", "day": "2020-01-06", "hour": "09:30"}
    answer = as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", posted)
    shown = answer.content.decode()
    assert "Ce moment est passé" in shown
    assert 'value="2020-01-06"' in shown
    assert "<title>Erreur : " in shown
    asked.refresh_from_db()
    assert (asked.state, asked.owner) == ("requested", None)  # refused: not even taken up


def test_a_time_already_taken_is_said_with_the_name(
    as_sophie: Client, asked: Appointment, their_employee: Employee, physician: Physician
) -> None:
    posted = first_proposal(as_sophie, asked)
    taken = timezone.make_aware(datetime.fromisoformat(posted["moment"]))
    factories.a_confirmed(their_employee, physician, taken)
    shown = as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", posted).content.decode()
    assert "reçoit déjà Zoé Canaribus à ce moment" in shown


def test_christmas_at_three_in_the_morning_asks_twice(as_sophie: Client, asked: Appointment) -> None:
    year = timezone.localdate().year + 1
    posted = first_proposal(as_sophie, asked) | {"moment": "autre", "day": f"{year}-12-25", "hour": "03:00"}
    shown = as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", posted).content.decode()
    assert "est un jour férié" in shown
    assert "après la date limite" in shown
    as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", posted | {"anyway": "on"})
    asked.refresh_from_db()
    assert asked.state == "confirmed"


def test_other_proposals_come_without_reloading_the_page(as_sophie: Client, asked: Appointment) -> None:
    """htmx asks for the fragment; without a script the same address is the whole page."""
    first = first_proposal(as_sophie, asked)["moment"]
    address = f"{QUEUE}{asked.pk}/creneaux/?minutes=60&apres={first}"
    fragment = as_sophie.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'id="creneaux"' in fragment
    assert "<html" not in fragment
    assert f'value="{first}"' not in fragment
    assert "<html" in page(as_sophie, address)


def test_the_second_assistant_reads_what_the_first_did(
    as_sophie: Client, asked: Appointment, nora: User, client: Client
) -> None:
    posted = first_proposal(as_sophie, asked)
    client.force_login(nora)
    client.post(f"{QUEUE}{asked.pk}/refus/", {"version": posted["version"], "answer": "Déjà vue en mars."})
    answer = as_sophie.post(f"{QUEUE}{asked.pk}/confirmation/", posted, follow=True)
    assert "Nora a déjà refusé cette demande" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == "refused"
    assert not Event.objects.filter(name="appointment.confirm").exists()


@pytest.mark.parametrize(
    ("page_name", "state"), [("precision", "needs_precision"), ("attente", "waitlisted"), ("refus", "refused")]
)
def test_a_ready_made_sentence_is_enough(
    page_name: str, state: str, as_sophie: Client, asked: Appointment, martine: User
) -> None:
    address = f"{QUEUE}{asked.pk}/{page_name}/"
    sentence = as_sophie.get(address).context["form"].kind.sentences[0]
    as_sophie.post(address, {"version": asked.version, "ready": sentence, "answer": ""})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (state, sentence)
    assert sentence in Outbox.objects.get(recipient=martine.email).text


def test_refusing_needs_a_reason_and_the_waiting_list_does_not(as_sophie: Client, asked: Appointment) -> None:
    refused = as_sophie.post(f"{QUEUE}{asked.pk}/refus/", {"answer": ""})
    assert "Écrivez à l’entreprise pourquoi" in refused.content.decode()
    as_sophie.post(f"{QUEUE}{asked.pk}/attente/", {"answer": ""})
    asked.refresh_from_db()
    assert asked.state == "waitlisted"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=girard", True),
        ("q=10042", True),
        ("q=Charpentes", True),
        ("q=zzz", False),
        ("quoi=urgentes", True),
        ("quoi=reprises", False),
        ("suivi=personne", True),
        ("suivi=moi", False),
        ("visite=vip_periodique", True),
        ("visite=mi_carriere", False),
        ("onglet=attente", False),
        ("onglet=traitees", False),
    ],
)
def test_the_queue_is_narrowed(query: str, found: bool, as_sophie: Client, asked: Appointment) -> None:
    assert ("Girard Paul" in page(as_sophie, f"{QUEUE}?{query}")) is found


def test_the_centre_wished_for_comes_before_the_members_own(as_sophie: Client, asked: Appointment) -> None:
    elsewhere = factories.a_centre()
    Appointment.objects.filter(pk=asked.pk).update(wished_centre=elsewhere)
    assert "Girard Paul" in page(as_sophie, f"{QUEUE}?lieu={elsewhere.pk}")
    assert "Girard Paul" not in page(as_sophie, f"{QUEUE}?lieu={asked.member.centre_id}")


def test_every_state_has_its_tab(as_sophie: Client, asked: Appointment) -> None:
    as_sophie.post(f"{QUEUE}{asked.pk}/precision/", {"answer": "Quelle date ?"}, follow=True)
    assert "Girard Paul" not in page(as_sophie)
    assert "Girard Paul" in page(as_sophie, f"{QUEUE}?onglet=precision")
    as_sophie.post(f"{QUEUE}{asked.pk}/refus/", {"answer": "Sans réponse de votre part."})
    assert "Girard Paul" in page(as_sophie, f"{QUEUE}?onglet=traitees")


def test_a_search_without_result_never_says_that_all_is_done(as_sophie: Client, asked: Appointment) -> None:
    shown = page(as_sophie, f"{QUEUE}?q=zzz")
    assert "Tout est traité" not in shown
    assert "Effacer les filtres" in shown
    Appointment.objects.update(state="withdrawn")
    assert "Tout est traité" in page(as_sophie)


def test_the_line_says_the_kind_the_deadline_and_who_holds_it(
    as_sophie: Client, asked: Appointment, sophie: User
) -> None:
    as_sophie.post(f"{QUEUE}{asked.pk}/prise-en-charge/")
    shown = page(as_sophie)
    assert "Périodique · limite" in shown
    assert f"suivie par {sophie}" in shown
    assert "à l’instant" in shown


def test_reading_a_request_is_written_down(as_sophie: Client, asked: Appointment, sophie: User) -> None:
    page(as_sophie, f"{QUEUE}{asked.pk}/")
    assert AccessLog.objects.filter(user=sophie, kind="sheet", subject=f"demande de rendez-vous {asked.pk}").exists()


def test_a_return_says_its_eight_days(as_sophie: Client, employee: Employee) -> None:
    facts: dict[str, Any] = {"stop_cause": "illness", "stopped_on": date(2026, 9, 1), "returns_on": date(2026, 12, 1)}
    back = factories.a_request(employee, kind="reprise", reason="return", **facts)
    shown = page(as_sophie, f"{QUEUE}{back.pk}/")
    assert "8 jours après (R.4624-31)" in shown
    assert "reprise le 01/12/2026" in shown


def test_armand_and_elise_do_not_enter_the_queue(as_armand: Client, client: Client, service: object) -> None:
    client.force_login(factories.a_staff_member("elise", StaffRole.RELATIONS))
    assert as_armand.get(QUEUE).status_code == 403
    assert client.get(QUEUE).status_code == 403


def test_the_queue_costs_the_same_with_one_or_with_many(
    as_sophie: Client, asked: Appointment, ours: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        factories.a_request(factories.a_complete_employee(ours, f"Nom{number}"))
    with django_assert_max_num_queries(36):
        page(as_sophie, f"{QUEUE}{asked.pk}/")
