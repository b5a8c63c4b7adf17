"""A level of reminder: how long after the end of payment, in which words, and whether the fees of the law are asked."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from egide.common.errors import Refused
from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb

RANKS = (1, 2, 3)
DEFAULTS: dict[int, dict[str, Any]] = {
    1: {
        "days": 8,
        "title": "Rappel de règlement",
        "text": (
            "Sauf erreur de notre part, nous n’avons pas reçu le règlement des factures ci-dessous. "
            "S’il est parti entre-temps, ne tenez pas compte de ce rappel."
        ),
        "claims_fees": False,
    },
    2: {
        "days": 30,
        "title": "Deuxième relance",
        "text": (
            "Malgré notre rappel, les factures ci-dessous ne sont pas réglées. Réglez-les sous huit jours, "
            "ou dites-nous ce qui vous en empêche : nous chercherons une solution avec vous."
        ),
        "claims_fees": True,
    },
    3: {
        "days": 60,
        "title": "Dernière relance",
        "text": (
            "Les factures ci-dessous restent impayées après deux relances. "
            "Sans règlement ni réponse de votre part sous huit jours, nous en engagerons le recouvrement."
        ),
        "claims_fees": True,
    },
}


class DunningLevel(Versioned):
    """One of three, by rank; a level that nobody has chosen has its defaults, and no row. No day: it is not sent."""

    rank = models.PositiveSmallIntegerField("niveau", unique=True, editable=False)
    days = models.PositiveSmallIntegerField(
        "jours après l’échéance",
        validators=[MaxValueValidator(365)],
        help_text="0 : ce niveau n’est pas envoyé.",
    )
    title = models.CharField("titre", max_length=80, help_text="Objet du courriel et titre du courrier.")
    text = models.TextField("texte", max_length=2000, help_text="Avant la liste des factures.")
    claims_fees = models.BooleanField(
        "réclamer les frais de la loi",
        help_text="40 € par facture (D.441-5) et taux des pénalités de retard (L.441-10 du code de commerce).",
    )

    class Meta:
        verbose_name = "niveau de relance"
        ordering = ("rank",)
        constraints = (
            models.CheckConstraint(
                name="a_dunning_level_is_one_of_three",
                condition=Q(rank__in=RANKS),
                violation_error_message="Un niveau de relance va de 1 à 3.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def at(cls, rank: int) -> "DunningLevel":
        return next(level for level in cls.every() if level.rank == rank)

    @classmethod
    def every(cls) -> "list[DunningLevel]":
        """The three, chosen or by default, in their order."""
        chosen = {level.rank: level for level in cls.objects.all()}
        return [chosen.get(rank) or cls(rank=rank, **DEFAULTS[rank]) for rank in RANKS]

    @verb("Niveau de relance modifié")
    def choose(self, *, by: Actor, **facts: Any) -> None:
        """Each level comes after the ones before it."""
        for name, value in facts.items():
            setattr(self, name, value)
        sent = sorted((level.rank, level.days) for level in self._all_with_this() if level.days)
        if [days for _, days in sent] != sorted({days for _, days in sent}):
            raise Refused("Chaque niveau part plus tard que ceux d’avant : revoyez le nombre de jours.")

    def _all_with_this(self) -> "list[DunningLevel]":
        return [self if level.rank == self.rank else level for level in type(self).every()]
