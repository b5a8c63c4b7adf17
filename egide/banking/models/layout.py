"""How the bank of the service writes its CSV: chosen once, kept for every later file."""

from django.db import models

from egide.common.events import Actor
from egide.common.models import Versioned
from egide.common.workflow import verb


class Separator(models.TextChoices):
    SEMICOLON = ";", "Point-virgule"
    COMMA = ",", "Virgule"
    TAB = "\t", "Tabulation"


class CsvLayout(Versioned):
    """The names of the columns, as the bank writes them above them; capitals do not count."""

    Separator = Separator

    separator = models.CharField("séparateur", max_length=1, choices=Separator, default=Separator.SEMICOLON)
    date_column = models.CharField("colonne de la date", max_length=60, default="Date")
    amount_column = models.CharField(
        "colonne du montant",
        max_length=60,
        default="Montant",
        help_text="Celle des crédits s’il y en a une pour les débits ; sinon un montant négatif est un débit.",
    )
    debit_column = models.CharField(
        "colonne des débits", max_length=60, blank=True, help_text="Vide si crédits et débits sont dans la même."
    )
    label_column = models.CharField("colonne du libellé", max_length=60, default="Libellé")
    name_column = models.CharField(
        "colonne du donneur d’ordre", max_length=60, blank=True, help_text="Vide si le relevé n’en a pas."
    )

    class Meta:
        verbose_name = "colonnes du relevé"
        constraints = (
            models.CheckConstraint(
                name="there_is_one_csv_layout",
                condition=models.Q(pk=1),
                violation_error_message="Le service n’a qu’un modèle de relevé CSV.",
            ),
        )

    def __str__(self) -> str:
        return "colonnes du relevé CSV"

    @property
    def is_chosen(self) -> bool:
        """Somebody has; else the usual headings of banks are looked for."""
        return not self._state.adding

    @classmethod
    def current(cls) -> "CsvLayout":
        """With its defaults until somebody has chosen."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @verb("Colonnes du relevé choisies")
    def choose(self, *, by: Actor, **columns: str) -> None:
        for name, value in columns.items():
            setattr(self, name, value)
