"""« Vérification en deux étapes »: six digits by mail on each new device, ten minutes, five tries, kept as a digest.

It is not a second factor in the sense of the CNIL (délibération 2025-019), and is not called so.
"""

import secrets
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import stash_login
from allauth.account.models import EmailAddress
from allauth.account.stages import LoginStage
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from egide.accounts.devices import device_name
from egide.accounts.models import AccessRules, TrustedDevice, User
from egide.accounts.throttling import CODES, MAILS, ONE_CODE, forgive, take_try
from egide.centres.models import Service
from egide.notifications.outbox import write

COOKIE = "appareil-reconnu"


class DeviceCodeForm(forms.Form):
    code = forms.CharField(
        label="Code à 6 chiffres",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    trust = forms.BooleanField(label="Ne plus le demander sur cet appareil", required=False, initial=True)

    def __init__(self, *args: Any, user: User, state: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.half_way = user, state
        self.fields[
            "trust"
        ].help_text = (
            f"Pendant {settings.TRUSTED_DEVICE_DAYS} jours. Décochez si d’autres personnes se servent de cet appareil."
        )

    def clean_code(self) -> str:
        """The try is taken before the code is judged, by counters that parallel requests cannot outrun."""
        typed = "".join(sign for sign in self.cleaned_data["code"] if sign.isdigit())
        keys = [(f"device:{self.half_way['nonce']}", ONE_CODE), (f"code:{self.user.pk}", CODES)]
        if not take_try(keys) or _age(self.half_way) > settings.NEW_DEVICE_CODE_MINUTES * 60:
            raise ValidationError("Ce code n’est plus valable : demandez-en un autre.")
        if not constant_time_compare(_digest(self.half_way["nonce"], typed), self.half_way["digest"]):
            raise ValidationError("Ce code n’est pas le bon : vérifiez le dernier message reçu.")
        forgive(*(key for key, _ in keys))
        return typed


def asks_code(request: HttpRequest, user: User) -> bool:
    """Not where a factor does better, nor at a first login (the letter itself was received), nor without
    a confirmed address to write to."""
    if not AccessRules.current().new_device_code or user.opened_by_letter or is_mfa_enabled(user):
        return False
    return bool(_address(user)) and not TrustedDevice.knows(user, request.COOKIES.get(COOKIE, ""))


def send_code(user: User, state: dict[str, Any]) -> bool:
    """Draw a code, forget the former, write the mail; False when too many have left within the hour."""
    if not take_try([(f"device-mail:{user.pk}", MAILS)]):
        state.setdefault("nonce", "")
        state.setdefault("digest", "")
        state.setdefault("sent_at", 0)
        return False
    code, nonce = f"{secrets.randbelow(10**6):06d}", secrets.token_urlsafe(16)
    state.update(nonce=nonce, digest=_digest(nonce, code), sent_at=timezone.now().timestamp())
    context = {"service": Service.current(), "code": code, "minutes": settings.NEW_DEVICE_CODE_MINUTES}
    text = render_to_string("entrance/mails/device_code.txt", context)
    write(_address(user), "Votre code de vérification", text, confidential=True)
    return True


@login_stage_required(stage="new_device", redirect_urlname="account_login")
def new_device(request: HttpRequest) -> HttpResponse:
    stage: LoginStage = vars(request)["_login_stage"]
    user: User = stage.login.user
    if request.POST.get("action") == "resend":
        return _resent(request, stage)
    form = DeviceCodeForm(request.POST or None, user=user, state=stage.state)
    if form.is_valid():
        response: HttpResponse = stage.exit()
        if form.cleaned_data["trust"]:
            _trust(request, response, user)
        return response
    context = {"form": form, "address": _masked(_address(user)), "minutes": settings.NEW_DEVICE_CODE_MINUTES}
    return render(request, "entrance/new_device.html", context)


def _resent(request: HttpRequest, stage: LoginStage) -> HttpResponse:
    if send_code(stage.login.user, stage.state):
        stash_login(request, stage.login)
        messages.success(request, "Un nouveau code part à votre adresse ; l’ancien ne sert plus.")
    else:
        messages.error(request, "Plusieurs codes viennent de partir : attendez une heure, ou appelez l’assistance.")
    return redirect("new-device")


def _trust(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """A new secret each time: one that somebody has planted in this browser, or copied from it, is worth nothing."""
    secret = secrets.token_urlsafe(32)
    TrustedDevice.renew(request.COOKIES.get(COOKIE, ""), secret)
    TrustedDevice.trust(user, secret, device_name(request.headers.get("User-Agent", "")))
    age = settings.TRUSTED_DEVICE_DAYS * 86400
    response.set_cookie(COOKIE, secret, max_age=age, httponly=True, samesite="Lax", secure=request.is_secure())


def _address(user: User) -> str:
    confirmed = EmailAddress.objects.filter(user=user, primary=True, verified=True).first()
    return str(confirmed.email) if confirmed else ""


def _masked(address: str) -> str:
    """« m•••e@10042.example »: enough to know which mailbox to open."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}•••{name[-1:]}@{domain}"


def _digest(nonce: str, code: str) -> str:
    return salted_hmac("egide.new_device", f"{nonce}:{code}", algorithm="sha256").hexdigest()


def _age(state: dict[str, Any]) -> float:
    return timezone.now().timestamp() - float(state["sent_at"])
