"""The accounts of the ledger that the service's invoices and payments are exported to."""

from django.core.validators import RegexValidator
from django.db import models

an_account = RegexValidator(r"^[0-9]{3}[0-9A-Z]{0,9}$", "Un n° de compte commence par trois chiffres, sans espace.")


class Bookkeeping(models.Model):
    """Numbers of the plan comptable général; each service has its own endings."""

    members_account = models.CharField(
        "compte collectif des adhérents",
        max_length=12,
        default="411000",
        validators=[an_account],
        help_text="Le compte auxiliaire est le n° d’adhérent. Par défaut : 411000.",
    )
    sales_account = models.CharField(
        "compte des cotisations et prestations",
        max_length=12,
        default="706000",
        validators=[an_account],
        help_text="Par défaut : 706000 (une association peut préférer 756000, cotisations).",
    )
    vat_account = models.CharField(
        "compte de TVA collectée",
        max_length=12,
        default="445710",
        validators=[an_account],
        help_text="Par défaut : 445710.",
    )
    bank_account = models.CharField(
        "compte de banque",
        max_length=12,
        default="512000",
        validators=[an_account],
        help_text="Virements, prélèvements, cartes, chèques et remboursements. Par défaut : 512000.",
    )
    cash_account = models.CharField(
        "compte de caisse", max_length=12, default="530000", validators=[an_account], help_text="Par défaut : 530000."
    )

    class Meta:
        abstract = True
