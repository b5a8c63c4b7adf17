"""When a figure that the manual prints changes, the manual is published anew."""

from egide.centres.models import Tariff
from egide.common.events import react_to
from egide.common.models import Event
from egide.library.opening import renew_manual

PRINTED = {
    "member_minimum", "cancellation_notice_days", "cancellation_grace_hours", "offer_hours",
    "first_reminder_days", "last_reminder_days", "assistance_email", "assistance_phone",
}  # fmt: skip


@react_to("tariff.decide", "tariff.withdraw")
def print_the_prices_in_force(event: Event) -> None:
    """That of an absence; announced for a day to come, it is printed once it holds (`egide.library.tasks`)."""
    withdrawn, _ = event.changes.get("kind", ("", ""))
    absence = Tariff.Kind.ABSENCE
    if absence in {withdrawn, *Tariff.objects.filter(pk=event.subject_id).values_list("kind", flat=True)}:
        renew_manual(by=event.by)


@react_to("service.configure", "accessrules.choose")
def print_the_figures_in_force(event: Event) -> None:
    if PRINTED & event.changes.keys():
        renew_manual(by=event.by)
