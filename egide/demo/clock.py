"""Living the past: the verbs of the domain act at the moment that the story says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, `timezone.now()` is `moment`: what is written bears its date."""
    with patch.object(timezone, "now", lambda: moment):
        yield
