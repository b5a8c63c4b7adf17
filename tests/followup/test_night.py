"""The night: a birthday and a decree change a category without anybody's doing; the employer is told once."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from egide.accounts.models import User
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import FollowUp, Reassessment
from egide.followup.tasks import outdated, reassess_follow_ups
from egide.members.models import Member
from egide.notifications.models import MailChoices, Outbox
from egide.notifications.topics import Topic
from tests import factories

BEFORE, BIRTHDAY = "2026-11-24", "2027-03-14"


def an_apprentice(member: Member, last_name: str = "Petit") -> Employee:
    """Eighteen on 14 March 2027; declared with risks that a minor's category depends on."""
    return factories.a_complete_employee(
        member,
        last_name,
        birth_date=date(2009, 3, 14),
        hired_on=date(2026, 9, 1),
        post_since=date(2026, 9, 1),
        contract_kind="apprenti",
        codes=("moins_18_travaux_reglementes",),
    )


def night(day: str) -> None:
    with time_machine.travel(f"{day} 01:30"):
        reassess_follow_ups.call_local()


def mails() -> list[tuple[str, str]]:
    return list(Outbox.objects.filter(event__name="reassessment.carry_out").values_list("recipient", "text"))


def test_a_birthday_changes_the_category_and_the_visit(ours: Member) -> None:
    with time_machine.travel(BEFORE):
        employee = an_apprentice(ours)
    before = FollowUp.objects.get(employee=employee)
    assert (employee.category, before.next_kind) == ("SIR", "ema_embauche")
    night("2027-03-13")
    employee.refresh_from_db()
    assert employee.category == "SIR"
    night(BIRTHDAY)
    employee.refresh_from_db()
    now = FollowUp.objects.get(employee=employee)
    assert (employee.category, now.next_kind) == ("SI", "vip_initiale")


def test_the_change_is_in_the_histories_and_nobody_signs_it(ours: Member) -> None:
    with time_machine.travel(BEFORE):
        employee = an_apprentice(ours)
    night(BIRTHDAY)
    event = Event.objects.get(name="employee.reclassify", subject_id=employee.pk)
    assert event.changes["category"] == ["SIR", "SI"]
    assert event.by_id is None


def test_the_employer_is_told_once_for_all_and_the_night_may_run_again(martine: User, ours: Member) -> None:
    factories.an_address(martine)
    with time_machine.travel(BEFORE):
        for name in ("Petit", "Moreau"):
            an_apprentice(ours, name)
    night(BIRTHDAY)
    events = Event.objects.count()
    night(BIRTHDAY)
    night("2027-03-15")
    assert Event.objects.count() == events
    ((recipient, text),) = mails()
    assert recipient == martine.email
    assert "- Paul Petit : catégorie SI (avant : SIR), visite d’information et de prévention" in text
    assert "- Paul Moreau : catégorie SI (avant : SIR)" in text
    assert "/adherents/10042/mes-salaries/?echeance=changee" in text
    assert Reassessment.objects.get().count == 2


def test_who_wants_no_such_mail_has_none(martine: User, ours: Member) -> None:
    factories.an_address(martine)
    MailChoices(user=martine).choose(by=martine, unwanted=[Topic.FOLLOW_UP.value])
    with time_machine.travel(BEFORE):
        an_apprentice(ours)
    night(BIRTHDAY)
    assert mails() == []


def test_each_member_is_told_of_its_own(martine: User, karim: User, ours: Member, theirs: Member) -> None:
    for user in (martine, karim):
        factories.an_address(user)
    with time_machine.travel(BEFORE):
        an_apprentice(ours, "Petit")
        an_apprentice(theirs, "Canaribus")
    night(BIRTHDAY)
    told = dict(mails())
    assert set(told) == {martine.email, karim.email}
    assert "Canaribus" not in told[martine.email]
    assert "Petit" not in told[karim.email]


def test_a_decree_reaches_those_in_post(ours: Member) -> None:
    """Décret 2026-253: lead without threshold since 10 April 2026, the examination is due without delay."""
    with time_machine.travel("2026-04-09"):
        employee = factories.a_complete_employee(ours, "Roux", codes=("plomb",))
    assert employee.category == "SI"
    night("2026-04-10")
    employee.refresh_from_db()
    now = FollowUp.objects.get(employee=employee)
    assert (employee.category, now.next_kind, now.due_on) == ("SIR", "ema_periodique", date(2026, 4, 10))


def test_a_night_without_news_reads_and_writes_nothing(employee: Employee) -> None:
    events = Event.objects.count()
    with time_machine.travel("2026-11-25"):
        assert list(outdated(date(2026, 11, 25))) == []
        reassess_follow_ups.call_local()
    assert Event.objects.count() == events
    assert not Reassessment.objects.exists()


def test_who_has_left_is_left_alone(ours: Member) -> None:
    with time_machine.travel(BEFORE):
        employee = an_apprentice(ours)
        employee.leave(by=None, on=date(2026, 11, 24), reason="resignation")
    night(BIRTHDAY)
    employee.refresh_from_db()
    assert employee.category == "SIR"


def test_a_night_in_small_batches_takes_nobody_for_another(ours: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egide.followup.tasks.AT_A_TIME", 2)
    with time_machine.travel(BEFORE):
        young = an_apprentice(ours, "Petit")
        for name in ("Moreau", "Roux", "Faure", "Garnier"):
            factories.a_complete_employee(ours, name)
    assert [found.employee_id for found in outdated(date(2027, 3, 14))] == [young.pk]


def test_a_night_asks_the_same_questions_for_one_or_for_many(
    ours: Member, employee: Employee, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Moreau", "Roux", "Faure"):
        factories.a_complete_employee(ours, name)
    with django_assert_num_queries(5):  # the service, the employees, their determinants, visits and stops
        assert list(outdated(timezone.localdate())) == []
