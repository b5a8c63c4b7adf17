"""One page that says what an act will do, and does it when it is confirmed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from egide.portal.scope import PortalRequest
from egide.ui.refusals import attempt


def confirmed(
    request: PortalRequest,
    act: Callable[[], object],
    *,
    done: str,
    heading: str,
    text: str,
    action: str,
    leads_to: str = "",
) -> HttpResponse:
    """Asked by GET, done by POST, then `leads_to` (Mon entreprise by default); a refusal stays on the page."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, act):
        messages.success(request, done)
        return redirect(leads_to) if leads_to else redirect("portal:company", request.member.number)
    context = {"form": form, "heading": heading, "text": text, "action": action}
    return render(request, "portal/company/confirm.html", context)
