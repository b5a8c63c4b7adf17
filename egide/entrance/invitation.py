"""The link of an invitation: the person chooses a password, gets a code utilisateur, and the space opens."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from egide.accounts.models import User
from egide.accounts.models.initial_password import new_username
from egide.entrance.forms import NewPasswordForm
from egide.members.models import Invitation


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Once, and within its time: after that the link leads nowhere."""
    found = Invitation.objects.filter(token_hash=Invitation.hash_of(token)).select_related("member").first()
    if found is None or not found.is_open:
        raise Http404
    user = User(first_name=found.first_name, last_name=found.last_name, email=found.email)
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        username = _accept(found, user, form.cleaned_data["password1"])
        messages.success(request, f"Votre code utilisateur est {username} : notez-le, puis connectez-vous.")
        return redirect("account_login")
    return render(request, "entrance/invitation.html", {"form": form, "invitation": found})


def _accept(invitation: Invitation, user: User, password: str) -> str:
    """The account, its confirmed address (the link came by it) and its access, all or nothing."""
    with transaction.atomic():
        user.username = new_username()
        user.set_password(password)
        user.enrol(by=None)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        invitation.accept(by=user)
    return user.username
