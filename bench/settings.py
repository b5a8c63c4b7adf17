"""Production as it is deployed, with throw-away secrets: what gunicorn serves while it is measured."""

import os
import secrets

for name in ("EGIDE_CLE_SECRETE", "EGIDE_CLE_NIR"):
    os.environ.setdefault(name, secrets.token_urlsafe(48))  # drawn by the first process, inherited by the servers
os.environ.setdefault("EGIDE_URL", "https://127.0.0.1")

from config.settings.prod import *  # noqa: E402, F403

LOGGING = {"version": 1, "disable_existing_loggers": False}  # a slow disk must not weigh on a page
