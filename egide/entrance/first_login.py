"""The first login: by the letter of an employer, or by the link of the first administrator; then the space opens."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStage
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlsafe_base64_decode

from egide.accounts.models import InitialPassword, StaffRole, User
from egide.accounts.recovery import address_in_force, propose
from egide.entrance import address, forms

WELCOME = "Bienvenue : votre espace est ouvert. Suivez le lien de confirmation que nous vous envoyons."


@login_stage_required(stage="first_login", redirect_urlname="account_login")
def first_login(request: HttpRequest) -> HttpResponse:
    """« Ceci est votre première connexion »: a password and an address of one's own, then the portal opens."""
    stage: LoginStage = vars(request)["_login_stage"]
    user: User = stage.login.user
    form = forms.FirstLoginForm(request.POST or None, user=user)
    if form.is_valid():
        with transaction.atomic():
            if not InitialPassword.close(user):
                return _too_late(request, stage)
            _make_ones_own(request, user, form)
        messages.success(request, WELCOME)
        opened: HttpResponse = stage.exit()
        return opened
    return render(request, "entrance/first_login.html", {"form": form})


def _too_late(request: HttpRequest, stage: LoginStage) -> HttpResponse:
    messages.error(request, "Un autre courrier a été imprimé entre-temps : connectez-vous avec le plus récent.")
    left: HttpResponse = stage.abort()
    return left


def _make_ones_own(request: HttpRequest, user: User, form: forms.FirstLoginForm) -> None:
    """The address that the service had on file, if another one, is told that the account is in use, and receives no
    link any more: the letter is also what gives back an account that somebody had taken over."""
    on_file = user.email
    form.save()
    address.forget_all_but(user, form.cleaned_data["email1"])
    propose(request, user, form.cleaned_data["email1"], by=user)
    if on_file and on_file.lower() != user.email.lower() and not address_in_force(user):
        get_adapter(request).send_notification_mail("account/email/opened", user, {}, email=on_file)


@login_not_required
def first_administrator(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The link that `manage.py premier_administrateur` prints: one hour, one use, no password on the way."""
    user = _waiting_administrator(uid, token)
    if user is None:
        return _link_over(request)
    if request.user.is_authenticated:
        return render(request, "entrance/first_administrator_over.html")
    form = forms.FirstAdministratorForm(request.POST or None, user=user)
    if form.is_valid():
        names = {name: form.cleaned_data[name] for name in ("first_name", "last_name")}
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            if _waiting_administrator(uid, token) is None:  # two hands hold the link: the first one chooses
                return _link_over(request)
            user.introduce(by=user, **names)
            _make_ones_own(request, user, form)
        # The password was typed here, twice: it is not asked again to enrol a second factor.
        record_authentication(request, user, method="password", username=user.username)
        response: HttpResponse = perform_login(request, Login(user=user))
        return response
    return render(request, "entrance/first_administrator.html", {"form": form, "username": user.username})


def _link_over(request: HttpRequest) -> HttpResponse:
    return render(request, "entrance/first_administrator_over.html", status=404)


def _waiting_administrator(uid: str, token: str) -> User | None:
    """The token holds the print of the password: once one is chosen, the link opens nothing."""
    try:
        number = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    user = User.objects.filter(pk=number, staff_role=StaffRole.ADMINISTRATOR, is_active=True).first()
    if user is None or user.has_usable_password() or not default_token_generator.check_token(user, token):
        return None
    return user
