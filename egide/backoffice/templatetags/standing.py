"""How a row stands, by colour, icon and word: the same on every page of the service, whatever the row."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from egide.ui import marks

register = template.Library()

# state of an appointment, of a change asked for or of a paper sent → tone of the styles, icon
LOOKS = {
    "requested": ("info", "mail"),
    "sent": ("info", "mail"),
    "under_review": ("info", "eye"),
    "needs_precision": ("warn", "message"),
    "waitlisted": ("warn", "hourglass"),
    "accepted": ("ok", "check"),
    "refused": ("danger", "ban"),
    "withdrawn": ("", "x"),
    "confirmed": ("ok", "calendar-check"),
    "honoured": ("ok", "check"),
    "absent_excused": ("warn", "calendar-x"),
    "absent_unexcused": ("danger", "calendar-x"),
    "cancelled_by_employer": ("", "calendar-x"),
    "cancelled_by_service": ("", "calendar-x"),
}


@register.filter
def standing(row: Any) -> SafeString:
    """`{{ appointment|standing }}`: its state, with the mark that goes with it."""
    tone, icon = LOOKS[row.state]
    return marks.status(tone, icon, row.get_state_display())
