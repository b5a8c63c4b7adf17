"""The letter with the code and the provisional password: printing it draws a new one, and ends the one before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from egide.accounts.models import InitialPassword, User
from egide.accounts.passwords import minimum_for
from egide.accounts.sessions import close_sessions
from egide.backoffice.rights import ServiceRequest
from egide.centres.models import Service
from egide.centres.papers import head_of
from egide.common.errors import Refused
from egide.common.french import long_date
from egide.common.typesetting import render as typeset
from egide.members.models import Address, Member
from egide.ui.downloads import paper


@dataclass(frozen=True)
class Situation:
    """Where an account stands: how it looks, and the words."""

    tone: str
    icon: str
    words: str


def situation_of(user: User) -> Situation:
    """Blocked, never told, told by a letter on its way, or at work."""
    letter: InitialPassword | None = getattr(user, "initial_password", None)
    if not user.is_active:
        return Situation("danger", "lock", "Bloqué")
    if letter is not None and letter.used_at is None:
        if letter.expires_at < timezone.now():
            return Situation("warn", "alert-triangle", f"Courrier expiré le {letter.expires_at:%d/%m/%Y}")
        return Situation("info", "mail", f"Courrier imprimé le {timezone.localtime(letter.issued_at):%d/%m/%Y}")
    if user.last_login:
        return Situation("", "check", f"Connecté le {timezone.localtime(user.last_login):%d/%m/%Y}")
    if user.has_usable_password():
        return Situation("", "clock", "Jamais connecté")
    return Situation("warn", "printer", "Courrier jamais imprimé")


def what_it_ends(user: User) -> str:
    """What printing a letter puts an end to, said before it is done."""
    letter: InitialPassword | None = getattr(user, "initial_password", None)
    if letter is not None and letter.used_at is None:
        return f"Le courrier imprimé le {timezone.localtime(letter.issued_at):%d/%m/%Y} ne servira plus."
    if user.last_login:
        seen = timezone.localtime(user.last_login)
        return f"{user} s’est connecté le {seen:%d/%m/%Y} : son mot de passe actuel et ses sessions prendront fin."
    return "C’est son premier courrier."


def print_letters(request: ServiceRequest, users: Iterable[User]) -> HttpResponse:
    """One page for each account, as one PDF; a blocked account gets none."""
    service = Service.current()
    chosen = list(users)
    with transaction.atomic():
        pages = [_page(user, service, request.user) for user in chosen]
    data = {"head": head_of(service), "title": "Courrier d’identifiants", "letters": pages}
    one = len(chosen) == 1
    told = f"Le courrier de {chosen[0]} est prêt" if one else f"{len(chosen)} courriers sont prêts"
    messages.success(request, f"{told} ; ceux d’avant ne servent plus.")
    name = f"courrier-{chosen[0].username}" if one else f"courriers-{timezone.localdate():%Y-%m-%d}"
    return paper(typeset("letter", data), f"{name}.pdf")


def _page(user: User, service: Service, by: User) -> dict[str, str | list[str]]:
    if not user.is_active:
        raise Refused(f"Le compte de {user} est bloqué : débloquez-le avant d’imprimer son courrier.")
    secret = InitialPassword.issue(user, by=by)
    close_sessions(user)
    number, addressee = _addressee(user, service)
    return {
        "addressee": addressee,
        "number": number,
        "date": long_date(timezone.localdate()),
        "username": user.username,
        "secret": secret,
        "expires": f"{InitialPassword.objects.get(user=user).expires_at:%d/%m/%Y}",
        "url": f"{settings.SITE_URL}/connexion/",
        "minimum": str(minimum_for(user)),
        "assistance": f"{service.assistance_email} – {service.assistance_phone}",
    }


def _addressee(user: User, service: Service) -> tuple[str, list[str]]:
    """The member's number if any, and the lines of the address: of the member, of the firm, of the service."""
    access = user.accesses.filter(revoked_at=None).select_related("member").first()
    if access is not None:
        return str(access.member.number), [access.member.name, str(user), *_lines_of(access.member)]
    works_in = getattr(user, "delegate_user", None)
    if works_in is not None:
        return "", [works_in.delegate.name, str(user)]
    return "", [service.name, str(user), *service.address.splitlines()]


def _lines_of(member: Member) -> list[str]:
    """The head office, else the first establishment: a letter without an address cannot be posted."""
    office = member.addresses.filter(kind=Address.Kind.HEAD_OFFICE).first()
    if office is not None:
        return office.lines
    place = member.establishments.filter(closed_on=None).first()
    return [place.address, f"{place.postcode} {place.city}"] if place else []
