"""Those who left long ago are erased at night: wholly, once, in small bites, and nobody else with them."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from egide.accounts.models import AccessLog, User
from egide.accounts.models.throttle import ThrottleCounter
from egide.appointments.models import Appointment, OccupiedTime
from egide.centres.models import Physician, Service
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee, HeldPaper, WorkStop
from egide.followup.models import FollowUp, Visit
from egide.invoicing.models import Invoice
from egide.members.models import Delegate, MandateRequest, Member
from egide.notifications.models import Outbox
from egide.retention import models, tasks
from egide.retention.models import Erasure
from egide.retention.rules import first_day_kept, next_night
from tests import factories

NIGHT = datetime(2026, 11, 25, 2, 20, tzinfo=timezone.get_default_timezone())
LAST_DAY = date(2021, 11, 24)  # sixty months before this night, and one day more
SINCE_2010 = {"hired_on": date(2010, 1, 4), "post_since": date(2010, 1, 4)}
PAGE = "/service/parametres/effacement/"


def erase() -> None:
    tasks.erase_leavers.call_local()


def a_leaver(member: Member, name: str, on: date = LAST_DAY, *, declared: datetime | None = None) -> Employee:
    """Somebody who left, with a visit held; the departure was declared the next day unless said otherwise."""
    employee = factories.a_complete_employee(member, name, codes=("travail_nuit",), **SINCE_2010)
    Visit(member=member, employee=employee, kind="vip_periodique", held_on=date(2021, 3, 1)).record(by=None)
    employee.leave(by=None, on=on, reason="resignation")
    moment = declared or datetime(on.year, on.month, on.day, 12, tzinfo=timezone.get_default_timezone())
    Employee.objects.filter(pk=employee.pk).update(left_declared_at=moment)
    return employee


def all_of(employee: Employee) -> list[int]:
    rows = (Employee.objects.filter(pk=employee.pk), employee.determinants.all(), employee.visits.all())
    more = (FollowUp.objects.filter(employee=employee), Appointment.objects.filter(employee=employee))
    return [found.count() for found in rows + more]


@time_machine.travel(NIGHT, tick=False)
def test_nothing_is_left_of_the_sheet_of_a_leaver_whose_time_is_over(ours: Member) -> None:
    paul = a_leaver(ours, "Girard")
    factories.an_invoice(ours)
    erase()
    assert all_of(paul) == [0, 0, 0, 0, 0]
    assert Invoice.objects.count() == 1


@time_machine.travel(NIGHT, tick=False)
def test_the_stops_and_the_papers_of_a_leaver_go_without_a_name_left(ours: Member) -> None:
    paul = factories.a_complete_employee(ours, "Girard", codes=("autorisation_conduite",), **SINCE_2010)
    factories.a_stop(paul, first_day=date(2020, 3, 2), returns_on=date(2020, 9, 1))
    HeldPaper(member=ours, employee=paul, kind="conduite").hold(by=None, issued_on=date(2020, 3, 2))
    paul.leave(by=None, on=LAST_DAY, reason="resignation")
    Employee.objects.filter(pk=paul.pk).update(left_declared_at=None)
    erase()
    assert not WorkStop.objects.exists()
    assert not HeldPaper.objects.exists()
    told = Event.objects.filter(name__in=("workstop.declare", "heldpaper.hold"))
    assert [(event.label, event.changes) for event in told] == [("fiche effacée", {})] * 2


@time_machine.travel(NIGHT, tick=False)
def test_the_requests_of_a_leaver_and_the_mails_about_them_go_too(
    ours: Member, martine: User, physician: Physician
) -> None:
    EmailAddress.objects.create(user=martine, email=martine.email, primary=True, verified=True)
    with time_machine.travel(datetime(2021, 1, 4, tzinfo=NIGHT.tzinfo)):
        paul = factories.a_complete_employee(ours, "Girard")
        appointment = factories.a_confirmed(paul, physician, factories.in_days(10))
    assert Outbox.objects.filter(text__contains="Girard").exists()
    with time_machine.travel(datetime(2021, 2, 4, tzinfo=NIGHT.tzinfo)):
        appointment.honour(by=None)
        paul.leave(by=None, on=date(2021, 2, 4), reason="resignation")
    erase()
    assert all_of(paul) == [0, 0, 0, 0, 0]
    assert not Outbox.objects.exists()


@time_machine.travel(NIGHT, tick=False)
def test_the_facts_stay_with_their_author_and_without_the_name(ours: Member, martine: User) -> None:
    paul = a_leaver(ours, "Girard")
    paul.refresh_from_db()
    before = Event.objects.count()
    Event.objects.filter(name="employee.leave").update(by=martine)
    erase()
    left = Event.objects.get(name="employee.leave")
    assert (left.by, left.label, left.changes, left.member) == (martine, models.NOBODY, {}, ours)
    assert Event.objects.count() == before + 1
    assert not Event.objects.filter(label__contains="Girard").exists()
    assert not [event for event in Event.objects.all() if "Girard" in str(event.changes)]


@time_machine.travel(NIGHT, tick=False)
def test_who_opened_the_sheet_stays_without_the_name(as_sophie: Client, ours: Member) -> None:
    """His namesake, who stays, keeps the line of his own sheet."""
    paul, namesake = a_leaver(ours, "Girard"), factories.a_complete_employee(ours, "Girard")
    for person in (paul, namesake):
        assert as_sophie.get(f"/service/adherents/10042/salaries/{person.pk}/").status_code == 200
    erase()
    sheets = AccessLog.objects.filter(kind=AccessLog.Kind.SHEET, subject__startswith="Salarié")
    told = list(sheets.order_by("pk").values_list("subject", flat=True))
    assert told == [f"Salarié {paul.pk}, {models.NOBODY}", f"Salarié {namesake.pk}, {namesake}"]


@time_machine.travel(NIGHT, tick=False)
def test_those_whose_time_is_not_over_are_kept_to_the_day(ours: Member, theirs: Member) -> None:
    kept = [
        factories.a_complete_employee(ours, "Présent"),
        a_leaver(ours, "Veille", LAST_DAY + timedelta(days=1)),
        a_leaver(theirs, "Canaribus", date(2026, 11, 1)),
    ]
    gone = [a_leaver(ours, "Girard"), a_leaver(theirs, "Canari", date(2012, 1, 31))]
    erase()
    assert set(Employee.objects.all()) == set(kept)
    assert Visit.objects.count() == 2
    assert not Employee.objects.filter(pk__in=[employee.pk for employee in gone]).exists()


@time_machine.travel(NIGHT, tick=False)
def test_the_delay_of_the_service_is_the_one_that_counts(ours: Member, service: Service) -> None:
    service.configure(by=None, leaver_months=72)
    a_leaver(ours, "Girard")
    erase()
    assert Employee.objects.count() == 1
    service.configure(by=None, leaver_months=60)
    erase()
    assert not Employee.objects.exists()


@time_machine.travel(NIGHT, tick=False)
def test_a_departure_typed_with_a_wrong_year_can_be_mended_for_a_month(ours: Member) -> None:
    paul = a_leaver(ours, "Girard", date(2020, 11, 20), declared=NIGHT - timedelta(days=30))
    erase()
    paul.come_back(by=None)
    assert not Employee.objects.get().is_gone


@time_machine.travel(NIGHT, tick=False)
def test_somebody_awaited_for_a_visit_is_kept_until_then(ours: Member, physician: Physician) -> None:
    paul = factories.a_complete_employee(ours, "Girard")
    factories.a_confirmed(paul, physician)
    paul.leave(by=None, on=LAST_DAY, reason="retirement")
    Employee.objects.update(left_declared_at=NIGHT - timedelta(days=400))
    erase()
    assert Employee.objects.exists()
    with time_machine.travel(NIGHT + timedelta(days=30)):
        erase()
    assert not Employee.objects.exists()


@time_machine.travel(NIGHT, tick=False)
def test_one_line_says_how_many_and_a_second_night_has_nothing_to_say(ours: Member) -> None:
    for name in ("Girard", "Petit", "Moreau"):
        a_leaver(ours, name)
    erase()
    erase()
    told = Event.objects.get(name="erasure.carry_out")
    assert told.label == "3 fiches de salariés sortis"
    assert (told.by, told.changes["employees"], told.changes["visits"]) == (None, [None, 3], [None, 3])
    assert Erasure.objects.count() == 1


@time_machine.travel(NIGHT, tick=False)
def test_a_night_takes_small_bites_the_oldest_departures_first(ours: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "AT_A_TIME", 2)
    monkeypatch.setattr(tasks, "BATCHES_A_NIGHT", 2)
    for years in range(5):
        a_leaver(ours, f"Parti {years}", date(2015 + years, 6, 1))
    erase()
    assert [one.employees for one in Erasure.objects.all()] == [2, 2]
    assert [employee.last_name for employee in Employee.objects.all()] == ["Parti 4"]
    erase()
    assert not Employee.objects.exists()


@time_machine.travel(NIGHT, tick=False)
def test_a_worker_killed_in_a_bite_has_erased_nothing_of_it(ours: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    paul = a_leaver(ours, "Girard")

    def die(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("egide.common.workflow.record", die)
        with pytest.raises(SystemExit):
            erase()
    assert Employee.objects.filter(pk=paul.pk).exists()
    assert Visit.objects.count() == 1
    assert not Erasure.objects.exists()
    erase()
    assert all_of(paul) == [0, 0, 0, 0, 0]


@time_machine.travel(NIGHT, tick=False)
def test_readings_and_mails_are_forgotten_after_a_year(martine: User) -> None:
    for days in (365, 367):
        line = AccessLog.objects.create(user=martine, kind=AccessLog.Kind.SHEET, subject="Girard Paul", address="::1")
        AccessLog.objects.filter(pk=line.pk).update(at=NIGHT - timedelta(days=days))
        mail = Outbox.objects.create(recipient=martine.email, subject="Rendez-vous", text="Girard Paul")
        Outbox.objects.filter(pk=mail.pk).update(written_at=NIGHT - timedelta(days=days))
        counter = ThrottleCounter.objects.create(key=f"account:{days}")
        ThrottleCounter.objects.filter(pk=counter.pk).update(since=NIGHT - timedelta(days=days - 359))
    tasks.forget_old_traces.call_local()
    assert [counter.key for counter in ThrottleCounter.objects.all()] == ["account:365"]
    assert [line.at for line in AccessLog.objects.all()] == [NIGHT - timedelta(days=365)]
    assert [mail.written_at for mail in Outbox.objects.all()] == [NIGHT - timedelta(days=365)]


@time_machine.travel(NIGHT, tick=False)
def test_what_a_firm_asked_a_year_ago_is_forgotten(claire: User, firm: Delegate) -> None:
    for number, days in ((10042, 365), (10077, 367)):
        request = MandateRequest(delegate=firm, number=number)
        request.ask(by=claire, name="Chez Monsieur Aubert", scopes=["effectifs"])
        MandateRequest.objects.filter(pk=request.pk).update(asked_at=NIGHT - timedelta(days=days))
    tasks.forget_old_traces.call_local()
    assert [request.number for request in MandateRequest.objects.all()] == [10042]
    assert not [event for event in Event.objects.all() if "Aubert" in f"{event.label} {event.changes}"]


def test_nothing_due_is_a_refusal_and_no_empty_line(service: Service) -> None:
    with pytest.raises(Refused):
        Erasure(left_before=date(2021, 1, 1)).carry_out(by=None)
    assert not Erasure.objects.exists()


def test_the_next_night_is_this_one_until_the_hour() -> None:
    assert next_night(NIGHT - timedelta(minutes=1)) == NIGHT
    assert next_night(NIGHT) == NIGHT + timedelta(days=1)


def test_a_delay_ends_on_the_day_of_the_same_number() -> None:
    assert first_day_kept(date(2026, 11, 30), 9) == date(2026, 2, 28)


@time_machine.travel(NIGHT - timedelta(hours=12), tick=False)
def test_nadia_reads_before_the_night_what_it_will_erase(as_nadia: Client, ours: Member, theirs: Member) -> None:
    for member, name in ((ours, "Girard"), (ours, "Petit"), (theirs, "Canaribus")):
        a_leaver(member, name)
    a_leaver(ours, "Récent", date(2026, 10, 1))
    assert "À effacer cette nuit : 3\N{NO-BREAK SPACE}fiches" in as_nadia.get("/service/parametres/").content.decode()
    page = as_nadia.get(PAGE).content.decode()
    assert "À effacer cette nuit : 3\N{NO-BREAK SPACE}fiches" in page
    assert "Charpentes Aubert" in page
    assert "Girard" not in page
    with time_machine.travel(NIGHT):
        erase()
    page = as_nadia.get(PAGE).content.decode()
    assert "À effacer cette nuit : 0\N{NO-BREAK SPACE}fiche" in page
    assert "3 fiches de salariés sortis" in page
    assert "Fiches effacées : 3 fiches" in as_nadia.get("/service/parametres/audit/modifications/").content.decode()


@pytest.mark.parametrize("months", ["0", "11", "601"])
def test_a_delay_that_would_erase_what_the_list_still_shows_is_refused(
    months: str, as_nadia: Client, service: Service
) -> None:
    url = "/service/parametres/service/suivi/"
    form = as_nadia.get(url).context["form"]
    facts = {name: form[name].value() for name in form.fields if name != "version"}
    as_nadia.post(url, facts | {"leaver_months": months})
    assert Service.current().leaver_months == 60
    as_nadia.post(url, facts | {"leaver_months": "12"})
    assert Service.current().leaver_months == 12


def test_the_privacy_notice_says_what_happens(client: Client, service: Service) -> None:
    service.configure(by=None, leaver_months=48)
    page = " ".join(client.get("/confidentialite/").content.decode().split())
    assert "s’efface 48 mois après sa sortie" in page
    assert "s’effacent au bout d’un an" in page


def test_moments_taken_by_visits_that_are_over_are_forgotten_at_night(
    employee: Employee, their_employee: Employee, physician: Physician
) -> None:
    """The visit itself stays, and so does the time of what is to come or was held this week."""
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=NIGHT.tzinfo), tick=False):
        long_ago = factories.a_confirmed(employee, physician, factories.in_days(8))
        lately = factories.a_confirmed(their_employee, physician, factories.in_days(20))
        to_come = factories.a_confirmed(employee, physician, factories.in_days(40))
    with time_machine.travel(NIGHT, tick=False):
        tasks.forget_old_traces.call_local()
        held = set(OccupiedTime.objects.values_list("appointment", flat=True))
        assert held == {lately.pk, to_come.pk}
        long_ago.refresh_from_db()
        assert (long_ago.physician, long_ago.state) == (physician, Appointment.State.CONFIRMED)
        late = factories.a_request(factories.a_complete_employee(employee.member, "Morin"))
        with pytest.raises(Refused, match="reçoit déjà"):
            late.confirm(by=None, starts_at=to_come.planned_start, minutes=30, centre=physician.centre,
                         physician=physician)  # fmt: skip
