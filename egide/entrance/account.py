"""Mon compte: password, recovery address, second factor, sessions."""

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from egide.accounts.models import User
from egide.accounts.sessions import close_sessions
from egide.accounts.throttling import MAILS, take_try
from egide.entrance import forms
from egide.entrance.views import set_recovery_address


class PersonRequest(HttpRequest):
    user: User


def account(request: PersonRequest) -> HttpResponse:
    address = EmailAddress.objects.filter(user=request.user, primary=True).first()
    sessions = UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    context = {
        "address": address,
        "second_factor": is_mfa_enabled(request.user),
        "sessions": sessions,
        "current": request.session.session_key,
    }
    return render(request, "entrance/account.html", context)


def recovery_address(request: PersonRequest) -> HttpResponse:
    """Correct the address, or send its confirmation link again."""
    form = forms.AddressForm(request.POST or None, initial={"email": request.user.email})
    if form.is_valid():
        if take_try([(f"confirmation:{request.user.pk}", MAILS)]):
            set_recovery_address(request, request.user, form.cleaned_data["email"])
            messages.success(request, "Un lien de confirmation part à cette adresse.")
        else:
            messages.error(request, "Plusieurs liens viennent de partir : attendez une heure.")
        return redirect("account")
    return render(request, "entrance/recovery_address.html", {"form": form})


def other_sessions(request: PersonRequest) -> HttpResponse:
    """Close every session but this one."""
    if request.method == "POST":
        close_sessions(request.user, but=request.session.session_key)
        UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key).delete()
        messages.success(request, "Les autres sessions sont fermées.")
        return redirect("account")
    return render(request, "entrance/other_sessions.html")
