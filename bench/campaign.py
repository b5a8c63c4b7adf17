"""How long a declaration campaign takes: opened for every member, then reminded by one worker."""

import time
from datetime import date, timedelta

from django.utils import timezone

from bench.report import write_section
from egide.declarations.models import DeclarationCampaign, DeclarationReminder
from egide.declarations.reminding import remind_all


def write() -> None:
    campaign = _described()
    start = time.monotonic()
    campaign.open(by=None)
    opened = time.monotonic() - start
    members = campaign.declarations.count()
    campaign.remind_now(by=None, on=timezone.localdate())
    start = time.monotonic()
    remind_all(timezone.localtime().replace(hour=12))
    each = 1000 * (time.monotonic() - start) / DeclarationReminder.objects.count()
    told = (
        f"Written by `make bench BENCH=--campagnes` on {date.today()}: a declaration for each of {members:,} members",
        f"is there **{opened:.1f} s** after the campaign is opened; the worker reminds a member in {each:.1f} ms.",
    )
    write_section("A declaration campaign", "\n".join(told) + "\n")


def _described() -> DeclarationCampaign:
    """The year after the demo's own, already open to the members."""
    last = DeclarationCampaign.objects.latest("year").year
    today = timezone.localdate()
    campaign = DeclarationCampaign(year=last + 1)
    campaign.describe(by=None, counted_on=today, opens_on=today, closes_on=today + timedelta(days=60))
    return campaign
