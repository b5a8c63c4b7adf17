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
NEW_DEVICE_CODE_MINUTES = 10
TRUSTED_DEVICE_DAYS = 30
STAFF_SECOND_FACTOR = True
MANDATED_MEMBERS_BEFORE_SECOND_FACTOR = 10

ACCOUNT_ADAPTER = "egide.entrance.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "egide.accounts.tokens.ResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_UNIQUE_EMAIL = False  # an accounting office may recover ten accounts by one address
ACCOUNT_CHANGE_EMAIL = True  # the address in force stays until the new one is confirmed
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = False  # the counters are ours, in the database (egide/accounts/throttling.py)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "egide.entrance.forms.LoginForm",
    "reauthenticate": "egide.entrance.forms.ProofForm",
    "change_password": "egide.entrance.forms.ChangePasswordForm",
    "reset_password_from_key": "egide.entrance.forms.ResetPasswordForm",
}
MFA_ADAPTER = "egide.entrance.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by themselves; the first administrator must not wait for a mail
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = False  # a real second factor is asked at each login, whatever the device
MFA_FORMS = {
    "authenticate": "egide.entrance.second_factor.forms.CodeForm",
    "reauthenticate": "egide.entrance.second_factor.forms.ProofCodeForm",
    "activate_totp": "egide.entrance.second_factor.forms.ActivateAppForm",
    "add_webauthn": "egide.entrance.second_factor.forms.AddKeyForm",
    "edit_webauthn": "egide.entrance.second_factor.forms.RenameKeyForm",
    "authenticate_webauthn": "egide.entrance.second_factor.forms.KeyForm",
    "reauthenticate_webauthn": "egide.entrance.second_factor.forms.ProofKeyForm",
    "login_webauthn": "egide.entrance.second_factor.forms.KeyLoginForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
