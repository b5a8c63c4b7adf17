"""What every deployment shares: applications, middlewares in the order they protect, templates."""

from pathlib import Path

import django_stubs_ext

from config import env

django_stubs_ext.monkeypatch()  # lets a class say ModelForm[Employee]

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.text("EGIDE_DATA", str(BASE_DIR / "var"))).resolve()

DEMO = False
DEBUG = False
SITE_URL = env.text("EGIDE_URL", "http://127.0.0.1:8000").rstrip("/")
# Whoever takes the cards: the dotted path of a class (egide/cards/gateway.py), and what its notices are signed with.
CARD_PROVIDER = env.text("EGIDE_CARTE", "")
CARD_SECRETS = env.words("EGIDE_CARTE_SECRETS")
CLAMD = env.daemon("EGIDE_CLAMD")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the passkeys page of allauth counts with it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "egide.entrance",  # before allauth: our templates are found first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "huey.contrib.djhuey",
    "egide.common",
    "egide.ui",
    "egide.accounts",
    "egide.centres",
    "egide.planning",
    "egide.members",
    "egide.employees",
    "egide.library",
    "egide.followup",
    "egide.appointments",
    "egide.invoicing",
    "egide.dues",
    "egide.debits",
    "egide.cards",
    "egide.banking",
    "egide.proofs",
    "egide.dunning",
    "egide.platform",
    "egide.declarations",
    "egide.notifications",
    "egide.retention",
    "egide.portal",
    "egide.backoffice",
    "egide.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "egide.common.plain_requests.PlainRequestMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "egide.accounts.sessions.SessionLimitsMiddleware",
    "egide.common.per_request.RequestMemoryMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "egide.ui.uploads.ReadUploadsMiddleware",
    "egide.common.submissions.OneSubmissionMiddleware",
    "egide.ui.refusals.RefusalMiddleware",
    "egide.entrance.second_factor.door.SecondFactorMiddleware",
    "egide.entrance.second_factor.proof.ProofMiddleware",
    "egide.portal.scope.MemberScopeMiddleware",
    "egide.backoffice.rights.RightsMiddleware",
]
FORM_RENDERER = "egide.ui.widgets.DirectRenderer"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "egide.ui.context.shell",
            ],
            "builtins": [
                "egide.ui.templatetags.ui",
                "egide.ui.templatetags.history",
                "egide.ui.templatetags.listing",
                "template_partials.templatetags.partials",
            ],
        },
    }
]
# One half-hour in so many is never offered to a company, so that a missing one proves nothing; 0: none.
WITHHELD_ONE_IN = 12
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "egide.ui.bundles.BundleFinder",
]
MEDIA_ROOT = DATA_DIR / "fichiers"
STORAGES = {
    "default": {"BACKEND": "egide.common.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "egide",
    "filename": str(DATA_DIR / "reveil.sqlite3"),
    "immediate": False,
    "results": False,
    "consumer": {"workers": 1, "worker_type": "thread"},
}
