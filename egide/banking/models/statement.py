"""A file of the bank: which one, when, and the lines that it was the first to bring."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models

from egide.banking.reading import Read
from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.workflow import verb

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.banking.models.line import BankLine

NOTHING_NEW = "Ce relevé n’apporte rien de nouveau : tous ses crédits sont déjà dans la liste."


class BankStatement(models.Model):
    """Its lines, not the file, are kept: credits alone, what the service pays itself is none of the portal's."""

    file_name = models.CharField("nom du fichier", max_length=200, editable=False)
    taken_in_at = models.DateTimeField("déposé le", auto_now_add=True)

    lines: "RelatedManager[BankLine]"

    class Meta:
        verbose_name = "relevé bancaire"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"relevé {self.file_name}"

    @verb("Relevé déposé")
    def register(self, *, by: Actor) -> None:
        """The birth of the row: whoever builds it has set the name; its lines come next, in the same transaction."""

    @verb("Lignes du relevé gardées")
    def keep(self, *, by: Actor, credits: Sequence[Read]) -> Changes:
        """A line that an earlier statement has brought is passed over: its key is unique, in the database."""
        line = self.lines.model
        line.objects.bulk_create(
            [
                line(
                    statement=self,
                    key=one.key,
                    booked_on=one.booked_on,
                    amount=one.amount,
                    name=one.name,
                    iban=one.iban,
                    text=one.text,
                )
                for one in credits
            ],
            batch_size=500,
            ignore_conflicts=True,
        )
        added = self.lines.count()
        if not added:
            raise Refused(NOTHING_NEW)
        return {"lines": [0, added]}
