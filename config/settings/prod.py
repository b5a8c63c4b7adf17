"""Production: nothing starts without the secrets of this very installation."""

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.accounts import *
from config.settings.base import *
from config.settings.database import *
from config.settings.mail import *
from config.settings.security import *

SECRET_KEY = env.text("EGIDE_CLE_SECRETE")
NIR_KEY = env.text("EGIDE_CLE_NIR")
SITE_URL = env.text("EGIDE_URL").rstrip("/")
ALLOWED_HOSTS = env.words("EGIDE_HOTES", SITE_URL.split("://")[-1].split(":")[0])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if CARD_PROVIDER.startswith("egide.demo."):
    raise ImproperlyConfigured("EGIDE_CARTE nomme la banque d’essai : nommez un vrai prestataire, ou personne.")
if CARD_PROVIDER and not CARD_SECRETS:
    raise ImproperlyConfigured("Définissez EGIDE_CARTE_SECRETS : sans lui, aucun avis du prestataire n’est cru.")
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-egide"
CSRF_COOKIE_NAME = "__Host-egide-csrf"
TRUSTED_PROXIES = env.integer("EGIDE_PROXYS", 1)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "egide.common.secret_addresses.MaskedAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["masked"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
