"""How long a session lasts: idle and absolute limits, for members and for staff; pages that caches forget."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from egide.accounts.models import User

STARTED, SEEN = "started_at", "seen_at"
WRITE_EVERY = 60  # seconds: the session row is not written at each click


class SessionLimitsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, User) and request.user.is_authenticated:
            _touch_or_end(request, request.user)
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


def limits_of(user: User) -> tuple[int, int]:
    """Minutes of idleness and of the whole session."""
    return settings.SESSION_LIMITS["staff" if user.works_for_the_service else "member"]


def _touch_or_end(request: HttpRequest, user: User) -> None:
    now = int(timezone.now().timestamp())
    idle, absolute = limits_of(user)
    started = request.session.setdefault(STARTED, now)
    seen = request.session.setdefault(SEEN, now)
    if now - seen > idle * 60 or now - started > absolute * 60:
        logout(request)
    elif now - seen > WRITE_EVERY:
        request.session[SEEN] = now


def close_sessions(user: User, *, but: str | None = None) -> None:
    """End every session of this person, save the one in use."""
    keys = UserSession.objects.filter(user=user).exclude(session_key=but).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
