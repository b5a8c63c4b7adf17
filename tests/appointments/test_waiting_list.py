"""A freed slot goes to who waits: in the order of the law, one at a time, held meanwhile, and passed on."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment, OccupiedTime, SlotOffer
from egide.appointments.waiting_list import close_what_is_over
from egide.centres.models import Centre, Physician, Service
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications import worker
from egide.planning.queries import visit_type
from egide.planning.rules import after_working_hours
from tests import factories
from tests.attacks.hands import rounds, together

State = SlotOffer.State


def monday(weeks: int = 3, hour: int = 9, minute: int = 30) -> datetime:
    """A Monday on which the centre is open, in Paris time."""
    day = timezone.localtime() + timedelta(weeks=weeks)
    day -= timedelta(days=day.weekday())
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


@pytest.fixture
def visit(their_employee: Employee, physician: Physician) -> Appointment:
    return factories.a_confirmed(their_employee, physician, monday())


def waiting(member: Member, name: str, due_on: date | None = None, **facts: Any) -> Appointment:
    asked = factories.a_request(factories.a_complete_employee(member, name), **facts)
    Appointment.objects.filter(pk=asked.pk).update(due_on=due_on)
    asked.put_on_waiting_list(by=None)
    return asked


def offers() -> list[tuple[str, str]]:
    rows = SlotOffer.objects.order_by("pk").select_related("appointment__employee")
    return [(row.appointment.employee.last_name, row.state) for row in rows]


def test_what_is_due_first_is_offered_first_then_the_oldest(visit: Appointment, ours: Member) -> None:
    waiting(ours, "Ancien")
    waiting(ours, "Tard", date(2027, 6, 1))
    waiting(ours, "Pressé", date(2027, 1, 10))
    visit.cancel_for_employer(by=None, reason="Chantier")
    assert offers() == [("Pressé", "open")]
    for name in ("Tard", "Ancien"):
        SlotOffer.objects.get(state=State.OPEN).decline(by=None)
        assert offers()[-1] == (name, "open")
    SlotOffer.objects.get(state=State.OPEN).decline(by=None)
    assert not OccupiedTime.objects.exists(), "nobody else waits: the slot is free for all"


def test_it_is_held_meanwhile_and_accepted_at_once(visit: Appointment, ours: Member, physician: Physician) -> None:
    asked, moment = waiting(ours, "Girard"), visit.planned_start
    visit.cancel_for_service(by=None, reason="Médecin absent")
    with pytest.raises(Refused):
        factories.a_confirmed(factories.a_complete_employee(ours, "Autre"), physician, moment)
    SlotOffer.objects.get().accept(by=None)
    asked.refresh_from_db()
    assert (asked.state, asked.starts_at, asked.physician) == (Appointment.State.CONFIRMED, moment, physician)
    assert asked.chosen_by_employer
    assert set(OccupiedTime.objects.values_list("appointment", flat=True)) == {asked.pk}
    assert Event.objects.filter(name="appointment.accept_offer").count() == 1


def test_a_move_frees_the_former_moment(visit: Appointment, ours: Member, physician: Physician) -> None:
    waiting(ours, "Girard")
    former = visit.planned_start
    visit.move(by=None, starts_at=monday(4), minutes=30, centre=physician.centre, physician=physician)
    assert SlotOffer.objects.get().starts_at == former


def test_an_absence_removed_frees_its_moments_for_several(ours: Member, physician: Physician) -> None:
    for name in ("Un", "Deux"):
        waiting(ours, name)
    away = factories.an_absence(physician, monday(hour=8, minute=0), monday(hour=18, minute=0))
    away.withdraw(by=None)
    found = SlotOffer.objects.order_by("pk").values_list("starts_at", flat=True)
    assert len(set(found)) == 2
    assert all(monday(hour=8, minute=0) <= moment < monday(hour=18, minute=0) for moment in found)


def test_only_whom_it_suits_is_offered(visit: Appointment, ours: Member, centre: Centre, physician: Physician) -> None:
    """Neither the half-days ruled out, nor another centre, nor a visit that this professional does not hold."""
    waiting(ours, "Lundi", avoided=["lun-matin"])
    waiting(ours, "Ailleurs", wished_centre=factories.a_centre())
    waiting(ours, "Absent", away_from=visit.planned_start.date(), away_until=visit.planned_start.date())
    visit_type("mi_carriere").choose(by=None, holders="nurse")
    waiting(ours, "Infirmier", kind="mi_carriere")
    visit.cancel_for_employer(by=None, reason="Chantier")
    assert offers() == []


@pytest.mark.parametrize("kind", ["prereprise", "demande_travailleur"])
def test_a_hidden_request_is_never_offered_to_an_employer(kind: str, visit: Appointment, ours: Member) -> None:
    row = Appointment.objects.create(
        member=ours, employee=factories.a_complete_employee(ours), kind=kind, reason=Appointment.Reason.OTHER
    )
    row.put_on_waiting_list(by=None)
    visit.cancel_for_employer(by=None, reason="Chantier")
    assert offers() == []


def test_without_an_answer_the_worker_passes_it_on_once(visit: Appointment, ours: Member) -> None:
    waiting(ours, "Premier", date(2027, 1, 10))
    waiting(ours, "Second")
    visit.cancel_for_employer(by=None, reason="Chantier")
    first = SlotOffer.objects.get()
    assert close_what_is_over(timezone.now()) == 0
    with time_machine.travel(first.expires_at + timedelta(minutes=1)):
        with pytest.raises(Refused, match="délai pour répondre est passé"):
            first.accept(by=None)
        assert close_what_is_over(timezone.now()) == 1
        assert close_what_is_over(timezone.now()) == 0, "done again, it does nothing more"
    assert offers() == [("Premier", "expired"), ("Second", "open")]


@pytest.mark.parametrize("verb", ["withdraw", "refuse", "ask_precision"])
def test_a_request_answered_meanwhile_gives_the_slot_back(verb: str, visit: Appointment, ours: Member) -> None:
    asked = waiting(ours, "Girard")
    visit.cancel_for_employer(by=None, reason="Chantier")
    getattr(asked, verb)(by=None, **({} if verb == "withdraw" else {"answer": "Pourquoi ?"}))
    assert offers() == [("Girard", "lapsed")]
    assert not OccupiedTime.objects.exists()


def test_the_assistant_may_plan_it_elsewhere_or_there(visit: Appointment, ours: Member, physician: Physician) -> None:
    there, moment = waiting(ours, "Girard"), visit.planned_start
    visit.cancel_for_employer(by=None, reason="Chantier")
    there.confirm(by=None, starts_at=moment, minutes=30, centre=physician.centre, physician=physician)
    assert offers() == [("Girard", "lapsed")]
    assert set(OccupiedTime.objects.values_list("appointment", flat=True)) == {there.pk}


def test_a_slot_too_near_is_offered_to_nobody(their_employee: Employee, ours: Member, physician: Physician) -> None:
    visit = factories.a_confirmed(their_employee, physician, timezone.localtime() + timedelta(hours=5))
    waiting(ours, "Girard")
    visit.cancel_for_service(by=None, reason="Médecin absent")
    assert offers() == []


def test_the_company_is_told_once_by_mail(visit: Appointment, ours: Member, martine: User) -> None:
    factories.an_address(martine)
    waiting(ours, "Girard")
    visit.cancel_for_employer(by=None, reason="Chantier")
    worker.carry_all()
    told = [message for message in mail.outbox if message.subject == "Un créneau se libère"]
    assert len(told) == 1
    assert "/proposition/" in told[0].body


@pytest.mark.parametrize(
    ("since", "hours", "until"),
    [
        ("2026-11-27 15:00", 24, "2026-11-30 15:00"),  # a weekend does not count
        ("2026-12-24 10:00", 24, "2026-12-28 10:00"),  # nor Christmas, a Friday
        ("2026-11-28 11:00", 4, "2026-11-30 04:00"),  # a Saturday begins on Monday
        ("2026-11-25 22:00", 4, "2026-11-26 02:00"),
    ],
)
def test_hours_run_on_working_days_alone(since: str, hours: int, until: str) -> None:
    start = timezone.make_aware(datetime.fromisoformat(since))
    assert after_working_hours(start, hours) == timezone.make_aware(datetime.fromisoformat(until))


def test_the_service_chooses_how_long(visit: Appointment, ours: Member, service: Service) -> None:
    service.configure(by=None, offer_hours=4)
    waiting(ours, "Girard")
    visit.cancel_for_employer(by=None, reason="Chantier")
    made = SlotOffer.objects.get()
    assert made.expires_at - after_working_hours(made.offered_at, 4) < timedelta(seconds=5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(rounds(2, 40)))
def test_accepting_while_the_worker_closes_it_has_one_outcome(turn: int, visit: Appointment, ours: Member) -> None:
    asked = waiting(ours, "Premier", date(2027, 1, 10))
    visit.cancel_for_employer(by=None, reason="Chantier")
    made = SlotOffer.objects.get()
    other = SlotOffer.objects.select_related("appointment").get()
    outcomes = together(lambda: made.accept(by=None), lambda: other.decline(by=None))
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes
    asked.refresh_from_db()
    planned = asked.state == Appointment.State.CONFIRMED
    assert OccupiedTime.objects.exists() == planned
    assert (SlotOffer.objects.get().state == State.ACCEPTED) == planned
