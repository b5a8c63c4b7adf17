"""Who may be told of a fact: people of that very member, with the right to see it, at a confirmed address."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from egide.accounts.models import User
from egide.members.models import Delegate, Mandate, Member
from egide.members.rights import OF_ROLE, of_scopes
from egide.notifications.models import MailChoices
from egide.notifications.topics import RIGHT_OF, Topic

CONFIRMED = Q(is_active=True, emailaddress__primary=True, emailaddress__verified=True)


def of_member(member: Member, topic: Topic, *, owed: bool = False) -> list[str]:
    """The addresses of the member's own users whose role lets them see `topic`, and of the mandated firms' users;
    not of those who want no mail of it, unless it is `owed` to them (the notice of a debit)."""
    right = RIGHT_OF[topic]
    roles = [role for role, rights in OF_ROLE.items() if right in rights]
    own = User.objects.filter(CONFIRMED, accesses__member=member, accesses__revoked_at=None, accesses__role__in=roles)
    firms = [m.delegate_id for m in _live(member.mandates.all()) if right in of_scopes(m.scopes)]
    theirs = User.objects.filter(CONFIRMED, delegate_user__delegate_id__in=firms, delegate_user__left_at=None)
    return _addresses(own, topic, owed=owed) + _addresses(theirs, topic, owed=owed)


def of_person(user: User) -> list[str]:
    """Their own confirmed address, for what they have just done themselves."""
    return _addresses(User.objects.filter(CONFIRMED, pk=user.pk), Topic.INVOICES, owed=True)


def of_firm(delegate: Delegate) -> list[str]:
    users = User.objects.filter(CONFIRMED, delegate_user__delegate=delegate, delegate_user__left_at=None)
    return _addresses(users, Topic.MANDATES)


def _live(mandates: Iterable[Mandate]) -> list[Mandate]:
    today = timezone.localdate()
    return [mandate for mandate in mandates if mandate.is_live(today)]


def _addresses(users: QuerySet[User], topic: Topic, *, owed: bool = False) -> list[str]:
    """Read in Python: SQLite cannot look inside a JSON list."""
    people = users.select_related("mail_choices")
    return sorted({user.email for user in people if user.email and (owed or topic not in _unwanted(user))})


def _unwanted(user: User) -> list[str]:
    choices: MailChoices | None = getattr(user, "mail_choices", None)
    return choices.unwanted if choices else []
