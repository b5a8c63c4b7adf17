"""By which door a person enters a member's space: their own access, or the mandate of their firm."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from egide.accounts.models import User
from egide.common.composed import composed
from egide.members.models import Access, Mandate, Member
from egide.members.rights import OF_A_STRUCK_OFF_MEMBER, OF_ROLE, Right, of_scopes


@dataclass(frozen=True)
class Door:
    """An open way into one member's space, and the rights it gives there."""

    member: Member
    rights: frozenset[Right]
    mandate: Mandate | None = None

    def may(self, right: str) -> bool:
        return right in self.rights


def door_of(user: User, number: int, today: date) -> Door | None:
    """The way of this person into the space of member `number`; none, and the space does not exist."""
    for access in _accesses(user.pk, number):
        return _door(access.member, OF_ROLE[access.role], today)
    mandate = live_mandates(user, today).select_related("member__physician").filter(member__number=number).first()
    if mandate is not None:
        return _door(mandate.member, of_scopes(mandate.scopes), today, mandate=mandate)
    return None


@composed
def _accesses(user_id: int, number: int) -> QuerySet[Access]:
    """One at most."""
    live = Access.objects.filter(user=user_id, member__number=number, revoked_at=None)
    return live.select_related("member__physician")


def doors_of(user: User, today: date) -> list[Door]:
    """All the ways of this person, one a member: their own access comes before the mandate of their firm."""
    doors: dict[int, Door | None] = {}
    for mandate in live_mandates(user, today).select_related("member"):
        doors[mandate.member_id] = _door(mandate.member, of_scopes(mandate.scopes), today, mandate=mandate)
    for access in user.accesses.filter(revoked_at=None).select_related("member"):
        doors[access.member_id] = _door(access.member, OF_ROLE[access.role], today)
    return [door for door in doors.values() if door is not None]


def people_with(right: Right, member: Member, today: date) -> QuerySet[User]:
    """Who holds this right on the member today: its own users by their role, and those of the firms with a mandate."""
    roles = [role for role, rights in OF_ROLE.items() if right in rights]
    live = [mandate for mandate in member.mandates.all() if mandate.is_live(today)]
    firms = [mandate.delegate_id for mandate in live if right in of_scopes(mandate.scopes)]  # SQLite: no look in JSON
    own = Q(accesses__member=member, accesses__revoked_at=None, accesses__role__in=roles)
    theirs = Q(delegate_user__delegate__in=firms, delegate_user__left_at=None)
    return User.objects.filter(own | theirs, is_active=True).distinct().order_by("last_name", "first_name", "pk")


def live_mandates(user: User, today: date) -> QuerySet[Mandate]:
    """The mandates that open something today for the firm where this person works."""
    in_time = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    return Mandate.objects.filter(
        in_time, delegate__users__user=user, delegate__users__left_at=None, state=Mandate.State.ACTIVE
    )


def _door(member: Member, rights: frozenset[Right], today: date, mandate: Mandate | None = None) -> Door | None:
    if not member.may_read_on(today):
        return None
    if member.is_struck_off_on(today):
        rights &= OF_A_STRUCK_OFF_MEMBER
    return Door(member, rights, mandate)
