"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()

from egide.demo.guard import refuse_demo_accounts  # noqa: E402  the applications are ready only now

refuse_demo_accounts()
