"""Who may be told of a fact: people of that very member, with the right to see it, at a confirmed address."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from egide.accounts.models import User
from egide.members.models import Delegate, Mandate, Member
from egide.members.rights import OF_ROLE, Right, of_scopes

CONFIRMED = Q(is_active=True, emailaddress__primary=True, emailaddress__verified=True)


def of_member(member: Member, right: Right) -> list[str]:
    """The addresses of the member's own users whose role gives `right`, and of the mandated firms' users."""
    roles = [role for role, rights in OF_ROLE.items() if right in rights]
    own = User.objects.filter(CONFIRMED, accesses__member=member, accesses__revoked_at=None, accesses__role__in=roles)
    firms = [m.delegate_id for m in _live(member.mandates.all()) if right in of_scopes(m.scopes)]
    theirs = User.objects.filter(CONFIRMED, delegate_user__delegate_id__in=firms, delegate_user__left_at=None)
    return _addresses(own) + _addresses(theirs)


def of_firm(delegate: Delegate) -> list[str]:
    return _addresses(User.objects.filter(CONFIRMED, delegate_user__delegate=delegate, delegate_user__left_at=None))


def _live(mandates: Iterable[Mandate]) -> list[Mandate]:
    today = timezone.localdate()
    return [mandate for mandate in mandates if mandate.is_live(today)]


def _addresses(users: Iterable[User]) -> list[str]:
    return sorted({user.email for user in users if user.email})
