"""Says a refusal of the business to the person, wherever it was raised."""

from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from math import ceil
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from egide.common.errors import GONE, Conflict, Refused, TooOften, is_orphan
from egide.common.htmx import HtmxRequest
from egide.ui.versions import conflict_page


def attempt(form: forms.BaseForm, act: Callable[[], object], *, whole: bool = True) -> bool:
    """Do `act` whole or not at all; a refusal is said by the form, shown again as it was filled.

    Not `whole`: what asks somebody else's server keeps its own transactions, and holds none while it waits.
    A conflict between two people has a page of its own: it goes on to the middleware.
    """
    try:
        with transaction.atomic() if whole else nullcontext():
            act()
    except Conflict as conflict:
        conflict.offered = frozenset(form.fields)
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        vars(form)["refusal"] = refusal
        return False
    except IntegrityError as error:
        if not is_orphan(error):
            raise
        form.add_error(None, GONE)
        return False
    return True


def render_form(request: HtmxRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of `form`; sent too often, it is the same page, whose status says to whoever reads no sentence how many
    seconds to wait."""
    refusal = getattr(context["form"], "refusal", None)
    if not isinstance(refusal, TooOften):
        return render(request, template, context)
    response = render(request, template, context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(max(1, ceil((refusal.until - timezone.now()).total_seconds())))
    return response


class RefusalMiddleware(MiddlewareMixin):
    def process_exception(self, request: HtmxRequest, exception: Exception) -> HttpResponse | None:
        """Back to the page that asked, with the reason; a GET asks for nothing: refused, it is a bug."""
        if not isinstance(exception, Refused) or request.method != "POST":
            return None
        if isinstance(exception, Conflict):
            return conflict_page(request, exception)
        if request.htmx:
            return render(request, "ui/alert.html", {"text": exception, "tone": "danger"}, status=422)
        messages.error(request, str(exception))
        response = redirect(request.path)
        vars(response)["refused"] = True
        return response
