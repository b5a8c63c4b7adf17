"""An absence over planned visits: each gets a right new slot, one confirmation moves all, employers are told once."""

from datetime import date
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from egide.accounts.models import User
from egide.appointments.models import Appointment, Replanning
from egide.appointments.replanning import Wish, propose, replan, visits_under
from egide.appointments.slots import Slot
from egide.centres.models import Centre, Physician
from egide.common.models import Event
from egide.employees.models import Employee
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.planning.models import Absence
from tests import factories
from tests.appointments.test_cancellation import paris

NOW = paris("2026-11-23T10:00")  # a Monday
AFTER = paris("2026-11-24T00:00")


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def planned(member: Member, name: str, physician: Physician, at: str, **facts: Any) -> Appointment:
    return factories.a_confirmed(factories.a_complete_employee(member, name), physician, paris(at), **facts)


def away(of: Physician | Centre, first: str = "2026-12-01", last: str = "2026-12-02") -> Absence:
    return factories.an_absence(of, paris(f"{first}T00:00"), paris(f"{last}T00:00"))


def wish(visit: Appointment, slot: Slot) -> Wish:
    return Wish(visit.pk, visit.version, slot.starts_at, slot.physician_id, slot.centre_id)


def said(slot: Slot) -> str:
    return f"{slot.starts_at:%d/%m %H:%M}"


def test_only_what_the_absence_touches_is_listed(ours: Member, physician: Physician) -> None:
    under = planned(ours, "Girard", physician, "2026-12-01T09:00")
    across = planned(ours, "Morin", physician, "2026-12-02T08:45")
    planned(ours, "Kaci", physician, "2026-12-02T09:30")
    planned(ours, "Roche", factories.a_physician(physician.centre), "2026-12-01T09:00")
    absence = factories.an_absence(physician, paris("2026-12-01T00:00"), paris("2026-12-02T09:00"))
    assert visits_under([absence]) == {absence.pk: [under, across]}


def test_a_closed_centre_displaces_everybody_there(ours: Member, physician: Physician, centre: Centre) -> None:
    one = planned(ours, "Girard", physician, "2026-12-01T09:00")
    other = planned(ours, "Morin", factories.a_physician(centre), "2026-12-01T10:00")
    elsewhere = factories.a_physician(factories.a_centre())
    planned(ours, "Kaci", elsewhere, "2026-12-01T10:00")
    absence = away(centre)
    assert visits_under([absence])[absence.pk] == [one, other]


def test_the_usual_professional_comes_first_then_a_colleague_who_may_hold_the_visit(
    ours: Member, physician: Physician, centre: Centre
) -> None:
    factories.a_physician(centre, profession=Physician.Profession.NURSE)
    colleague = factories.a_physician(centre)
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00", kind="ema_periodique")
    away(physician)
    assert propose([visit], AFTER)[visit.pk][0].physician_id == physician.pk
    visit.due_on = date(2026, 12, 4)
    away(physician, "2026-11-23", "2026-12-31")
    slot = propose([visit], AFTER)[visit.pk][0]
    assert (slot.physician_id, said(slot)) == (colleague.pk, "24/11 08:30")


def test_the_nearest_other_centre_is_next(ours: Member, physician: Physician) -> None:
    far = factories.a_physician(factories.a_centre(postcode="75001", name="A loin"))
    near = factories.a_physician(factories.a_centre(postcode="51200", name="Z près"))
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00")
    visit.due_on = date(2026, 12, 4)
    away(physician, "2026-11-23", "2026-12-31")
    assert propose([visit], AFTER)[visit.pk][0].physician_id == near.pk
    away(near, "2026-11-23", "2026-12-31")
    assert propose([visit], AFTER)[visit.pk][0].physician_id == far.pk


def test_nothing_before_the_deadline_is_proposed_after_it(ours: Member, physician: Physician) -> None:
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00")
    visit.due_on = date(2026, 12, 4)
    away(physician, "2026-11-23", "2026-12-08")
    assert said(propose([visit], AFTER)[visit.pk][0]) == "08/12 08:30"


def test_what_the_employer_ruled_out_is_left_out(ours: Member, physician: Physician) -> None:
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00")
    visit.avoided, visit.away_from, visit.away_until = ["mar-matin"], date(2026, 11, 25), date(2026, 11, 27)
    assert said(propose([visit], AFTER)[visit.pk][0]) == "24/11 13:30"


