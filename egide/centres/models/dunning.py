"""Whether reminders of late invoices leave by themselves."""

from django.db import models


class Dunning(models.Model):
    """When each level leaves, and its words, are rows of their own (`egide.dunning`)."""

    dunning_by_itself = models.BooleanField(
        "envoyer les relances chaque matin",
        default=True,
        help_text="Sinon la comptabilité les envoie depuis Facturation, Relances.",
    )

    class Meta:
        abstract = True
