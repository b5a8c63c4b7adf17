"""What the service chooses of the attestations that it delivers."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Proving(models.Model):
    """How long an attestation is shown as in force, and what a proof of membership asks for."""

    proof_days = models.PositiveSmallIntegerField(
        "validité d’une attestation, en jours",
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=(
            "Ensuite, la page de vérification dit qu’elle était vraie le jour où elle a été délivrée. "
            "Par défaut : 180 (aucun texte ne la fixe)."
        ),
    )
    membership_proof_needs_dues = models.BooleanField(
        "refuser l’attestation d’adhésion quand une cotisation est échue",
        default=True,
        help_text=("L’attestation de paiement l’est toujours. Par défaut : oui (règlement intérieur, D.4622-22)."),
    )

    class Meta:
        abstract = True
