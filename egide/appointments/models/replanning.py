"""What one confirmation has moved of one member: told to it once, with all its visits."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from egide.appointments.models.appointment import Appointment
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Owned


class Replanning(Owned):
    """`visits` are `[key of the appointment, its former start in ISO 8601]`: names stay where they are erased."""

    at = models.DateTimeField("date", default=timezone.now, editable=False)
    visits: "models.JSONField[Any, Any]" = models.JSONField("rendez-vous reportés", default=list, editable=False)

    never_recorded = ("visits",)

    class Meta:
        verbose_name = "report de rendez-vous"

    def __str__(self) -> str:
        return f"report du {self.at:%d/%m/%Y}"

    @verb("Rendez-vous reportés")
    def carry_out(self, *, by: Actor, moved: list[tuple[Appointment, datetime]]) -> None:
        """`moved` are the visits with the moments that they had; those that employers never see are not told."""
        shown = [(visit, was) for visit, was in moved if visit.kind not in NEVER_SHOWN]
        self.visits = [[visit.pk, was.isoformat()] for visit, was in shown]

    @property
    def moved(self) -> list[tuple[Appointment, datetime]]:
        """The visits as they are now, with the moments that they had, in the order of time."""
        was = {pk: datetime.fromisoformat(moment) for pk, moment in self.visits}
        rows = Appointment.objects.filter(pk__in=was).select_related("employee", "centre").order_by("starts_at", "pk")
        return [(row, was[row.pk]) for row in rows]
