"""The invoice or credit note itself: all its capabilities in one row, and the rules that the database keeps."""

from django.db import models
from django.db.models import F, Q

from egide.common.indexes import LatestFirstIndex, PiecesIndex
from egide.common.kept import Guard
from egide.invoicing.amounts import HALF_A_CENT
from egide.invoicing.models.crediting import Credited
from egide.invoicing.queries import IMMUTABLE, STILL_MOVES, UNDELETABLE, InvoiceQuerySet


class Invoice(Credited):
    """An invoice or a credit note. Issued, it keeps its own copy of every name and amount, for ever."""

    objects = InvoiceQuerySet.as_manager()
    guards = (
        Guard("UPDATE", IMMUTABLE, "OLD.state <> 'draft' AND ({changed} OR NEW.state = 'draft')", STILL_MOVES),
        Guard("DELETE", UNDELETABLE),
    )

    class Meta:
        verbose_name = "facture"
        ordering = ("-issued_on", "-number")
        indexes = (
            models.Index(fields=("member", "state", "due_on"), name="invoices_of_member"),
            models.Index(fields=("member", "-issued_on", "-number"), name="invoices_of_member_by_date"),
            LatestFirstIndex("issued_on", name="invoices_by_date", condition=~Q(state="draft")),
            LatestFirstIndex(  # few of millions, with all that Facturation counts and adds up of them
                "issued_on",
                then=("id", "due_on", "kind", "gross", "settled", "credited"),
                name="invoices_to_collect",
                condition=Q(nature="invoice", state="issued"),
            ),
            LatestFirstIndex("issued_on", name="invoices_settled", condition=Q(nature="invoice", state="settled")),
            LatestFirstIndex("issued_on", name="invoices_credited", condition=Q(nature="invoice", state="credited")),
            LatestFirstIndex("issued_on", name="credit_notes_by_date", condition=Q(nature="credit_note")),
            LatestFirstIndex("issued_on", within=("kind",), then=("nature", "state"), name="invoices_of_kind"),
            models.Index(fields=("gross",), name="invoices_by_amount"),
            models.Index(fields=("number",), name="invoices_by_number", opclasses=("varchar_pattern_ops",)),
            PiecesIndex("number", name="invoices_by_pieces"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("number",),
                condition=~Q(number=""),
                name="an_invoice_number_is_used_once",
                violation_error_message="Ce numéro de facture est déjà pris.",
            ),
            models.CheckConstraint(
                name="an_issued_invoice_has_number_and_date",
                condition=Q(state="draft") | (~Q(number="") & Q(issued_on__isnull=False)),
                violation_error_message="Une facture émise a un numéro et une date.",
            ),
            models.CheckConstraint(
                name="nothing_is_paid_or_credited_beyond_an_invoice",
                condition=Q(settled__gte=0, credited__gte=0) & Q(settled__lt=F("gross") - F("credited") + HALF_A_CENT),
                violation_error_message="Les règlements et les avoirs dépassent le montant de la facture.",
            ),
            models.CheckConstraint(
                name="a_credit_note_corrects_an_invoice",
                condition=~Q(nature="credit_note", corrects=None),
                violation_error_message="Un avoir corrige une facture.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_nature_display()} {self.number or '(brouillon)'}"
