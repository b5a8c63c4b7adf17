"""What an application of codes would show, and an account that holds one."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp

from egide.accounts.models import User


def code_of(secret: str) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def with_application(user: User) -> str:
    """Give `user` an application of codes; its secret is returned."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return str(secret)


def with_recovery_codes(user: User) -> list[str]:
    codes = RecoveryCodes.activate(user)
    codes.mark_as_viewed()
    return list(codes.get_unused_codes())


def kinds_held(user: User) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
