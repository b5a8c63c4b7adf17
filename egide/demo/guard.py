"""No demo account outside the demo: the program says so and does not start."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from egide.accounts.checks import DEMO_USERNAMES
from egide.accounts.models import User
from egide.demo.story import PASSWORD


def refuse_demo_accounts() -> None:
    """Called when the server starts; a database that does not answer yet is somebody else's message."""
    if settings.DEMO:
        return
    try:
        found = [user for user in User.objects.filter(username__in=DEMO_USERNAMES) if user.check_password(PASSWORD)]
    except DatabaseError:
        return
    if found:
        raise ImproperlyConfigured(
            f"Cette base contient des comptes de démonstration ({', '.join(user.username for user in found)}) : "
            "définissez EGIDE_DATA ou EGIDE_POSTGRES sur une base neuve, puis lancez premier_administrateur."
        )
