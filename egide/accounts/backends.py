"""Who is who: one way in, limited by counters, taking the same time and giving the same answer to all."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.core.signing import BadSignature
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from egide.accounts.models import InitialPassword, User
from egide.accounts.throttling import ACCOUNT, ADDRESS, KNOWN_DEVICE, address_key, forgive, give_back, take_try
from egide.common.composed import composed

DEVICE_COOKIE = "appareil"
DEVICE_DAYS = 180


class PasswordBackend(ModelBackend):
    """By « code utilisateur » and password, or by the provisional password of the letter."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        code = (username or "").strip().lower()
        account = account_key(request, code)
        address = address_key(request)
        limit = KNOWN_DEVICE if account.startswith("known:") else ACCOUNT
        if not take_try([(account, limit), (address, ADDRESS)]):
            make_password(password)  # as long as a real check
            return None
        user = User.objects.filter(username=code).first()
        if not _opens(user, password or "") or user is None or not user.is_active:
            return None
        forgive(account)
        give_back(address)  # not forgiven: one good login must not hide a thousand guesses from the same place
        return user

    def get_user(self, user_id: int) -> User | None:
        """Read afresh at each request, with what every page says of them (`User.has_confirmed_address`)."""
        return next(iter(_person(user_id)), None)


@composed
def _person(user_id: int) -> QuerySet[User]:
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), primary=True, verified=True)
    people: QuerySet[User] = User.objects.annotate(**{"has_confirmed_address": Exists(confirmed)})  # noqa: PIE804  mypy sees a clash
    return people.filter(pk=user_id, is_active=True)


def _opens(user: User | None, password: str) -> bool:
    """Exactly one slow comparison, whatever the account."""
    if user is None:
        make_password(password)
        return False
    initial = InitialPassword.objects.live().filter(user=user, user__is_active=True).first()
    if initial is not None:
        user.opened_by_letter = initial.open_with(password)
        return user.opened_by_letter
    if not user.has_usable_password():
        make_password(password)
        return False
    return user.check_password(password)


def account_key(request: HttpRequest | None, code: str) -> str:
    """A device that has already signed in has its own counter: a stranger cannot lock its owner out."""
    if request is not None and code:
        try:
            known = request.get_signed_cookie(DEVICE_COOKIE, default="", max_age=DEVICE_DAYS * 86400)
        except BadSignature:
            known = ""
        if code in (known or "").split(","):
            return f"known:{code}"
    return f"account:{code}"
