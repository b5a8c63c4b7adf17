"""That a member was reminded of its declaration: each level once, and by hand once a day at most."""

from django.db import models
from django.db.models import Q

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.workflow import verb
from egide.declarations.models.declaration import Declaration
from egide.members.models import Owned


class ReminderLevel(models.IntegerChoices):
    OPENING = 0, "Ouverture de la campagne"
    FIRST = 1, "Première relance"
    SECOND = 2, "Deuxième relance"
    THIRD = 3, "Troisième relance"
    BY_HAND = 9, "Relance du service"


class DeclarationReminder(Owned):
    """Born in the transaction that writes its mails: both are there, or neither."""

    Level = ReminderLevel

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, verbose_name="déclaration", related_name="reminders", editable=False
    )
    level = models.PositiveSmallIntegerField("niveau", choices=ReminderLevel, editable=False)
    day = models.DateField("jour", editable=False)

    class Meta:
        verbose_name = "relance de déclaration"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("declaration", "level"),
                condition=~Q(level=ReminderLevel.BY_HAND),
                name="a_declaration_is_reminded_once_a_level",
                violation_error_message="Cette relance est déjà partie.",
            ),
            models.UniqueConstraint(
                fields=("declaration", "day"),
                condition=Q(level=ReminderLevel.BY_HAND),
                name="a_declaration_is_reminded_by_hand_once_a_day",
                violation_error_message="Cet adhérent est déjà relancé aujourd’hui.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()}, {self.declaration}"

    @verb("Relance envoyée")
    def send(self, *, by: Actor) -> None:
        """The mails follow from the Event. Whoever has attested since the worker looked is left in peace."""
        if Declaration.objects.filed().filter(pk=self.declaration_id).exists():
            raise Refused("Cette déclaration est attestée : il n’y a rien à rappeler.")
