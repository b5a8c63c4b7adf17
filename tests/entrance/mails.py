"""What the outbox holds, and the links in it."""

import re

from egide.notifications.models import Outbox


def last_mail(recipient: str) -> Outbox:
    found = Outbox.objects.filter(recipient=recipient).order_by("-pk").first()
    assert found, f"nothing was written to {recipient}"
    return found


def link_in(text: str, path: str) -> str:
    """The path of the first link of `text` that holds `path`; its host is that of the settings."""
    found = re.search(rf"http://127\.0\.0\.1:8000({re.escape(path)}\S+)", text)
    assert found, text
    return found[1]
