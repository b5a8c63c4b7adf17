"""The address of a calendar to subscribe to, as people paste it into their own calendar."""

from django.conf import settings
from django.urls import reverse


def shown_once(token: str) -> str:
    """Its secret is kept nowhere: lost, it is renewed."""
    return settings.SITE_URL + reverse("calendar-feed", args=[token])
