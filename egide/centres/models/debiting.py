"""What the service must know and choose to collect by direct debit."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from stdnum.eu import at_02


class DebitScheme(models.TextChoices):
    CORE = "CORE", "Prélèvement SEPA (CORE)"
    B2B = "B2B", "Prélèvement SEPA interentreprises (B2B)"


def check_creditor_identifier(value: str) -> None:
    """The « identifiant créancier SEPA » that the bank gives (AT-02 of the EPC rulebooks), with its key."""
    if value and not at_02.is_valid(value):
        raise ValidationError("Cet identifiant créancier n’existe pas : recopiez celui que la banque a donné.")


class Debiting(models.Model):
    """Without a creditor identifier and an account, direct debit is not open to members."""

    creditor_identifier = models.CharField(
        "identifiant créancier SEPA (ICS)",
        max_length=35,
        validators=[check_creditor_identifier],
        blank=True,
        help_text="Donné par la banque du service. Vide : le prélèvement n’est pas proposé aux adhérents.",
    )
    debit_scheme = models.CharField(
        "sorte de prélèvement",
        max_length=4,
        choices=DebitScheme,
        default=DebitScheme.CORE,
        help_text=(
            "CORE : l’adhérent peut se faire rembourser dans les huit semaines (règlement UE 260/2012). "
            "B2B : sans remboursement, mais l’adhérent fait enregistrer son mandat par sa banque. "
            "Vaut pour les mandats à venir. Par défaut : CORE."
        ),
    )
    debit_notice_days = models.PositiveSmallIntegerField(
        "préavis d’un prélèvement, en jours",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Entre le courriel et le débit. Par défaut : 14 (règlement EPC016-06), sauf accord sur moins.",
    )
    debit_lead_days = models.PositiveSmallIntegerField(
        "remise à la banque avant le débit, en jours ouvrés bancaires",
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text="Le règlement EPC016-06 en veut un ; votre banque en demande souvent davantage. Par défaut : 2.",
    )

    class Meta:
        abstract = True
