"""The one door of the portal: every request gets its member and its rights here, or a 404."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from egide.accounts.access_log import log_access, log_entrance
from egide.accounts.models import AccessLog, User
from egide.common.errors import Closed
from egide.common.htmx import HtmxRequest
from egide.members.doors import Door, door_of
from egide.members.models import Member
from egide.members.rights import Right

View: TypeAlias = Callable[..., HttpResponseBase]


class PortalRequest(HtmxRequest):
    """A person, the member this person may act for, and what they may do there."""

    user: User
    member: Member
    door: Door


CLOSED = "Cette page ne vous est pas ouverte"
BEYOND_THE_MANDATE = "Votre mandat ne la couvre pas. L’adhérent peut l’étendre dans Mon entreprise."


def requires(right: Right) -> Callable[[View], View]:
    """Name the right that a page of the portal asks for; a view that names none is closed."""

    def mark(view: View) -> View:
        vars(view)["right"] = right
        return view

    return mark


class MemberScopeMiddleware(MiddlewareMixin):
    def process_view(self, request: PortalRequest, view: View, args: Any, kwargs: dict[str, Any]) -> None:
        if "portal" not in request.resolver_match.namespaces or not request.user.is_authenticated:
            return
        door = door_of(request.user, kwargs.pop("member_number"), timezone.localdate())
        if door is None:
            log_access(request, AccessLog.Kind.CLOSED_DOOR, request.path)
            raise Http404
        request.door, request.member = door, door.member
        if getattr(view, "right", None) not in door.rights:
            raise Closed(CLOSED, BEYOND_THE_MANDATE) if door.mandate else PermissionDenied
        if door.mandate is not None:
            log_entrance(request, timezone.localdate())
