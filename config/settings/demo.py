"""The demo: one believable service on this machine, mails kept on disk, a ribbon on every page."""

import secrets
from pathlib import Path

from config import env
from config.settings.accounts import *
from config.settings.base import *
from config.settings.database import *
from config.settings.mail import *
from config.settings.security import *


def kept_secret(name: str) -> str:
    """A secret of this data folder, drawn at the first start: the demo has no default one either."""
    path = Path(DATA_DIR) / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text()


DEMO = True
ROOT_URLCONF = "config.urls_demo"
CARD_PROVIDER = "egide.demo.card_bank.bank.LocalBank"
CARD_SECRETS = [kept_secret("carte")]
# Nginx compresses in production (docs/decisions/0008.md); here nobody stands in front.
MIDDLEWARE = [*MIDDLEWARE[:2], "django.middleware.gzip.GZipMiddleware", *MIDDLEWARE[2:]]
SECRET_KEY = kept_secret("cle_secrete")
NIR_KEY = kept_secret("cle_nir")
ALLOWED_HOSTS = env.words("EGIDE_HOTES", "*")
NEW_DEVICE_CODE = False
STAFF_SECOND_FACTOR = False
STAFF_PASSWORD_MINIMUM = MEMBER_PASSWORD_MINIMUM
TRUSTED_PROXIES = 0
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "courriels")
