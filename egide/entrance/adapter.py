"""How allauth speaks and decides in our house: mails through the outbox, no sign-up, our first-login stage."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress, Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from egide.accounts.access_log import client_address
from egide.accounts.models import InitialPassword, User
from egide.accounts.sessions import close_sessions
from egide.centres.models import Service
from egide.notifications.outbox import write

UNKNOWN = "Ce code ou ce mot de passe n’est pas reconnu. Vérifiez les deux, ou attendez quelques minutes."
SAME_FOR_ALL = (
    "account_inactive",
    "username_password_mismatch",
    "email_password_mismatch",
    "too_many_login_attempts",
)
FIRST_LOGIN = "egide.entrance.stages.FirstLoginStage"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(SAME_FOR_ALL, UNKNOWN)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return [FIRST_LOGIN, *super().get_login_stages()]

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_login_by_code_required(self, login: Login) -> bool:
        """A code by mail on each new device, where nothing stronger protects the account."""
        user = login.user
        confirmed = EmailAddress.objects.filter(user=user, primary=True, verified=True).exists()
        return settings.NEW_DEVICE_CODE and confirmed and not is_mfa_enabled(user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Rendered by allauth, carried by our worker; its links are personal, so its text is wiped."""
        mail = self.render_mail(template_prefix, email, {"service": Service.current(), **context})
        write(email, str(mail.subject), str(mail.body), confidential=True)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Every way to a new password ends here: the other sessions and the letter end with the old one."""
        if not isinstance(user, User):
            raise TypeError(user)
        user.choose_password(by=user, password=password)
        InitialPassword.objects.filter(user=user).delete()
        close_sessions(user, but=self.request.session.session_key)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def _get_site_name(self) -> str:
        return Service.current().name