def test_a_company_comes_on_one_day_and_no_slot_is_promised_twice(
    ours: Member, theirs: Member, physician: Physician
) -> None:
    factories.a_range(physician, 1, "09:00", "10:00")  # two visits on Tuesdays
    factories.a_range(physician, 3, "09:00", "10:00")  # and two on Thursdays
    visits = [
        planned(member, name, physician, at)
        for member, name, at in (
            (ours, "Girard", "2026-12-01T09:00"), (theirs, "Morel", "2026-12-01T09:30"),
            (ours, "Kaci", "2026-12-03T09:00"), (theirs, "Roche", "2026-12-03T09:30"),
        )
    ]  # fmt: skip
    for visit in visits:
        visit.due_on = date(2026, 12, 20)
    away(physician, "2026-12-01", "2026-12-04")
    best = [propose(visits, AFTER)[visit.pk][0] for visit in visits]
    assert len({slot.starts_at for slot in best}) == 4
    assert best[0].starts_at.date() == best[2].starts_at.date() != best[1].starts_at.date()
    assert best[1].starts_at.date() == best[3].starts_at.date()


def test_several_days_are_offered_for_each(ours: Member, physician: Physician) -> None:
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00")
    offered = propose([visit], AFTER)[visit.pk]
    assert len(offered) == len({slot.starts_at.date() for slot in offered}) == 4


def test_one_confirmation_moves_all_and_tells_each_employer_once(
    ours: Member, theirs: Member, physician: Physician, martine: User, karim: User
) -> None:
    for user in (martine, karim):
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    visits = [
        planned(member, name, physician, f"2026-12-01T{hour}")
        for member, name, hour in ((ours, "Girard", "09:00"), (ours, "Morin", "09:30"), (theirs, "Morel", "10:00"))
    ]
    away(physician)
    offered = propose(visits, AFTER)
    Outbox.objects.all().delete()
    outcome = replan([wish(visit, offered[visit.pk][0]) for visit in visits], by=None)
    assert (len(outcome.done), outcome.lost, outcome.members) == (3, [], 2)
    for visit in visits:
        visit.refresh_from_db()
        assert visit.state == Appointment.State.CONFIRMED
        assert visit.starts_at == offered[visit.pk][0].starts_at
    subjects = sorted(Outbox.objects.values_list("recipient", "subject"))
    assert subjects == sorted([
        (martine.email, "2 rendez-vous reportés par le service"), (karim.email, "Rendez-vous reporté par le service"),
    ])  # fmt: skip
    told = Outbox.objects.get(recipient=martine.email).text
    assert "Paul Girard" in told
    assert "au lieu du mardi 1er décembre 2026 à 9\xa0h" in told
    assert "Morel" not in told
    assert Event.objects.filter(name="appointment.replan").count() == 3


def test_the_slot_lost_meanwhile_is_said_and_the_others_move(
    ours: Member, theirs: Member, their_employee: Employee, physician: Physician
) -> None:
    lucky = planned(ours, "Girard", physician, "2026-12-01T09:00")
    unlucky = planned(ours, "Morin", physician, "2026-12-01T10:00")
    away(physician)
    offered = propose([lucky, unlucky], AFTER)
    slot = offered[unlucky.pk][0]
    factories.a_confirmed(their_employee, physician, slot.starts_at)  # a colleague was quicker
    outcome = replan([wish(visit, offered[visit.pk][0]) for visit in (lucky, unlucky)], by=None)
    assert outcome.done == [lucky]
    ((visit, reason),) = outcome.lost
    assert visit == unlucky
    assert f"reçoit déjà {their_employee.full_name}" in reason
    unlucky.refresh_from_db()
    assert unlucky.starts_at == paris("2026-12-01T10:00")
    assert unlucky.occupied_times.exists()
    assert [row.visits[0][0] for row in Replanning.objects.all()] == [lucky.pk]


def test_what_a_colleague_moved_or_the_employer_cancelled_is_left_alone(ours: Member, physician: Physician) -> None:
    moved = planned(ours, "Girard", physician, "2026-12-01T09:00")
    cancelled = planned(ours, "Morin", physician, "2026-12-01T10:00")
    offered = propose([moved, cancelled], AFTER)
    wishes = [wish(visit, offered[visit.pk][1]) for visit in (moved, cancelled)]
    place: dict[str, Any] = {"minutes": 30, "centre": physician.centre, "physician": physician}
    moved.move(by=None, starts_at=paris("2026-12-15T14:00"), **place)
    cancelled.cancel_for_employer(by=None, reason="absent")
    outcome = replan(wishes, by=None)
    assert outcome.done == []
    assert len(outcome.lost) == 2
    moved.refresh_from_db()
    assert moved.starts_at == paris("2026-12-15T14:00")
    assert not Replanning.objects.exists()


