"""Who must hold a second factor before any page: the staff, and accountants with many members."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from egide.accounts.models import User
from egide.members.doors import live_mandates

OPEN = ("/mon-compte/", "/deconnexion/", "/static/", "/sante/")
KNOWN = "holds_second_factor"


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and not request.path.startswith(OPEN) and _must_enrol(request, user):
            messages.warning(request, "Choisissez d’abord votre second facteur : il protège l’accès de tous.")
            return redirect("mfa_index")
        return self.get_response(request)


def _must_enrol(request: HttpRequest, user: User) -> bool:
    """Looked up once a session: a second factor, once there, is asked at each login by allauth."""
    if not settings.STAFF_SECOND_FACTOR or request.session.get(KNOWN):
        return False
    if is_mfa_enabled(user):
        request.session[KNOWN] = True
        return False
    return user.works_for_the_service or _has_many_members(user)


def _has_many_members(user: User) -> bool:
    few = settings.MANDATED_MEMBERS_BEFORE_SECOND_FACTOR
    return live_mandates(user, timezone.localdate())[: few + 1].count() > few
