"""A file of the bank: which one, when, its balances, and the lines that it was the first to bring."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from egide.banking.likeness import lines_of
from egide.banking.reading import Content
from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.events import Actor, Changes
from egide.common.workflow import verb

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from egide.banking.models.line import BankLine

NOTHING_NEW = "Ce relevé n’apporte rien de nouveau : toutes ses lignes sont déjà dans la liste."
KNOWN = "Ce fichier est déjà déposé : ses lignes sont dans la liste."


class BankStatement(models.Model):
    """Its lines, not the file, are kept. `opening` + `credits` - `debits` is `closing` when nothing is missing."""

    file_name = models.CharField("nom du fichier", max_length=200, editable=False)
    fingerprint = models.CharField("empreinte", max_length=64, blank=True, editable=False)
    taken_in_at = models.DateTimeField("déposé le", auto_now_add=True)
    opening = models.DecimalField("solde d’avant", max_digits=14, decimal_places=2, null=True, editable=False)
    credits = models.DecimalField("crédits", max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    debits = models.DecimalField("débits", max_digits=14, decimal_places=2, default=Decimal(0), editable=False)
    closing = models.DecimalField("solde d’après", max_digits=14, decimal_places=2, null=True, editable=False)

    lines: "RelatedManager[BankLine]"

    class Meta:
        verbose_name = "relevé bancaire"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("fingerprint",),
                condition=~Q(fingerprint=""),
                name="a_file_of_the_bank_is_taken_in_once",
                violation_error_message=KNOWN,
            ),
        )

    def __str__(self) -> str:
        return f"relevé {self.file_name}"

    @property
    def gap(self) -> Decimal | None:
        """What its movements do not explain, in euros; none when the bank does not give both balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.opening + self.credits - self.debits - self.closing

    @verb("Relevé déposé")
    def register(self, *, by: Actor, content: Content) -> None:
        """The birth of the row: whoever builds it has set the name; its lines come next, in the same transaction."""
        self.opening, self.closing = content.balances.opening, content.balances.closing
        self.credits, self.debits = content.total(is_outgoing=False), content.total(is_outgoing=True)

    @verb("Lignes du relevé gardées")
    def keep(self, *, by: Actor, content: Content) -> Changes:
        """A line that an earlier statement has brought is passed over: its key is unique, in the database. Statements
        come in one at a time: a line that another file says otherwise is seen."""
        Service.objects.select_for_update(no_key=True).filter(pk=1).first()
        model = self.lines.model
        model.objects.bulk_create(lines_of(self, content.lines, model), batch_size=500, ignore_conflicts=True)
        added = self.lines.count()
        if not added:
            raise Refused(NOTHING_NEW)
        return {"lines": [0, added]}
