"""Comptes: the people who sign in, their first password, what limits guessing, and who read what."""

from egide.accounts.models.access_log import AccessLog
from egide.accounts.models.access_rules import AccessRules
from egide.accounts.models.alert import Alert
from egide.accounts.models.device import TrustedDevice
from egide.accounts.models.initial_password import InitialPassword
from egide.accounts.models.throttle import ThrottleCounter
from egide.accounts.models.user import StaffRole, User

__all__ = [
    "AccessLog",
    "AccessRules",
    "Alert",
    "InitialPassword",
    "StaffRole",
    "ThrottleCounter",
    "TrustedDevice",
    "User",
]
