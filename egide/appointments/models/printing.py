"""That the service printed convocations: which, when and by whom, so that those that reached nobody are seen."""

from collections.abc import Sequence
from typing import Self

from django.db import models, transaction
from django.utils import timezone

from egide.appointments.models.appointment import Appointment
from egide.common.events import Actor
from egide.common.workflow import verb


class NoticePrint(models.Model):
    """One printing of one or hundreds of convocations: one row and one Event, whatever their number."""

    printed_at = models.DateTimeField("imprimé le", default=timezone.now, editable=False)
    count = models.PositiveIntegerField("convocations", default=0, editable=False)
    visits: "models.ManyToManyField[Appointment, models.Model]" = models.ManyToManyField(
        Appointment, verbose_name="rendez-vous", related_name="prints", editable=False
    )

    class Meta:
        verbose_name = "impression de convocations"

    def __str__(self) -> str:
        return f"{self.count} convocation{'s' if self.count > 1 else ''}"

    @classmethod
    def keep(cls, visits: Sequence[Appointment], *, by: Actor) -> Self:
        """Write down that these were printed."""
        with transaction.atomic():
            found = cls()
            found.print(by=by, count=len(visits))
            found.visits.set(visits)
        return found

    @verb("Convocations imprimées")
    def print(self, *, by: Actor, count: int) -> None:
        self.count = count
