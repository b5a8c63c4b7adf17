"""Reminders of those who have not attested: each once for its level, whatever dies between two of them."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from egide.common.errors import Refused
from egide.declarations.models import Declaration, DeclarationCampaign, DeclarationReminder
from egide.declarations.models.reminder import ReminderLevel
from egide.declarations.queries import DeclarationQuerySet

FROM_HOUR, UNTIL_HOUR = 8, 19  # a company is not written to at night


def remind_all(now: datetime) -> int:
    """Everything that is due; how many members were reminded. Done twice, it does nothing more.

    One transaction a member: a worker killed half-way goes on with the next one, and of two workers at once the
    second finds the reminder there.
    """
    if not FROM_HOUR <= timezone.localtime(now).hour < UNTIL_HOUR:
        return 0
    today, sent = timezone.localdate(now), 0
    for campaign in DeclarationCampaign.objects.filter(state=DeclarationCampaign.State.OPEN, opens_on__lte=today):
        campaign.declarations.enlist(campaign)  # members that joined since
        for level, day in _levels_due(campaign, today):
            sent += sum(_sent(one, level, day) for one in to_remind(campaign, level, day).iterator())
    return sent


def to_remind(campaign: DeclarationCampaign, level: int, day: date) -> DeclarationQuerySet:
    """Whoever has not attested and was not reminded at this level (for that day, of a reminder by hand)."""
    same = DeclarationReminder.objects.filter(declaration=OuterRef("pk"), level=level)
    if level == ReminderLevel.BY_HAND:
        same = same.filter(day=day)
    waiting = campaign.declarations.unfiled().of_present_members(day)
    return waiting.filter(~Exists(same)).select_related("campaign", "member").order_by("pk")


def _levels_due(campaign: DeclarationCampaign, today: date) -> list[tuple[int, date]]:
    """The opening on its day, the last level reached since, and what the service has asked, each with its day: what
    is asked in the evening leaves the next morning."""
    due = [(campaign.reminder_due_on(today), today)]
    asked = campaign.reminded_by_hand_on
    if asked and today - asked <= timedelta(days=1):
        due.append((int(ReminderLevel.BY_HAND), asked))
    return due


def _sent(declaration: Declaration, level: int, day: date) -> bool:
    with suppress(Refused):  # another worker has sent it, or the member has attested meanwhile
        reminder = DeclarationReminder(declaration=declaration, member_id=declaration.member_id, level=level, day=day)
        reminder.send(by=None)
        return True
    return False
