"""When a centre receives: its days, its hours and its pause; bank holidays are the caller's business."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db import models

STEP = timedelta(minutes=30)
WEEKDAYS = [(0, "Lundi"), (1, "Mardi"), (2, "Mercredi"), (3, "Jeudi"), (4, "Vendredi"), (5, "Samedi")]


def working_week() -> list[int]:
    """Monday to Friday, as `date.weekday` counts."""
    return [0, 1, 2, 3, 4]


class WeekdaysField(models.JSONField):
    """The days of the week on which a place is open, ticked one by one."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.TypedMultipleChoiceField(
            label=str(self.verbose_name).capitalize(),
            choices=WEEKDAYS,
            coerce=int,
            initial=self.get_default,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Cochez au moins un jour d’ouverture."},
        )


@dataclass(frozen=True)
class Hours:
    """The days received on, and the stretches of those days, without their pause."""

    weekdays: frozenset[int]
    stretches: tuple[tuple[time, time], ...]

    def hold(self, start: datetime, minutes: int) -> bool:
        """Whether a visit of `minutes` that begins at `start` (wall clock) fits in one stretch."""
        end = start + timedelta(minutes=minutes)
        inside = any(first <= start.time() and end.time() <= last for first, last in self.stretches)
        return inside and start.weekday() in self.weekdays and start.date() == end.date()

    def starts(self, day: date, minutes: int) -> list[datetime]:
        """The wall-clock half-hours at which a visit of `minutes` may begin, from the opening on."""
        if day.weekday() not in self.weekdays:
            return []
        found = []
        for first, last in self.stretches:
            start = datetime.combine(day, first)
            while start + timedelta(minutes=minutes) <= datetime.combine(day, last):
                found.append(start)
                start += STEP
        return found
