"""The pages of the second factor: allauth's ceremonies, our screens, and codes that are shown in one answer only."""

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes, generate_recovery_codes
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.entrance.requests import PersonRequest
from egide.entrance.second_factor.codes import mark_step
from egide.entrance.second_factor.door import must_hold_second_factor
from egide.entrance.second_factor.proof import proof_required
from egide.ui.qr import drawn


class CeremonyContext:
    """What the browser needs to talk to a key, as an attribute of the form: the page runs no script of its own."""

    request: PersonRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # of its view
        ((_, options),) = context.get("js_data", {"": {}}).items()
        return context | {"key_options": json.dumps(options)}


class SecondStep(CeremonyContext, AuthenticateView):
    """After the password: a code or a key, whichever this person holds."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {"held": held}


class ProofByKey(CeremonyContext, ReauthenticateWebAuthnView):
    """A key asked once more before a sensitive change."""


class AddKey(CeremonyContext, AddWebAuthnView):
    """A new passkey; the first factor leads to the recovery codes."""

    def get_success_url(self) -> str:
        return reverse("recovery-codes" if self.did_generate_recovery_codes else "mfa_index")


class ActivateApp(ActivateTOTPView):
    """An application of codes: the code that proves it cannot serve again at the next login."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return context | {"qr": drawn(context["totp_url"]), "secret": groups}

    def get_success_url(self) -> str:
        return reverse("recovery-codes" if self.did_generate_recovery_codes else "mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            mark_step(Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP), form.step)
        return response


class Overview(IndexView):
    """What this person holds, and whether they must."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"required": must_hold_second_factor(self.request.user)}


@proof_required
def recovery_codes(request: PersonRequest) -> HttpResponse:
    """Ten codes, shown in the answer to a POST and never again: to see codes anew is to make new ones."""
    if not can_generate_recovery_codes(request.user):
        return redirect("mfa_index")
    held = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    codes = RecoveryCodes(held) if held else None
    if request.method == "POST":
        if codes is None or codes.did_view:
            codes = RecoveryCodes(generate_recovery_codes(request))
        codes.mark_as_viewed()
        return render(request, "mfa/recovery_codes/shown.html", {"codes": codes.get_unused_codes()})
    left = len(codes.get_unused_codes()) if codes else 0
    return render(request, "mfa/recovery_codes/index.html", {"seen": codes and codes.did_view, "left": left})
