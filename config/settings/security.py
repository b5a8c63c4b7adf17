"""What the browser may do with our pages, and how long a session lasts."""

from csp.constants import NONE, SELF

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],  # made by egide.js, only on pages that use htmx
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # save the papers that our own preview shows (egide/ui/downloads.py)
CSRF_FAILURE_VIEW = "egide.ui.errors.form_expired"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "egide"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
# Idle and absolute limits of a session, in minutes: members, then staff (security 5.9).
SESSION_LIMITS = {"member": (30, 12 * 60), "staff": (15, 9 * 60)}
PARALLEL_SESSIONS = {"member": 5, "staff": 2}
