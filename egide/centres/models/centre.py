"""A centre: where visits are held, how one gets there, and on which days and hours."""

from datetime import time
from functools import partial
from typing import Any

from django.db import models

from egide.centres.hours import WEEKDAYS, Hours, WeekdaysField, working_week
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb


class Centre(Versioned):
    """A place where visits are held."""

    name = models.CharField("nom", max_length=100)
    address = models.CharField("adresse", max_length=200)
    postcode = models.CharField("code postal", max_length=5)
    city = models.CharField("ville", max_length=100)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    access = models.TextField("accès", blank=True, help_text="Bus, tramway, étage, code de la porte.")
    parking = models.TextField("stationnement", blank=True)
    wheelchair = models.TextField("accès des personnes à mobilité réduite", blank=True)
    hours = models.TextField("horaires", blank=True)
    open_weekdays = WeekdaysField("jours de visite", default=working_week)
    # By `partial`: at that very hour, Django would take a plain default for the current time (fields.W161).
    receives_from = models.TimeField("visites à partir de", default=partial(time, 8, 30))
    receives_until = models.TimeField("visites jusqu’à", default=partial(time, 17))
    pause_from = models.TimeField("pause à partir de", null=True, blank=True, default=partial(time, 12))
    pause_until = models.TimeField("pause jusqu’à", null=True, blank=True, default=partial(time, 13, 30))
    plan = models.ImageField("plan d’accès", upload_to="plans/", blank=True)
    closed_on = models.DateField("fermé le", null=True, blank=True)

    class Meta:
        verbose_name = "centre de visite"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="a_centre_has_its_name",
                violation_error_message="Ce centre existe déjà.",
            ),
            models.CheckConstraint(
                name="a_centre_closes_after_it_opens",
                condition=models.Q(receives_until__gt=models.F("receives_from")),
                violation_error_message="La fin des visites doit suivre leur début.",
            ),
            models.CheckConstraint(
                name="a_pause_has_two_ends",
                condition=models.Q(pause_from=None, pause_until=None)
                | models.Q(pause_from__isnull=False, pause_until__gt=models.F("pause_from")),
                violation_error_message="Indiquez le début et la fin de la pause, dans cet ordre.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def full_address(self) -> str:
        return f"{self.address}, {self.postcode} {self.city}"

    @property
    def timetable(self) -> Hours:
        """When visits may be held here."""
        whole = (self.receives_from, self.receives_until)
        if self.pause_from is None or self.pause_until is None:
            stretches: tuple[tuple[time, time], ...] = (whole,)
        else:
            stretches = ((self.receives_from, self.pause_from), (self.pause_until, self.receives_until))
        return Hours(frozenset(self.open_weekdays), stretches)

    def posted_lists(self) -> dict[str, list[str]]:
        return {"open_weekdays": [str(day) for day in self.open_weekdays]}

    def label_of(self, name: str) -> str:
        return "jours de visite"

    def word_for(self, name: str, value: str) -> str:
        return dict(WEEKDAYS).get(int(value), value) if value.isdigit() else value

    @verb("Centre décrit")
    def describe(self, *, by: Actor, **facts: Any) -> None:
        """Create the centre or correct what is said of it."""
        for name, value in facts.items():
            setattr(self, name, value)
