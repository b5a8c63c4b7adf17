"""How long a session lasts, how many are held at once, how they end; pages that caches forget."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from egide.accounts.access_log import client_address
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
        note_use(request)


def note_use(request: HttpRequest) -> None:
    """When and where this session was last used: what its owner reads in Mon compte."""
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now(), ip=client_address(request)
    )


def close_sessions(user: User, *, but: str | None = None) -> None:
    """End every session of this person, save the one in use."""
    _close(UserSession.objects.filter(user=user).exclude(session_key=but))


def close_session(user: User, number: int, *, but: str | None) -> bool:
    """End one session of this person, never the one in use; False when there is no such session any more."""
    return _close(UserSession.objects.filter(user=user, pk=number).exclude(session_key=but)) > 0


def keep_latest_sessions(user: User, current: str | None) -> None:
    """Members hold five sessions at once, staff two, the `current` one included: one more ends the oldest."""
    kept = settings.PARALLEL_SESSIONS["staff" if user.works_for_the_service else "member"]
    others = UserSession.objects.filter(user=user).exclude(session_key=current)
    latest = list(others.order_by("-last_seen_at", "-pk").values_list("pk", flat=True)[: kept - 1])
    _close(others.exclude(pk__in=latest))


def _close(sessions: QuerySet[UserSession]) -> int:
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return sessions.filter(session_key__in=keys).delete()[0]