def test_nobody_is_moved_onto_a_time_that_is_closed_or_to_who_may_not_hold_it(
    ours: Member, physician: Physician, centre: Centre
) -> None:
    nurse = factories.a_physician(centre, profession=Physician.Profession.NURSE)
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00", kind="ema_periodique")
    night = Wish(visit.pk, visit.version, paris("2026-12-03T22:00"), physician.pk, centre.pk)
    by_nurse = Wish(visit.pk, visit.version, paris("2026-12-03T09:00"), nurse.pk, centre.pk)
    gone = Wish(visit.pk, visit.version, paris("2026-12-03T09:00"), 0, centre.pk)
    for wanted, words in ((night, "ne reçoit plus"), (by_nurse, "R.4624-24"), (gone, "ne reçoit plus")):
        assert words in replan([wanted], by=None).lost[0][1]


def test_a_visit_that_employers_never_see_is_moved_and_never_told(ours: Member, physician: Physician) -> None:
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00")
    Appointment.objects.filter(pk=visit.pk).update(kind="prereprise")
    visit.refresh_from_db()
    Outbox.objects.all().delete()
    assert replan([wish(visit, propose([visit], AFTER)[visit.pk][0])], by=None).done == [visit]
    assert not Outbox.objects.exists()
    assert Replanning.objects.get().visits == []


def test_sophie_accepts_all_on_one_page(as_sophie: Client, ours: Member, physician: Physician) -> None:
    visit = planned(ours, "Girard", physician, "2026-12-01T09:00")
    other = planned(ours, "Morin", physician, "2026-12-01T10:00")
    absence = away(physician)
    url = f"/service/planning/absences/{absence.pk}/visites/"
    page = as_sophie.get(url).content.decode()
    assert "2\xa0visites planifiées" in page
    assert "Reporter et prévenir 1\xa0entreprise" in page
    slot = propose([visit], paris("2026-11-26T00:00"))[visit.pk][0]  # Thursday: two working days to answer before
    value = f"{visit.version} {slot.starts_at.isoformat()} {slot.physician_id} {slot.centre_id}"
    assert value in page
    left = as_sophie.post(url, {f"visite-{visit.pk}": value, f"visite-{other.pk}": ""}, follow=True)
    assert "1 visite est reportée, l’entreprise est prévenue" in left.content.decode()
    assert "1\xa0visite planifiée" in left.content.decode()
    visit.refresh_from_db()
    assert visit.starts_at == slot.starts_at
    nothing = as_sophie.post(url, {f"visite-{other.pk}": "n’importe quoi"}, follow=True).content.decode()
    assert "au moins une visite" in nothing


def test_an_absence_posed_over_visits_leads_to_them(as_sophie: Client, ours: Member, physician: Physician) -> None:
    planned(ours, "Girard", physician, "2026-12-01T09:00")
    facts = {"qui": f"p{physician.pk}", "first_day": "2026-12-01", "last_day": "2026-12-01", "cause": "leave"}
    answer = as_sophie.post("/service/planning/absences/nouvelle/", facts)
    assert answer.headers["Location"] == f"/service/planning/absences/{Absence.objects.get().pk}/visites/"
    assert "Reporter 1\xa0visite" in as_sophie.get("/service/planning/absences/").content.decode()


def test_slots_are_sought_from_another_day(as_sophie: Client, ours: Member, physician: Physician) -> None:
    planned(ours, "Girard", physician, "2026-12-01T09:00")
    url = f"/service/planning/absences/{away(physician).pk}/visites/"
    assert "jeu. 26 nov." in as_sophie.get(url).content.decode()
    assert "mar. 24 nov." in as_sophie.get(f"{url}?apres=2026-11-01").content.decode(), "never the same day"
    later = as_sophie.get(f"{url}?apres=2026-12-10").content.decode()
    assert "jeu. 26 nov." not in later
    assert "jeu. 10 déc." in later
    assert as_sophie.get(f"{url}?apres=hier").status_code == 200


def test_each_visit_costs_few_queries(ours: Member, physician: Physician) -> None:
    visits = [planned(ours, f"Nom{n}", physician, f"2026-12-01T{9 + n // 2:02d}:{n % 2 * 30:02d}") for n in range(6)]
    away(physician)
    with connection.execute_wrapper(counted := Counter()):
        propose(visits, AFTER)
    assert counted.queries <= 4 + 6 * len(visits), counted.queries


class Counter:
    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)
