"""What the service charges as the general meeting has voted it, each price from a day on."""

from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

from egide.common.errors import Refused
from egide.common.events import Actor, record
from egide.common.french import shown_euros
from egide.common.models import Versioned
from egide.common.workflow import told_as, verb
from egide.reference import national_cost

QUARTERS = 4


class TariffQuerySet(models.QuerySet["Tariff"]):
    def in_force(self, kind: str, on: date) -> "Tariff | None":
        """The last one voted for that day; none when nobody has voted any."""
        return self.filter(kind=kind, applies_from__lte=on).order_by("-applies_from").first()

    def used(self) -> set[int]:
        """The keys of those that somebody has been called or charged at; in Python, `Tariff.is_used`."""
        uses = (self.filter(runs__isnull=False), self.filter(charges__isnull=False))
        return {tariff.pk for rows in uses for tariff in rows.order_by().distinct()}


class Tariff(Versioned):
    """One price of one kind, until the next of the same kind. The grid is voted (L.4622-6) and public (L.4622-16-1)."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", "Cotisation annuelle, par salarié"
        QUARTERLY = "quarterly", "Cotisation trimestrielle, par salarié"
        ENTRY = "entry", "Droits d’entrée, par nouveau salarié"
        TEMPORARY = "interim", "Visite d’un intérimaire"
        ABSENCE = "absence", "Absence ou annulation tardive"

    kind = models.CharField("tarif", max_length=20, choices=Kind)
    amount = models.DecimalField(
        "montant HT", max_digits=8, decimal_places=2, validators=[MinValueValidator(Decimal(0))], help_text="En euros."
    )
    applies_from = models.DateField("en vigueur à partir du")

    objects = TariffQuerySet.as_manager()

    class Meta:
        verbose_name = "tarif"
        ordering = ("kind", "-applies_from")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "applies_from"),
                name="one_tariff_of_a_kind_a_day",
                violation_error_message="Un tarif de cette sorte part déjà de ce jour : corrigez-le.",
            ),
            models.CheckConstraint(
                name="a_tariff_is_not_negative",
                condition=models.Q(amount__gte=0),
                violation_error_message="Un tarif ne descend pas sous zéro.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {shown_euros(self.amount)} HT à partir du {self.applies_from:%d/%m/%Y}"

    @property
    def is_used(self) -> bool:
        """Whether members have been called, or appointments charged, at this price."""
        return self.runs.exists() or self.charges.exists()

    @property
    def warning(self) -> str:
        """What D.4622-27-6 says of a contribution far from the national cost; "" when there is nothing to say."""
        by_year = {self.Kind.YEARLY: self.amount, self.Kind.QUARTERLY: self.amount * QUARTERS}
        bounds = national_cost.bounds(self.applies_from.year)
        yearly = by_year.get(self.Kind(self.kind))
        if yearly is None or bounds is None or bounds[0] <= yearly <= bounds[1]:
            return ""
        low, high = (shown_euros(bound) for bound in bounds)
        return (
            f"{shown_euros(yearly)} par an et par salarié sort de la fourchette de {low} à {high} (80 à 120 % du coût "
            f"national de {self.applies_from.year}, D.4622-27-6) : l’assemblée générale doit l’avoir motivé."
        )

    @verb("Tarif décidé")
    def decide(self, *, by: Actor, amount: Decimal, applies_from: date) -> None:
        """Announce the price, or correct it while nobody has been charged at it."""
        if not self._state.adding and self.is_used:
            raise Refused("Ce tarif a déjà été appliqué : ajoutez-en un nouveau.")
        self.amount, self.applies_from = amount, applies_from

    @told_as("Tarif retiré")
    def withdraw(self, *, by: Actor) -> None:
        """A price announced by mistake, that nobody has been charged at."""
        if self.is_used:
            raise Refused("Ce tarif a déjà été appliqué : il reste dans la liste.")
        record(self, "withdraw", by=by, changes={"kind": [self.kind, None], "amount": [self.amount, None]})
        self.delete()
