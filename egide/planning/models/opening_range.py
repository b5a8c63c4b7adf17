"""The hours at which a professional receives, week after week."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from egide.centres.hours import WEEKDAYS
from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb
from egide.planning.models.room import Room
from egide.planning.models.visit_type import KINDS
from egide.planning.rules import meet


class OpeningRange(Versioned):
    """« Every Monday from 8:30 to 12:00 at the Centre Nord, in room 2 »: wall-clock hours, on both sides of summer.

    `kinds` are codes of VisitKind, empty for all; `first_day` is also the week from which every n weeks is counted.
    """

    physician = models.ForeignKey(
        Physician, models.PROTECT, verbose_name="professionnel", related_name="opening_ranges", editable=False
    )
    centre = models.ForeignKey(Centre, models.PROTECT, verbose_name="centre", related_name="opening_ranges")
    room = models.ForeignKey(
        Room, models.PROTECT, verbose_name="salle", related_name="opening_ranges", null=True, blank=True
    )
    weekday = models.PositiveSmallIntegerField("jour", choices=WEEKDAYS)
    opens_at = models.TimeField("de")
    closes_at = models.TimeField("à")
    every_weeks = models.PositiveSmallIntegerField(
        "toutes les n semaines", default=1, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    first_day = models.DateField("à partir du")
    last_day = models.DateField("jusqu’au", null=True, blank=True)
    kinds: "models.JSONField[Any, Any]" = models.JSONField("visites", default=list, blank=True)

    class Meta:
        verbose_name = "plage d’ouverture"
        ordering = ("weekday", "opens_at", "first_day", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_range_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="La fin de la plage doit suivre son début.",
            ),
            models.CheckConstraint(
                name="a_range_ends_after_it_begins",
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                violation_error_message="Le dernier jour doit suivre le premier.",
            ),
        )

    def __str__(self) -> str:
        day = str(self.get_weekday_display()).lower()
        return f"{self.physician}, {day} de {self.opens_at:%H:%M} à {self.closes_at:%H:%M}"

    def posted_lists(self) -> dict[str, list[str]]:
        return {"kinds": list(self.kinds)}

    def label_of(self, name: str) -> str:
        return "visites"

    def word_for(self, name: str, value: str) -> str:
        return next((label for code, label in KINDS if code == value), value)

    @verb("Plage d’ouverture fixée")
    def set_up(self, *, by: Actor, **facts: Any) -> None:
        """Open the range or correct it; neither a professional nor a room is in two ranges at once."""
        for name, value in facts.items():
            setattr(self, name, value)
        if self.room and self.room.centre_id != self.centre_id:
            raise Refused(f"La salle {self.room} n’est pas au {self.centre} : choisissez une de ses salles.")
        self._must_meet_no_other()

    @verb("Plage d’ouverture terminée")
    def end(self, *, by: Actor, last_day: date) -> None:
        """Its last day; the visits already planned after it stay, and are told where they are planned."""
        self.last_day = last_day

    def _must_meet_no_other(self) -> None:
        # whoever opens ranges for this professional waits: two of them cannot both find the week empty
        Physician.objects.select_for_update(no_key=True).get(pk=self.physician_id)
        same = Q(physician=self.physician_id) | (Q(room=self.room_id) if self.room_id else Q(pk__in=[]))
        others = OpeningRange.objects.filter(same, weekday=self.weekday).exclude(pk=self.pk)
        for other in others.select_related("physician", "centre"):
            if meet(self, other):
                held = f"{other}, {other.centre}"
                raise Refused(f"Cette plage en chevauche une autre ({held}) : changez l’heure ou les dates.")
