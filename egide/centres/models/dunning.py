"""Whether reminders of late invoices leave by themselves, and of which."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone


class Dunning(models.Model):
    """When each level leaves, and its words, are rows of their own (`egide.dunning`)."""

    dunning_by_itself = models.BooleanField(
        "envoyer les relances chaque matin",
        default=True,
        help_text="Sinon la comptabilité les envoie depuis Facturation, Relances.",
    )

    dunning_since = models.DateField(
        "relancer les factures émises depuis le",
        default=timezone.localdate,
        help_text=(
            "Les plus anciennes, dont l’historique repris, ne sont relancées qu’à la main. "
            "Par défaut : le jour où l’envoi est activé."
        ),
    )

    class Meta:
        abstract = True

    def _begin_dunning(self, settings: dict[str, Any], today: date, *, sent_before: bool) -> None:
        """Turned on without a date of its own, it begins today: nobody is asked for years of unpaid history at once."""
        chosen = settings.get("dunning_since", self.dunning_since) != self.dunning_since
        if settings.get("dunning_by_itself", self.dunning_by_itself) and not sent_before and not chosen:
            settings["dunning_since"] = today
