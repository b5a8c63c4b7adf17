"""How long five hundred convocations take in one file: one compilation of Typst, no query counted."""

import time
from datetime import date, timedelta

from django.utils import timezone

from bench.report import write_section
from egide.appointments import papers
from egide.appointments.models import Appointment

GOAL, HOW_MANY = 10.0, 500  # seconds, convocations


def write() -> None:
    """Visits of the filled database; a database too small gives the same ones again."""
    found = list(
        Appointment.objects.to_come(timezone.now() - timedelta(days=3650))
        .filter(centre__isnull=False)
        .select_related("employee", "member", "centre", "physician")[:HOW_MANY]
    )
    visits = [found[number % len(found)] for number in range(HOW_MANY)]
    start, cpu = time.monotonic(), time.process_time()
    pdf = papers.notices(visits)
    seconds, cpu = time.monotonic() - start, time.process_time() - cpu
    held = "held" if seconds <= GOAL else "missed"
    write_section(
        "Convocations",
        f"Written by `make bench` on {date.today()}. {HOW_MANY} convocations in one PDF of {len(pdf) / 1e6:.1f} MB:\n"
        f"**{seconds:.1f} s**, {cpu:.1f} s of CPU (goal: {GOAL:.0f} s, {held}).\n",
    )
