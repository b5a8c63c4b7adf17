"""When a professional is away, or a centre closed: no slot is computed there."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from egide.centres.models import Centre, Physician
from egide.common.events import Actor, record
from egide.common.french import shown_hour
from egide.common.models import Versioned
from egide.common.workflow import told_as, verb
from egide.planning.rules import DAY, MIDNIGHT


class Cause(models.TextChoices):
    """A closed list for the service alone: nobody writes there why a colleague is ill."""

    LEAVE = "leave", "Congés"
    TRAINING = "training", "Formation"
    FIELD = "field", "Action en entreprise ou réunion"
    AWAY = "away", "Absence"
    CLOSED = "closed", "Fermeture"
    WORKS = "works", "Travaux ou panne"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def during(self, start: datetime, end: datetime) -> "AbsenceQuerySet":
        """Those that touch [start, end)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def to_come(self) -> "AbsenceQuerySet":
        """Those that are not over, the next first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")


class Absence(Versioned):
    """[starts_at, ends_at) of one professional, or of one centre and all who receive there."""

    physician = models.ForeignKey(
        Physician,
        models.PROTECT,
        verbose_name="professionnel",
        related_name="absences",
        null=True,
        blank=True,
        editable=False,
    )
    centre = models.ForeignKey(
        Centre, models.PROTECT, verbose_name="centre", related_name="closings", null=True, blank=True, editable=False
    )
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    cause = models.CharField("motif", max_length=20, choices=Cause)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=("ends_at",), name="absences_to_come"),)
        constraints = (
            models.CheckConstraint(
                name="an_absence_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="La fin de l’absence doit suivre son début.",
            ),
            models.CheckConstraint(
                name="an_absence_is_of_somebody_or_of_a_centre",
                condition=Q(physician__isnull=False, centre=None) | Q(physician=None, centre__isnull=False),
                violation_error_message="Une absence est celle d’un professionnel ou d’un centre.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.whose}, {self.get_cause_display().lower()}"

    @property
    def whose(self) -> str:
        """The name of the professional or of the centre."""
        return str(self.physician or self.centre)

    @property
    def first_moment(self) -> datetime:
        """The start in Paris time."""
        return timezone.localtime(self.starts_at)

    @property
    def last_moment(self) -> datetime:
        return timezone.localtime(self.ends_at)

    @property
    def period(self) -> str:
        """« du 24/11/2026 au 26/11/2026 » for whole days, else with its hours."""
        first, last = self.first_moment, self.last_moment
        if (first.time(), last.time()) == (MIDNIGHT, MIDNIGHT):
            final = last.date() - DAY
            return f"le {final:%d/%m/%Y}" if final == first.date() else f"du {first:%d/%m/%Y} au {final:%d/%m/%Y}"
        return f"du {first:%d/%m/%Y} à {shown_hour(first)} au {last:%d/%m/%Y} à {shown_hour(last)}"

    @verb("Absence posée")
    def declare(self, *, by: Actor, **facts: Any) -> None:
        """Pose the absence or correct it; the visits already planned under it stay until they are planned anew."""
        for name, value in facts.items():
            setattr(self, name, value)

    @told_as("Absence retirée")
    def withdraw(self, *, by: Actor) -> None:
        """The slots are open again, and what follows from it reads them so."""
        gone = ("starts_at", "ends_at", "physician_id", "centre_id")
        key = self.pk
        with transaction.atomic():
            self.delete()
            self.pk = key
            record(self, "withdraw", by=by, changes={name: [getattr(self, name), None] for name in gone})
