"""« J’ai oublié mon mot de passe »: one answer for everybody, one mail for each stored and confirmed address."""

from collections import defaultdict

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from egide.accounts.access_log import client_address
from egide.accounts.models import InitialPassword, User
from egide.accounts.throttling import MAILS, MAILS_OF_ADDRESS, take_try
from egide.centres.models import Service
from egide.notifications.outbox import write


def send_links(request: HttpRequest, typed: str) -> None:
    """Write the mails, if there is anybody to write to; asking too often writes nothing and says nothing."""
    wanted = typed.strip().lower()
    keys = [(f"mail:{wanted}", MAILS), (f"mail-address:{client_address(request)}", MAILS_OF_ADDRESS)]
    if not take_try(keys):
        return
    by_address: dict[str, list[User]] = defaultdict(list)
    for user in _people(wanted):
        by_address[user.email].append(user)
    for address, users in by_address.items():
        context = {"service": Service.current(), "accounts": [(user, _link(user)) for user in users]}
        text = render_to_string("entrance/mails/reset.txt", context)
        write(address, "Votre mot de passe du portail", text, confidential=True)


def _people(wanted: str) -> list[User]:
    """Accounts whose confirmed address this is, or whose code; equality is the database's, case aside."""
    confirmed = Q(emailaddress__primary=True, emailaddress__verified=True, is_active=True)
    found = User.objects.filter(confirmed, Q(username=wanted) | Q(email__iexact=wanted)).distinct()
    return [user for user in found if user.username == wanted or user.email.lower() == wanted]


def _link(user: User) -> str:
    """The one-use link; an account that was never opened has none: its owner asks for a new letter."""
    if InitialPassword.objects.filter(user=user, used_at=None).exists():
        return ""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse(
        "account_reset_password_from_key", kwargs=dict(zip(("uidb36", "key"), key.split("-", 1), strict=True))
    )
    return f"{settings.SITE_URL}{path}"
