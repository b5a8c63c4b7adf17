"""What the program refuses to start with: a password rule too short, or a demo account outside the demo."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

FLOOR = 8
DEMO_USERNAMES = ("martine", "karim", "claire", "sophie", "armand", "nadia", "nouveau")
DEFAULT_SECRETS = {"", "changeme", "secret", "only-for-tests"}


@register
def check_password_minimum(**_: Any) -> list[CheckMessage]:
    low = [name for name in ("MEMBER_PASSWORD_MINIMUM", "STAFF_PASSWORD_MINIMUM") if getattr(settings, name) < FLOOR]
    return [Error(f"{name} est sous {FLOOR} caractères : relevez-le.", id="egide.E001") for name in low]


@register(deploy=True)
def check_secrets(**_: Any) -> list[CheckMessage]:
    weak = [name for name in ("SECRET_KEY", "NIR_KEY") if getattr(settings, name) in DEFAULT_SECRETS]
    return [Error(f"{name} garde une valeur par défaut : définissez-la.", id="egide.E002") for name in weak]
