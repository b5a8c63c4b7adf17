"""The approved platform that takes the service's invoices to their clients, and what goes to it."""

from django.db import models


class EInvoicing(models.Model):
    """Nothing leaves until a first day is given (CGI, art. 289 bis and 290 A)."""

    platform_name = models.CharField("plateforme agréée", max_length=100, blank=True)
    platform_identifier = models.CharField(
        "n° d’immatriculation de la plateforme",
        max_length=40,
        blank=True,
        help_text="Celui de la liste des plateformes agréées, sur impots.gouv.fr.",
    )
    platform_from = models.DateField(
        "déposer les pièces émises à partir du",
        null=True,
        blank=True,
        help_text=(
            "Vide : rien n’est déposé. Obligation d’émettre des PME : 1er septembre 2027 (CGI, art. 289 bis). "
            "Factures et avoirs émis dès ce jour partent d’eux-mêmes."
        ),
    )
    platform_tells_payments = models.BooleanField(
        "dire à la plateforme qu’une facture est encaissée",
        default=True,
        help_text=(
            "Dû pour des prestations de services dont la TVA est exigible à l’encaissement (CGI, art. 290 A) ; "
            "non, si le service a opté pour la TVA d’après les débits. Par défaut : oui."
        ),
    )

    class Meta:
        abstract = True
