"""« J’ai oublié mon mot de passe »: one answer for everybody, one mail for each stored address."""

from collections import defaultdict

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.account.views import PasswordResetFromKeyView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from egide.accounts.models import User
from egide.accounts.throttling import MAILS, MAILS_OF_ADDRESS, address_key, take_try
from egide.centres.models import Service
from egide.common.encryption import fingerprint
from egide.entrance import forms
from egide.notifications.models import Outbox
from egide.notifications.outbox import write

STAND_IN = "personne@exemple.invalid"
HOURS = settings.PASSWORD_RESET_TIMEOUT // 3600


class NewPassword(PasswordResetFromKeyView):
    """What the mail's link opens: the key goes into the session, this word takes its place in the address."""

    reset_url_key = "nouveau"


@login_not_required
def forgotten_password(request: HttpRequest) -> HttpResponse:
    form = forms.ForgottenPasswordForm(request.POST or None)
    if form.is_valid():
        send_links(request, form.cleaned_data["code_or_address"])
        return render(request, "entrance/forgotten_password_sent.html", {"hours": HOURS})
    return render(request, "entrance/forgotten_password.html", {"form": form, "hours": HOURS})


def send_links(request: HttpRequest, typed: str) -> None:
    """Write the mails, if there is anybody to write to; asking too often writes nothing and says nothing.

    Nobody costs as much as somebody: the mail is written to a stand-in too, and thrown away (security, row 28).
    """
    if not take_try([(f"mail-{address_key(request)}", MAILS_OF_ADDRESS)]):
        return
    wanted = typed.strip().lower()
    by_address: dict[str, list[User]] = defaultdict(list)
    for user in _people(wanted) or [User(pk=0, email=STAND_IN)]:
        if take_try([(f"mail:{user.pk or fingerprint(wanted)}", MAILS)]):
            by_address[user.email.lower()].append(user)
    with transaction.atomic():
        _write_to(by_address)
        Outbox.objects.filter(recipient=STAND_IN).delete()


def _write_to(by_address: dict[str, list[User]]) -> None:
    """One mail an address, with a link for each of its accounts that has a password to lose."""
    for address, users in by_address.items():
        accounts = [(user, _link(user)) for user in users]
        context = {"service": Service.current(), "accounts": accounts, "hours": HOURS}
        text = render_to_string("entrance/mails/reset.txt", context)
        write(address, "Votre mot de passe du portail", text, confidential=True)


def _people(wanted: str) -> list[User]:
    """Accounts whose code or stored address this is. A link needs a confirmed address; an account never opened
    has none, and is told to ask for a new letter."""
    confirmed = Q(emailaddress__primary=True, emailaddress__verified=True)
    never_opened = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX) & ~Q(email="")
    named = Q(username=wanted) | Q(email__iexact=wanted)
    found = User.objects.filter(confirmed | never_opened, named, is_active=True).distinct()
    # The database may fold more letters than we do: equality is decided here.
    return [user for user in found if wanted in {user.username, user.email.lower()}]


def _link(user: User) -> str:
    """Of an account that has a password to lose; for the others no link, after the same reads."""
    if not user.pk or not user.has_usable_password():
        EmailAddress.objects.filter(user_id=user.pk, email=user.email).exists()
        default_token_generator.make_token(User(pk=0))
        return ""
    token = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    return f"{settings.SITE_URL}{path}"
