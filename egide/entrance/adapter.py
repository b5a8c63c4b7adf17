"""How allauth speaks and decides in our house: mails through the outbox, no sign-up, our stages of a login."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailConfirmationHMAC
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from egide.accounts.access_log import client_address
from egide.accounts.devices import device_name
from egide.accounts.models import InitialPassword, User
from egide.accounts.sessions import close_sessions
from egide.accounts.throttling import forgive
from egide.centres.models import Service
from egide.common.encryption import decrypt, encrypt
from egide.entrance.alarm import alarm_link
from egide.entrance.second_factor.door import must_hold_second_factor
from egide.notifications.outbox import write

UNKNOWN = "Ce code ou ce mot de passe n’est pas reconnu. Vérifiez les deux, ou attendez quelques minutes."
SAME_FOR_ALL = (
    "account_inactive",
    "username_password_mismatch",
    "email_password_mismatch",
    "too_many_login_attempts",
)
STAGES = [
    "egide.entrance.stages.NewDeviceStage",
    "allauth.mfa.stages.AuthenticateStage",
    "egide.entrance.stages.FirstLoginStage",  # last: whoever holds the letter alone changes nothing
]


class Adapter(DefaultAccountAdapter):
    error_messages = (
        DefaultAccountAdapter.error_messages
        | dict.fromkeys(SAME_FOR_ALL, UNKNOWN)
        | {"incorrect_password": "Ce n’est pas votre mot de passe actuel : vérifiez-le, ou attendez quelques minutes."}
    )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return STAGES

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: User, **_: Any) -> HttpResponse | None:
        """A key opens nothing while the account waits for its letter, or is disabled; nobody learns which."""
        if user.is_active and (user.has_usable_password() or user.opened_by_letter):
            return None
        clear_login(request)
        messages.error(request, UNKNOWN)
        return redirect("account_login")

    def is_safe_url(self, url: str | None) -> bool:
        """Where one goes after a login: a path of ours, and nothing that a browser could read otherwise."""
        return bool(url) and str(url).startswith("/") and str(url).isprintable() and super().is_safe_url(url)

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """A login of less than five minutes ago is a proof too."""
        proofs = get_authentication_records(self.request, self.request.user)
        return not proofs or time.time() - proofs[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC) -> str:
        """From the settings, never from the headers of the request."""
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Rendered by allauth, carried by our worker; its links are personal, so its text is wiped."""
        mail = self.render_mail(template_prefix, email, {"service": Service.current(), **context})
        write(email, str(mail.subject), str(mail.body), confidential=True)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Security notices cannot be switched off, and each tells how to freeze the account."""
        told = {
            "user": user,
            "device": device_name(self.get_http_user_agent(self.request)),
            "alarm_link": alarm_link(user),
        }
        super().send_notification_mail(template_prefix, user, told | (context or {}), email)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Every way to a new password ends here: the other sessions, the devices and the letter end with the old one,
        and so do the change of address under way and the tries that had closed the account."""
        if not isinstance(user, User):
            raise TypeError(user)
        user.choose_password(by=user, password=password)
        InitialPassword.objects.filter(user=user).delete()
        if user.has_confirmed_address:
            user.forget_unconfirmed_addresses()
        user.trusted_devices.all().delete()
        forgive(f"account:{user.username}", f"known:{user.username}")
        close_sessions(user, but=self.request.session.session_key)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Cette clé n’est pas reconnue : réessayez, ou choisissez un autre moyen.",
        "cannot_delete_authenticator": "Votre accès exige un second facteur : ajoutez-en un autre avant de retirer "
        "celui-ci.",
    }

    def _get_site_name(self) -> str:
        service = Service.current()
        return f"Portail {service.short_name or service.name}"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody who must hold one stays."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        alone = not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return not (alone and must_hold_second_factor(authenticator.user))

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Clé n° {held + 1}" if held else "Ma clé d’accès"
