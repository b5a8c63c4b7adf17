"""What a code proves, once: an application's code is refused from its first use on, a recovery code is crossed out."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import transaction

from egide.accounts.models import User

LAST_STEP = "last_step"  # the 30-second step of the last code accepted (RFC 6238, section 5.2)


def accept_code(user: User, code: str) -> Authenticator | None:
    """The authenticator that `code` proves, marked by this very use; two requests at once cannot share a code."""
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user=user)
        for authenticator in held.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
            if _proves(authenticator, code):
                return authenticator
    return None


def step_of(secret: str, code: str) -> int | None:
    """The time step (now, one before or one after) whose code this is."""
    for step in totp.yield_hotp_counters_from_time():
        if totp.compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step))):
            return int(step)
    return None


def mark_step(authenticator: Authenticator, step: int) -> None:
    authenticator.data[LAST_STEP] = step
    authenticator.save(update_fields=["data"])


def _proves(authenticator: Authenticator, code: str) -> bool:
    if authenticator.type != Authenticator.Type.TOTP:
        return bool(authenticator.wrap().validate_code(code))
    step = step_of(decrypt(authenticator.data["secret"]), code)
    if step is None or step <= authenticator.data.get(LAST_STEP, 0):
        return False
    mark_step(authenticator, step)
    return True
