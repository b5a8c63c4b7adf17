"""What the service writes before a visit, and to whom besides the employer."""

from django.core.validators import MaxValueValidator
from django.db import models


class Reminding(models.Model):
    """Two reminders at most; zero day is no reminder."""

    first_reminder_days = models.PositiveSmallIntegerField(
        "premier rappel, en jours avant la visite",
        default=7,
        validators=[MaxValueValidator(30)],
        help_text="0 : pas de rappel.",
    )
    last_reminder_days = models.PositiveSmallIntegerField(
        "dernier rappel, en jours avant la visite",
        default=2,
        validators=[MaxValueValidator(30)],
        help_text="0 : pas de rappel.",
    )
    employees_told = models.BooleanField(
        "écrire aussi au salarié dont l’adresse est connue",
        default=True,
        help_text=(
            "Sa convocation, ses changements et ses rappels, à l’adresse que son employeur a indiquée pour cela. "
            "Personne ne l’a confirmée : le type de visite n’y est pas écrit."
        ),
    )

    class Meta:
        abstract = True

    @property
    def reminder_days(self) -> list[int]:
        """How many days before a visit it is reminded, the nearest first."""
        return sorted({days for days in (self.first_reminder_days, self.last_reminder_days) if days})
