"""How people prove who they are: allauth underneath, our rules on top."""

from config import env

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = [
    "egide.accounts.backends.PasswordBackend",
]
PASSWORD_HASHERS = ["egide.accounts.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
MEMBER_PASSWORD_MINIMUM = env.integer("EGIDE_MOT_DE_PASSE_MINIMUM", 12)
STAFF_PASSWORD_MINIMUM = env.integer("EGIDE_MOT_DE_PASSE_MINIMUM_SERVICE", 15)
AUTH_PASSWORD_VALIDATORS = [{"NAME": "egide.accounts.passwords.PasswordPolicy"}]
PASSWORD_RESET_TIMEOUT = 3600
INITIAL_PASSWORD_DAYS = 30
# A code by mail on each new device of a member; staff have a real second factor. Both are off in the demo.
NEW_DEVICE_CODE = env.boolean("EGIDE_CODE_NOUVEL_APPAREIL", True)
STAFF_SECOND_FACTOR = True
MANDATED_MEMBERS_BEFORE_SECOND_FACTOR = 10

ACCOUNT_ADAPTER = "egide.entrance.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = False  # the counters are ours, in the database (egide/accounts/throttling.py)
MFA_ADAPTER = "egide.entrance.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"login": "egide.entrance.forms.LoginForm"}
MFA_FORMS = {"authenticate": "egide.entrance.forms.CodeForm"}
MFA_TRUST_ENABLED = True
