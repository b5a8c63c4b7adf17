"""The yearly declarations of the demo: last year's, closed, and one open now with declarations in every state."""

from datetime import datetime, timedelta

from django.utils import timezone

from egide.accounts.models import User
from egide.declarations.models import Declaration, DeclarationCampaign, Step
from egide.declarations.models.step import BEFORE_ATTESTING
from egide.declarations.reminding import remind_all
from egide.demo.clock import at
from egide.members.models import Member

LAST_YEAR = (10042, 10077, 10113, 10120, 10131, 10158, 10166)
WORDS = "La déclaration est déjà remplie d’après Mes salariés : relisez, corrigez, attestez. Merci."


def live(members: list[Member], elise: User, now: datetime) -> None:
    by_number = {member.number: member for member in members}
    _last_year(by_number, elise, now)
    campaign = _campaign(elise, now - timedelta(days=20), now + timedelta(days=15))
    _file(by_number[10113], User.objects.get(username="claire"), "Expert-comptable, sur mandat", campaign, now)
    for number in (10120, 10131, 10158):
        _file(by_number[number], _manager(by_number[number]), "Gérance", campaign, now)
    with at(timezone.localtime(now - timedelta(days=5)).replace(hour=10)):
        remind_all(timezone.now())
    with at(now - timedelta(days=2)):
        reason = "Votre dernier DUERP cite la silice, et personne n’y est déclaré exposé : relisez les expositions."
        _of(campaign, 10131).reopen(by=elise, reason=reason)
        _of(campaign, 10158).correct(by=elise, reason="Date d’entrée corrigée au téléphone avec M. Vidal.")
        until = campaign.closes_on + timedelta(days=14)
        _of(campaign, 10145).extend(by=elise, until=until, reason="Changement de comptable en cours.")
    _begin(_of(campaign, 10042), now)


def _last_year(by_number: dict[int, Member], elise: User, now: datetime) -> None:
    campaign = _campaign(elise, now - timedelta(days=385), now - timedelta(days=350))
    for number in LAST_YEAR:
        member = by_number[number]
        _file(member, _manager(member), "Gérance", campaign, now - timedelta(days=365))
    with at(now - timedelta(days=340)):
        campaign.close(by=elise)


def _campaign(by: User, opens: datetime, closes: datetime) -> DeclarationCampaign:
    """Opened on its first day; the workforce is that of the first of the month."""
    day = opens.date()
    reminders = {
        "first_reminder_on": day + timedelta(days=15),
        "second_reminder_on": day + timedelta(days=25),
        "third_reminder_on": day + timedelta(days=32),
    }
    campaign = DeclarationCampaign(year=closes.year)
    with at(opens):
        days = {"counted_on": day.replace(day=1), "opens_on": day, "closes_on": closes.date()}
        campaign.describe(by=by, text=WORDS, **days, **reminders)
        campaign.open(by=by)
    return campaign


def _file(member: Member, by: User, capacity: str, campaign: DeclarationCampaign, now: datetime) -> None:
    """Prepared and attested by one person, in one sitting, ten days before."""
    declaration = campaign.declarations.get(member=member)
    with at(now - timedelta(days=10)):
        declaration.fill(by=by, correspondent=by.get_full_name(), correspondent_phone=member.phone)
        declaration.take_up(by=by)
        for step in BEFORE_ATTESTING:
            declaration.step(step).complete(by=by)
        declaration.file(by=by, name=by.get_full_name(), capacity=capacity, seen="")


def _begin(declaration: Declaration, now: datetime) -> None:
    """Martine has looked at the addresses; Claire, of the firm, is asked to look at the risks."""
    martine, claire = (User.objects.get(username=name) for name in ("martine", "claire"))
    with at(now - timedelta(days=3)):
        facts = {"correspondent": "Martine Aubert", "correspondent_email": martine.email}
        declaration.fill(by=martine, correspondent_phone=declaration.member.phone, **facts)
        declaration.take_up(by=martine)
        declaration.step(Step.CONTACTS).complete(by=martine)
        declaration.step(Step.RISKS).entrust(by=martine, to=claire)


def _of(campaign: DeclarationCampaign, number: int) -> Declaration:
    return campaign.declarations.get(member__number=number)


def _manager(member: Member) -> User:
    return member.accesses.order_by("pk")[0].user
