"""What follows a sign-in: it is logged, the former one is kept, the device is known from now on."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from egide.accounts.access_log import log_access
from egide.accounts.backends import DEVICE_COOKIE, DEVICE_DAYS
from egide.accounts.models import AccessLog, User
from egide.accounts.sessions import keep_latest_sessions

DEVICES_SHARED_BY = 5
UNKNOWN_CODE = "code inconnu"


@receiver(user_logged_in)
def remember(request: HttpRequest, response: HttpResponse, user: User, **_: Any) -> None:
    """`last_login` is already the new one: what was before it comes from the log."""
    past = AccessLog.objects.filter(user=user, kind=AccessLog.Kind.SIGN_IN).order_by("-at").first()
    User.objects.filter(pk=user.pk).update(previous_login=past.at if past else None)
    log_access(request, AccessLog.Kind.SIGN_IN, user.username)
    keep_latest_sessions(user, request.session.session_key)
    known = (request.get_signed_cookie(DEVICE_COOKIE, default="", max_age=DEVICE_DAYS * 86400) or "").split(",")
    codes = [user.username, *(code for code in known if code and code != user.username)][:DEVICES_SHARED_BY]
    response.set_signed_cookie(
        DEVICE_COOKIE,
        ",".join(codes),
        max_age=DEVICE_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """By the code of a known account only: people type their password there, and the journal holds no secret."""
    if request is not None:
        known = User.objects.filter(username=str(credentials.get("username", "")).strip().lower()).first()
        log_access(request, AccessLog.Kind.SIGN_IN_FAILED, known.username if known else UNKNOWN_CODE)
