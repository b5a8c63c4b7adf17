"""That convocations were taken: which, when and by whom, so that those that reached nobody are seen."""

from collections.abc import Sequence
from typing import Self

from django.db import models, transaction
from django.utils import timezone

from egide.appointments.models.appointment import Appointment
from egide.common.events import Actor
from egide.common.readonly import written_on_purpose
from egide.common.workflow import verb


class NoticePrint(models.Model):
    """One file of one or hundreds of convocations: one row and one Event, whatever their number.

    `by_employer`: the company took it from its own space, and hands it over itself.
    """

    printed_at = models.DateTimeField("imprimé le", default=timezone.now, editable=False)
    count = models.PositiveIntegerField("convocations", default=0, editable=False)
    by_employer = models.BooleanField("par l’entreprise", default=False, editable=False)
    visits: "models.ManyToManyField[Appointment, models.Model]" = models.ManyToManyField(
        Appointment, verbose_name="rendez-vous", related_name="prints", editable=False
    )

    class Meta:
        verbose_name = "impression de convocations"

    def __str__(self) -> str:
        return f"{self.count} convocation{'s' if self.count > 1 else ''}"

    @classmethod
    def keep(cls, visits: Sequence[Appointment], *, by: Actor, by_employer: bool = False) -> Self:
        """Write down that these were taken; a company does it by a link, hence a write on purpose (`readonly`)."""
        with transaction.atomic(), written_on_purpose():
            found = cls(by_employer=by_employer)
            found.print(by=by, count=len(visits))
            found.visits.set(visits)
        return found

    @verb("Convocations imprimées")
    def print(self, *, by: Actor, count: int) -> None:
        self.count = count
