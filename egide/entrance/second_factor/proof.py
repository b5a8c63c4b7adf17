"""Sensitive changes ask who is there once more, unless they have shown it within five minutes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from egide.accounts.reading import ProofNeeded
from egide.common.htmx import HtmxRequest

View = Callable[..., HttpResponse]


def proof_required(view: View) -> View:
    """Wraps allauth's views too: they would keep what was posted (a code, an address) in the session meanwhile."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_reauthentication_required(request, app="allauth.mfa"):
            return view(request, *args, **kwargs)
        return redirect(_who_is_there(request))

    return asked


class ProofMiddleware(MiddlewareMixin):
    def process_exception(self, request: HtmxRequest, exception: Exception) -> HttpResponse | None:
        """Who reads much shows who they are once more, and comes back to what they were opening."""
        if not isinstance(exception, ProofNeeded):
            return None
        address = _who_is_there(request)
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _who_is_there(request: HttpRequest) -> str:
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    return f"{ways[0]['url']}?{urlencode({'next': request.path})}"
