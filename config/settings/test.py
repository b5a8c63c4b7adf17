"""The tests: a fast hasher, no network, and the database that the run asks for."""

from config.settings.accounts import *
from config.settings.base import *
from config.settings.database import *
from config.settings.mail import *
from config.settings.security import *

SECRET_KEY = "only-for-tests"  # noqa: S105
NIR_KEY = "only-for-tests-too"
DEMO = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
NEW_DEVICE_CODE = False
STAFF_SECOND_FACTOR = False
TRUSTED_PROXIES = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
HUEY = {"huey_class": "huey.MemoryHuey", "name": "egide-test", "immediate": False, "results": False}
DATABASES["default"]["CONN_MAX_AGE"] = 0
MIDDLEWARE = [*MIDDLEWARE, "egide.common.readonly.ReadOnlyGetMiddleware"]
CLAMD = ""
CARD_PROVIDER = "tests.cards.hands.TestBank"
CARD_SECRETS = ["le-secret-de-la-banque"]  # the tests that have no provider say so
WITHHELD_ONE_IN = 0  # the tests that need a moment withheld say so
