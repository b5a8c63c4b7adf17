"""What the worker does for the library: the manual follows a price on the day from which it holds."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from egide.centres.models import Tariff
from egide.library.opening import renew_manual


@db_periodic_task(crontab(hour="0", minute="10"))
def print_the_price_of_the_day() -> None:
    if Tariff.objects.filter(kind=Tariff.Kind.ABSENCE, applies_from=timezone.localdate()).exists():
        renew_manual(by=None)
