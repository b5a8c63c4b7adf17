"""When a figure that the manual prints changes, the manual is published anew."""

from egide.common.events import react_to
from egide.common.models import Event
from egide.library.opening import renew_manual

PRINTED = {
    "member_minimum", "cancellation_notice_days", "cancellation_grace_hours", "absence_fee", "offer_hours",
    "first_reminder_days", "last_reminder_days", "assistance_email", "assistance_phone",
}  # fmt: skip


@react_to("service.configure", "accessrules.choose")
def print_the_figures_in_force(event: Event) -> None:
    if PRINTED & event.changes.keys():
        renew_manual(by=event.by)
