"""The rooms of a centre: each holds one visit at a time."""

from typing import Any

from django.db import models

from egide.centres.models import Centre
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb


class Room(Versioned):
    """A consulting room. A centre without any is not counted in rooms: its professionals alone limit it."""

    centre = models.ForeignKey(Centre, models.PROTECT, verbose_name="centre", related_name="rooms")
    name = models.CharField("nom", max_length=60)
    closed_on = models.DateField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "salle"
        ordering = ("centre", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("centre", "name"),
                name="a_room_has_its_name_in_its_centre",
                violation_error_message="Ce centre a déjà une salle de ce nom.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @verb("Salle décrite")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Create the room or correct what is said of it."""
        for name, value in facts.items():
            setattr(self, name, value)
