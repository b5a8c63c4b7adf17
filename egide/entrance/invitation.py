"""The link of an invitation: a newcomer chooses a password, somebody who has an account adds a space to it."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from egide.accounts.models import User
from egide.accounts.models.initial_password import new_username
from egide.centres.models import Service
from egide.entrance.forms import NewPasswordForm
from egide.members.models import Invitation
from egide.notifications.outbox import write


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Once, and within its time: after that the link leads nowhere. Nothing is accepted without a click."""
    found = Invitation.objects.filter(token_hash=Invitation.hash_of(token)).select_related("member").first()
    if found is None or not found.is_open:
        raise Http404
    if isinstance(request.user, User):
        return _for_somebody_known(request, request.user, found)
    user = User(first_name=found.first_name, last_name=found.last_name, email=found.email)
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        username = _accept(found, user, form.cleaned_data["password1"])
        messages.success(request, f"Votre code utilisateur est {username} : notez-le, puis connectez-vous.")
        return redirect("account_login")
    return render(request, "entrance/invitation.html", {"form": form, "invitation": found})


def _for_somebody_known(request: HttpRequest, user: User, found: Invitation) -> HttpResponse:
    """One person, one login: the space is added to the account in use."""
    if request.method == "POST":
        found.accept(by=user)
        messages.success(request, f"L’espace de {found.member.name} s’ajoute à votre compte.")
        return redirect("portal:home", found.member.number)
    return render(request, "entrance/invitation_known.html", {"invitation": found})


def _accept(invitation: Invitation, user: User, password: str) -> str:
    """The account, its confirmed address (the link came by it) and its access, all or nothing."""
    with transaction.atomic():
        user.username = new_username()
        user.set_password(password)
        user.enrol(by=None)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        invitation.accept(by=user)
        context = {"service": Service.current(), "user": user, "member": invitation.member}
        write(user.email, "Votre code utilisateur", render_to_string("entrance/mails/welcome.txt", context))
    return user.username
