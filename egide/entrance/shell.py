"""What the doorstep gives to every page: the service's identity, and the minutes left to an idle session."""

from typing import Any

from django.http import HttpRequest

from egide.accounts.models import User
from egide.accounts.sessions import limits_of
from egide.centres.models import Service
from egide.ui.shell import provide


@provide
def identity(request: HttpRequest) -> dict[str, Any]:
    return {"service": Service.current()}


@provide
def session(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User) and user.is_authenticated
    return {"session_minutes": limits_of(user)[0]} if signed_in and isinstance(user, User) else {}
