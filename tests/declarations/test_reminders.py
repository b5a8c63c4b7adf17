"""Who has not attested is reminded: each level once, whatever is done twice, nobody at night."""

from datetime import timedelta

import pytest
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.declarations.models import DeclarationCampaign, DeclarationReminder
from egide.declarations.reminding import remind_all
from egide.members.models import Member
from egide.notifications.models import Outbox
from tests import factories

NOON = factories.in_days(0, hour=12)


@pytest.fixture(autouse=True)
def campaign(ours: Member, theirs: Member, martine: User) -> DeclarationCampaign:
    factories.an_address(martine)
    first = (NOON - timedelta(days=2)).date()
    return factories.a_campaign(first_reminder_on=first, second_reminder_on=first + timedelta(days=10))


def levels(member: Member) -> list[int]:
    return list(member.declarationreminders.values_list("level", flat=True))


def mails() -> list[str]:
    written = Outbox.objects.filter(recipient="martine@aubert.example").order_by("pk")
    return list(written.values_list("subject", flat=True))


def test_a_level_is_sent_once_and_only_the_last_one_that_is_due(ours: Member, theirs: Member) -> None:
    assert remind_all(NOON) == 2
    assert remind_all(NOON) == 0
    assert levels(ours) == levels(theirs) == [1]
    assert [subject for subject in mails() if "Rappel" in subject] == mails()
    assert remind_all(NOON + timedelta(days=9)) == 2
    assert levels(ours) == [1, 2]


def test_at_the_opening_everybody_is_told(campaign: DeclarationCampaign, ours: Member) -> None:
    campaign.describe(by=None, first_reminder_on=None, second_reminder_on=None, text="Merci d’avance.")
    remind_all(NOON)
    assert levels(ours) == [0]
    mail = Outbox.objects.get(recipient="martine@aubert.example")
    assert "elle est ouverte" in mail.subject
    assert "Merci d’avance." in mail.text


def test_who_has_attested_is_left_in_peace(ours: Member, theirs: Member) -> None:
    factories.a_filing(ours)
    Outbox.objects.all().delete()
    assert remind_all(NOON) == 1
    assert (levels(ours), levels(theirs)) == ([], [1])
    assert mails() == []


def test_by_hand_everybody_is_reminded_once_a_day(campaign: DeclarationCampaign, ours: Member) -> None:
    remind_all(NOON)
    for _ in range(2):
        campaign.remind_now(by=None, on=timezone.localdate())
        remind_all(NOON)
    assert levels(ours) == [1, 9]
    campaign.close(by=None)
    with pytest.raises(Refused, match="n’est pas ouverte"):
        campaign.remind_now(by=None, on=timezone.localdate())


def test_what_is_asked_in_the_evening_leaves_the_next_morning(campaign: DeclarationCampaign, ours: Member) -> None:
    remind_all(NOON)
    campaign.remind_now(by=None, on=timezone.localdate())
    assert remind_all(NOON.replace(hour=21)) == 0
    assert remind_all(NOON.replace(hour=9) + timedelta(days=1)) == 2
    assert remind_all(NOON + timedelta(days=1)) == 0
    assert remind_all(NOON + timedelta(days=2)) == 0
    assert levels(ours) == [1, 9]


def test_who_attests_while_the_worker_is_at_it_is_left_in_peace(ours: Member) -> None:
    declaration = factories.a_declaration(ours, ready=True)
    reminder = DeclarationReminder(declaration=declaration, member=ours, level=1, day=timezone.localdate())
    factories.a_filing(ours)
    with pytest.raises(Refused, match="rien à rappeler"):
        reminder.send(by=None)


@pytest.mark.parametrize("hour", [3, 7, 19, 23])
def test_nobody_is_written_to_at_night(hour: int) -> None:
    assert remind_all(NOON.replace(hour=hour)) == 0
    assert not DeclarationReminder.objects.exists()


def test_a_worker_that_dies_half_way_goes_on(monkeypatch: pytest.MonkeyPatch, ours: Member, theirs: Member) -> None:
    send = DeclarationReminder.send

    def dies(self: DeclarationReminder, *, by: None) -> None:
        if self.member_id == theirs.pk:
            raise KeyboardInterrupt
        send(self, by=by)

    monkeypatch.setattr(DeclarationReminder, "send", dies)
    with pytest.raises(KeyboardInterrupt):
        remind_all(NOON)
    monkeypatch.undo()
    assert remind_all(NOON) == 1
    assert (levels(ours), levels(theirs)) == ([1], [1])


def test_a_member_that_joins_during_the_campaign_has_its_declaration(campaign: DeclarationCampaign) -> None:
    joins = factories.a_member(10300, joined_on=timezone.localdate())
    remind_all(NOON)
    assert joins.declarations.get().campaign == campaign


def test_a_member_struck_off_is_not_reminded(theirs: Member) -> None:
    theirs.strike_off(by=None, on=timezone.localdate(), reason="Cessation")
    assert remind_all(NOON) == 1
