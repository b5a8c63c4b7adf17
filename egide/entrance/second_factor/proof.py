"""Sensitive changes ask who is there once more, unless they have shown it within five minutes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

View = Callable[..., HttpResponse]


def proof_required(view: View) -> View:
    """Wraps allauth's views too: they would keep what was posted (a code, an address) in the session meanwhile."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_reauthentication_required(request, app="allauth.mfa"):
            return view(request, *args, **kwargs)
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        return redirect(f"{ways[0]['url']}?{urlencode({'next': request.path})}")

    return asked
