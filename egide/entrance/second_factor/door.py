"""Who must hold a second factor before any page opens: the staff, and accountants with many members."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from egide.accounts.models import User
from egide.members.doors import live_mandates
from egide.members.models import DelegateUser

# What one needs to enrol, to leave, and what is open to everybody anyway.
OPEN = (
    "/mon-compte/second-facteur/", "/mon-compte/verification/", "/deconnexion/", "/rester/", "/static/", "/sante/",
    "/mentions-legales/", "/confidentialite/", "/accessibilite/", "/adresse/", "/ce-n-est-pas-moi/",
)  # fmt: skip
FREE = "needs_no_second_factor"


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and not request.path.startswith(OPEN) and _must_enrol(request, user):
            return redirect("mfa_index")
        return self.get_response(request)


def must_hold_second_factor(user: User) -> bool:
    """Staff always; a firm from its eleventh member on."""
    if not settings.STAFF_SECOND_FACTOR:
        return False
    few = settings.MANDATED_MEMBERS_BEFORE_SECOND_FACTOR
    return user.works_for_the_service or live_mandates(user, timezone.localdate())[: few + 1].count() > few


def _must_enrol(request: HttpRequest, user: User) -> bool:
    """A user of a company is looked up once a session; staff and accountants at each page, since what binds
    them (a role, one more mandate, a factor taken away) may change meanwhile."""
    if not settings.STAFF_SECOND_FACTOR:
        return False
    if not user.works_for_the_service:
        if request.session.get(FREE):
            return False
        if not DelegateUser.objects.filter(user=user, left_at=None).exists():
            request.session[FREE] = True
            return False
    return not is_mfa_enabled(user) and must_hold_second_factor(user)
