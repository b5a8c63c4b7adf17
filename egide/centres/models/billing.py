"""How the service bills and is paid: the lines of its invoices, the delays of appointments. Prices are `Tariff`."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from egide.common.identifiers import check_bic, check_iban, check_vat_number, grouped


class Billing(models.Model):
    """Tax, bank, delays; and the « conditions habituelles » of the internal rules (D.4622-22)."""

    vat_number = models.CharField(
        "n° de TVA intracommunautaire", max_length=20, validators=[check_vat_number], blank=True
    )
    vat_exemption = models.CharField(
        "mention d’exonération de TVA",
        max_length=200,
        blank=True,
        help_text="Imprimée sur les factures qui ont une ligne sans TVA, avec l’article qui exonère.",
    )
    iban = models.CharField("IBAN", max_length=34, validators=[check_iban], blank=True)
    bic = models.CharField("BIC", max_length=11, validators=[check_bic], blank=True)
    vat_rate = models.DecimalField("taux de TVA, en %", max_digits=4, decimal_places=2, default=Decimal("20.00"))
    payment_days = models.PositiveSmallIntegerField("délai de paiement, en jours", default=30)
    late_penalty = models.CharField(
        "taux des pénalités de retard",
        max_length=200,
        default="taux de refinancement de la BCE majoré de 10 points",
    )
    cancellation_notice_days = models.PositiveSmallIntegerField(
        "délai d’annulation gratuite, en jours ouvrés",
        default=2,
        validators=[MaxValueValidator(15)],
        help_text=(
            "Jours ouvrés pleins avant l’heure du rendez-vous ; plus tard, l’annulation est facturée. "
            "Par défaut : 2 (usage ; règlement intérieur, D.4622-22)."
        ),
    )
    cancellation_grace_hours = models.PositiveSmallIntegerField(
        "annulation gratuite après la validation, en heures",
        default=24,
        validators=[MaxValueValidator(240)],
        help_text=(
            "Pour un rendez-vous validé trop tard pour que l’entreprise ait pu l’annuler dans le délai. "
            "Par défaut : 24 (règlement intérieur, D.4622-22)."
        ),
    )
    offer_hours = models.PositiveSmallIntegerField(
        "délai pour accepter un créneau libéré, en heures ouvrées",
        default=24,
        validators=[MinValueValidator(2), MaxValueValidator(120)],
        help_text=(
            "Un créneau libéré est proposé à la première demande en liste d’attente, et tenu pour elle ce temps-là. "
            "Les heures ne courent pas les samedis, dimanches et jours fériés. "
            "Par défaut : 24 (règlement intérieur, D.4622-22)."
        ),
    )
    employer_changes = models.PositiveSmallIntegerField(
        "changements d’une visite par l’entreprise, au plus",
        default=3,
        validators=[MaxValueValidator(20)],
        help_text=(
            "Déplacer, remplacer le salarié, ou annuler puis réserver de nouveau : chaque changement écrit au salarié. "
            "Au-delà, l’entreprise appelle le service. 0 : elle appelle toujours. "
            "Par défaut : 3 (règlement intérieur, D.4622-22)."
        ),
    )

    class Meta:
        abstract = True

    @property
    def shown_iban(self) -> str:
        return grouped(self.iban.replace(" ", ""), *[4] * 9)
