"""What the doorstep gives to every page: the service's identity, the minutes left to an idle session, the address to
confirm; and the menu of its own pages."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.urls import reverse

from egide.accounts.models import User
from egide.accounts.sessions import limits_of
from egide.centres.models import Service
from egide.members.models import Access, DelegateUser
from egide.ui.shell import provide


@dataclass(frozen=True)
class Entry:
    url: str
    label: str
    short: str
    icon: str
    current: bool
    daily: bool = True


@provide
def identity(request: HttpRequest) -> dict[str, Any]:
    return {"service": Service.current()}


@provide
def person(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"session_minutes": limits_of(user)[0], "address_to_confirm": _address_to_confirm(user)}


@provide
def own_menu(request: HttpRequest) -> dict[str, Any]:
    """For Mon compte and Mes adhérents; the portal and the espace service have theirs."""
    user, match = getattr(request, "user", None), request.resolver_match
    if not isinstance(user, User) or match is None or match.namespaces:
        return {}
    return {"menu": [*_spaces(request, user), _entry(request, "account", "Mon compte", "Compte", "user")]}


def _spaces(request: HttpRequest, user: User) -> list[Entry]:
    if user.works_for_the_service:
        return [Entry(reverse("backoffice:home"), "Espace service", "Service", "home", current=False)]
    accesses = list(Access.objects.filter(user=user, revoked_at=None).select_related("member")[:2])
    if len(accesses) == 1 and not DelegateUser.objects.filter(user=user, left_at=None).exists():
        member = accesses[0].member
        return [Entry(reverse("portal:home", args=[member.number]), member.name, "Accueil", "building", current=False)]
    return [_entry(request, "mandates", "Mes adhérents", "Adhérents", "briefcase")]


def _entry(request: HttpRequest, name: str, label: str, short: str, icon: str) -> Entry:
    url = reverse(name)
    return Entry(url, label, short, icon, current=request.path.startswith(url))


def _address_to_confirm(user: User) -> dict[str, str] | None:
    """Nothing when an address is in force; else the one that waits for its owner to follow the link, if any."""
    if user.has_confirmed_address:
        return None
    waiting = EmailAddress.objects.filter(user=user, verified=False).order_by("-pk").first()
    return {"email": waiting.email if waiting else ""}
