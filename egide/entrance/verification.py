"""/verification/: whoever is shown an attestation asks whether it is true; the answer is yes or no."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egide.accounts.throttling import Limit, address_key, take_try
from egide.common.readonly import written_on_purpose
from egide.proofs.rules import verdict

# A desk checks some papers in a row; whoever tries codes waits.
CHECKS = Limit.at_most(30, timedelta(minutes=10))


class VerificationForm(forms.Form):
    """What is read on the paper."""

    code = forms.CharField(
        label="Code de vérification",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="Vingt signes, au bas de l’attestation.",
    )
    company = forms.CharField(
        label="SIREN ou n° d’adhérent",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text="Tel qu’il est écrit sur l’attestation : la réponse vaut alors pour cette entreprise.",
    )


@login_not_required
def verification(request: HttpRequest) -> HttpResponse:
    """The code is typed, with or without the company."""
    form = VerificationForm(request.POST or None)
    if not form.is_valid():
        return _page(request, {"form": form})
    return _answer(request, form, **form.cleaned_data)


@login_not_required
def verification_of(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code was read: the answer at once, and the field that ties it to the company."""
    form = VerificationForm(request.POST or None, initial={"code": code})
    company = form.cleaned_data["company"] if form.is_valid() else ""
    return _answer(request, form, form.cleaned_data["code"] if form.is_valid() else code, company)


def _answer(request: HttpRequest, form: VerificationForm, code: str, company: str) -> HttpResponse:
    with written_on_purpose():
        may = take_try([(f"certificates:{address_key(request)}", CHECKS)])
    if not may:
        response = _page(request, {"form": form, "waits": True}, status=429)
        response["Retry-After"] = CHECKS.retry_after
        return response
    return _page(request, {"form": form, "verdict": verdict(code, company).value, "company": company.strip()})


def _page(request: HttpRequest, told: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"verdict": "", "waits": False, "company": ""} | told
    response = render(request, "entrance/verification.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response
